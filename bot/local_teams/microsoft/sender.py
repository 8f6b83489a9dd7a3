"""Carries activities to the bot, again when no answer comes, as Teams does.

A message is sent again until it is answered. An invoke is sent twice with the same id, then twice with a new one; only
the first answer counts (microsoft/botbuilder-dotnet, issue 5005).
"""

import asyncio
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass

import aiohttp
import orjson
import structlog

from bot.local_teams.microsoft.identity import Identity
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.shapes import Json

log = structlog.get_logger()

TIMES = 4
"""How often an activity is sent at most."""
AGAIN = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """The bot's HTTP answer; status 0 when none came in time."""

    status: int
    body: Json


class Sender:
    """Sends to `bot_url`; without one, nobody answers."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        identity: Identity,
        switchboard: Switchboard,
        service_url: str,
        redeliver_after_s: float,
        pause_s: float,
    ) -> None:
        self._session = session
        self._identity = identity
        self._switchboard = switchboard
        self._service_url = service_url
        self._redeliver_after_s = redeliver_after_s
        self._pause_s = pause_s
        self._running: set[asyncio.Task[None]] = set()
        self.bot_url = ""

    async def deliver(self, activity: Json) -> BotAnswer:
        """Sends a message or an event. Comes back with the first answer; further tries go on by themselves."""
        answer = await self._post(activity)
        if _unanswered(answer):
            self._later(self._again(activity))
        elif self._switchboard.general.redeliver:
            await self._post(activity)
        return answer

    async def invoke(self, activity: Json) -> BotAnswer:
        """Sends an invoke and gives the answer."""
        answer = await self._post(activity)
        if _unanswered(answer):
            self._later(self._invoke_again(activity))
        elif self._switchboard.general.redeliver:
            await self._post(activity)
        return answer

    async def settled(self) -> None:
        """Comes back when nothing will be sent again."""
        while self._running:
            await asyncio.wait(tuple(self._running))

    async def close(self) -> None:
        """Ends further tries."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _again(self, activity: Json) -> None:
        for _ in range(TIMES - 1):
            await asyncio.sleep(self._pause_s)
            if not _unanswered(await self._post(activity)):
                return

    async def _invoke_again(self, activity: Json) -> None:
        if not _unanswered(await self._post(activity)):
            return
        await asyncio.sleep(self._pause_s)
        renewed = {**activity, "id": f"f:{uuid.uuid4()}"}
        if _unanswered(await self._post(renewed)):
            await self._post(renewed)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _post(self, activity: Json) -> BotAnswer:
        if not self.bot_url:
            return BotAnswer(0, {})
        headers = {"Content-Type": "application/json", **self._identity.header_for_bot(self._service_url)}
        patience = aiohttp.ClientTimeout(total=self._redeliver_after_s)
        address = f"{self.bot_url.rstrip('/')}/api/messages"
        try:
            async with self._session.post(
                address, data=orjson.dumps(activity), headers=headers, timeout=patience, allow_redirects=False
            ) as response:
                return BotAnswer(response.status, _json(await response.read()))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.debug("bot_did_not_answer", kind=type(error).__name__)
            return BotAnswer(0, {})


def _unanswered(answer: BotAnswer) -> bool:
    return answer.status == 0 or answer.status in AGAIN


def _json(body: bytes) -> Json:
    try:
        found = orjson.loads(body) if body else {}
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
