"""Brings activities to the bot, again and again until it answers, as Teams does."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from bot.local_teams.activities import Activity
from bot.local_teams.faults import Switchboard
from bot.local_teams.identity import Identity
from bot.local_teams.shapes import Json


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Teams waits for an answer, and how often it delivers an activity that is not answered."""

    answer_within_s: float = 15
    tries: int = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """The bot's HTTP answer; `body` is empty when there was no JSON object in it."""

    status: int
    body: Json


class Sender:
    """Delivers to the bot at `bot_url`, its messages endpoint."""

    def __init__(
        self, session: aiohttp.ClientSession, identity: Identity, switchboard: Switchboard, patience: Patience
    ) -> None:
        self._session = session
        self._identity = identity
        self._switchboard = switchboard
        self._patience = patience
        self.bot_url = ""

    async def deliver(self, activity: Activity, as_new: Callable[[Activity], Activity]) -> Reply | None:
        """The bot's answer, or None when it has not answered at all. `as_new` gives an activity another id.

        A message comes again unchanged; an invoke comes twice unchanged and then twice under a new id
        (BotBuilder-dotnet issue 5005). With the switch `redeliver` everything comes twice at the same moment.
        """
        if not self._switchboard.general.redeliver:
            return await self._until_answered(activity, as_new)
        first, second = await asyncio.gather(self._until_answered(activity, as_new), self._post(activity))
        return first or second

    async def _until_answered(self, activity: Activity, as_new: Callable[[Activity], Activity]) -> Reply | None:
        loop = asyncio.get_running_loop()
        attempt = activity
        for count in range(self._patience.tries):
            if count == 2 and activity["type"] == "invoke":
                attempt = as_new(activity)
            started = loop.time()
            if reply := await self._post(attempt):
                return reply
            if count + 1 < self._patience.tries:
                await asyncio.sleep(max(0.0, self._patience.answer_within_s - (loop.time() - started)))
        return None

    async def _post(self, activity: Activity) -> Reply | None:
        service_url = str(activity.get("serviceUrl", ""))
        timeout = aiohttp.ClientTimeout(total=self._patience.answer_within_s)
        try:
            async with self._session.post(
                self.bot_url, json=activity, headers=self._identity.header_for_bot(service_url), timeout=timeout
            ) as response:
                return Reply(response.status, _object_in(await response.read()))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None


def _object_in(content: bytes) -> Json:
    try:
        found: object = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
