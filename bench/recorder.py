"""Stands for Teams in load runs: accepts every message and remembers where it came, when, and what it said."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from config.clock import Clock


@dataclass
class Got:
    """One message as people have it."""

    id: str
    conversation: str
    said: str
    """The summary that a notification shows."""
    at: datetime
    """By the clock of the run."""
    arrived: float
    """Seconds of a clock that nobody sets forward."""
    connection: asyncio.Transport | None
    """What it came through."""
    cut: float | None = None
    """When its sender was killed, by the same clock as `arrived`; None while it lives."""

    def sender_died_within(self, seconds: float) -> bool:
        """Whether it arrived so shortly before its sender was killed, or was read so shortly after."""
        return self.cut is not None and abs(self.cut - self.arrived) < seconds


@dataclass
class Recorder:
    """Accepts every message."""

    clock: Clock
    got: list[Got] = field(default_factory=list)
    changes: int = 0

    async def conversation(self, request: web.Request) -> web.Response:
        """A 1:1 conversation, the same one for the same person; or a new thread in a channel with its first message."""
        body = await request.json()
        if not body["isGroup"]:
            return web.json_response({"id": f"a:{body['members'][0]['id']}"}, status=201)
        channel = body["channelData"]["channel"]["id"]
        key = self._keep(request, channel, str(body["activity"].get("summary", "")))
        return web.json_response({"id": f"{channel};messageid={key}", "activityId": key}, status=201)

    async def activity(self, request: web.Request) -> web.Response:
        """A new message."""
        body = await request.json()
        key = self._keep(request, request.match_info["conversation"], str(body.get("summary", "")))
        return web.json_response({"id": key}, status=201)

    async def change(self, _: web.Request) -> web.Response:
        """A changed message: not new to anybody."""
        self.changes += 1
        return web.json_response({}, status=200)

    def note_death(self, at: float) -> None:
        """To be called soon after a process was killed: what came through a connection that is closed now was its.

        A busy recorder reads some of it only after the death.
        """
        for one in self.got:
            if one.cut is None and one.connection is not None and one.connection.is_closing():
                one.cut = at

    def _keep(self, request: web.Request, conversation: str, said: str) -> str:
        key = str(len(self.got) + 1)
        self.got.append(Got(key, conversation, said, self.clock(), time.monotonic(), request.transport))
        return key


@asynccontextmanager
async def recording(recorder: Recorder, port: int = 0) -> AsyncIterator[str]:
    """The recorder's address. `port` 0: any free one."""
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/v3/conversations", recorder.conversation)
    app.router.add_post("/v3/conversations/{conversation}/activities", recorder.activity)
    app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", recorder.change)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
