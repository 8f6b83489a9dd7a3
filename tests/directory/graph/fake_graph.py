"""A tiny Microsoft Graph and login service for the presence tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class FakeGraph:
    """What it answers, and what it was asked."""

    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    """The presence object by user id."""
    status: int = 200
    body: str = ""
    """Sent instead of an answer when set."""
    delay_s: float = 0
    answers_now: asyncio.Event = field(default_factory=asyncio.Event)
    """Until it is set, Graph keeps everybody waiting."""
    needs_token: bool = False
    calls: list[list[str]] = field(default_factory=list)
    tokens_given: list[str] = field(default_factory=list)
    url: str = ""

    async def presences(self, request: web.Request) -> web.Response:
        ids: list[str] = (await request.json())["ids"]
        self.calls.append(ids)
        await asyncio.sleep(self.delay_s)
        await self.answers_now.wait()
        if self.needs_token and request.headers.get("Authorization") not in {
            f"Bearer {one}" for one in self.tokens_given
        }:
            return web.json_response({"error": {"code": "InvalidAuthenticationToken", "message": ""}}, status=401)
        if self.body:
            return web.Response(text=self.body, status=self.status, content_type="text/html")
        if self.status != 200:
            return web.json_response({"error": {"code": "Busy", "message": ""}}, status=self.status)
        return web.json_response({"value": [{"id": one, **self.answers[one]} for one in ids if one in self.answers]})

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if (form["client_id"], form["client_secret"]) != ("app", "secret"):
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens_given.append(f"token-{request.match_info['tenant']}-{len(self.tokens_given)}")
        return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": self.tokens_given[-1]})


@asynccontextmanager
async def fake_graph() -> AsyncIterator[FakeGraph]:
    """A running fake; `url` is its address without a path."""
    fake = FakeGraph()
    fake.answers_now.set()
    app = web.Application()
    app.router.add_post("/v1.0/communications/getPresencesByUserId", fake.presences)
    app.router.add_post("/{tenant}/oauth2/v2.0/token", fake.token)
    async with TestServer(app) as server:
        fake.url = str(server.make_url("")).rstrip("/")
        yield fake
