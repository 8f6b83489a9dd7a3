"""The line between Teams and the bot: carries activities, several times at once or without bringing the answer back."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import orjson
from aiohttp import web

CARRIED = ("Authorization", "Content-Type")


@dataclass
class Wire:
    """Stands at `url` in the bot's place."""

    session: aiohttp.ClientSession
    bot_url: str = ""
    url: str = ""
    renewed: tuple[bool, ...] = (False,)
    """One delivery each, all at the same moment: under the activity's own id, or under a new one."""
    when_answered: Callable[[], Awaitable[None]] | None = None
    """Done once when the bot has answered; the answer is then lost on the way."""
    bot_is_up: asyncio.Event = field(default_factory=asyncio.Event)
    """Activities wait at the wire until the bot is there."""
    carried: list[str] = field(default_factory=list)
    """The ids of all activities that the bot has answered."""
    under_way: int = 0
    """How many activities are on the wire: also those whose sender no longer waits for the answer."""
    answers: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    """All answers of the bot: the directory id of whoever acted, and the body."""

    async def carry(self, request: web.Request) -> web.Response:
        """Hands the activity to the bot and the first answer back."""
        self.under_way += 1
        try:
            return await self._carried(request)
        finally:
            self.under_way -= 1

    async def _carried(self, request: web.Request) -> web.Response:
        activity = orjson.loads(await request.read())
        headers = {name: request.headers[name] for name in CARRIED if name in request.headers}
        await self.bot_is_up.wait()
        ids = [
            f"f:{uuid.uuid4()}" if anew and activity["type"] == "invoke" else activity["id"] for anew in self.renewed
        ]
        try:
            got = await asyncio.gather(*(self._post({**activity, "id": one}, headers) for one in ids))
        except aiohttp.ClientError:
            return _broken(request)
        self.carried += ids
        self.answers += [(activity["from"]["aadObjectId"], orjson.loads(body or b"{}")) for _, body in got]
        if self.when_answered is not None:
            then, self.when_answered = self.when_answered, None
            await then()
            return _broken(request)
        status, body = got[0]
        return web.Response(status=status, body=body, content_type="application/json")

    async def _post(self, activity: dict[str, object], headers: dict[str, str]) -> tuple[int, bytes]:
        address = f"{self.bot_url}/api/messages"
        async with self.session.post(address, data=orjson.dumps(activity), headers=headers) as response:
            return response.status, await response.read()


@asynccontextmanager
async def wire_to(bot_url: str) -> AsyncIterator[Wire]:
    """A wire on loopback until the block ends."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        wire = Wire(session, bot_url)
        app = web.Application()
        app.add_routes([web.post("/api/messages", wire.carry)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            wire.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield wire
        finally:
            wire.bot_is_up.set()
            await runner.cleanup()


def _broken(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)
