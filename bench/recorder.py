"""Stands for Teams in load runs: accepts every message and remembers where it came, when, and what it said."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from config.clock import Clock


@dataclass
class Recorder:
    """Stands for Teams: accepts every message and remembers where it came, when, and what it said."""

    clock: Clock
    got: list[tuple[str, str, datetime]] = field(default_factory=list)
    """Conversation, the message's summary, and when."""
    ids: int = 0

    async def conversation(self, request: web.Request) -> web.Response:
        """A 1:1 conversation, the same one for the same person; or a new thread in a channel with its first message."""
        body = await request.json()
        if body["isGroup"]:
            self.ids += 1
            thread = f"{body['channelData']['channel']['id']};messageid={self.ids}"
            self.got.append((thread, str(body["activity"].get("summary", "")), self.clock()))
            return web.json_response({"id": thread}, status=201)
        return web.json_response({"id": f"a:{body['members'][0]['id']}"}, status=201)

    async def activity(self, request: web.Request) -> web.Response:
        """A new message."""
        body = await request.json()
        self.got.append((request.match_info["conversation"], str(body.get("summary", "")), self.clock()))
        self.ids += 1
        return web.json_response({"id": str(self.ids)}, status=201)

    async def change(self, _: web.Request) -> web.Response:
        """A changed message: not new to anybody."""
        return web.json_response({}, status=200)


@asynccontextmanager
async def recording(recorder: Recorder) -> AsyncIterator[str]:
    """The recorder's address."""
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/v3/conversations", recorder.conversation)
    app.router.add_post("/v3/conversations/{conversation}/activities", recorder.activity)
    app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", recorder.change)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
