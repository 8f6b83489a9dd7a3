"""The bot's HTTP: `POST /api/messages` for Teams, `/healthz`, `/readyz`, `/metrics` for who runs it, public pages."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest

from bot.teams.door import Door, Reply
from bot.teams.pages import PAGES, page

LARGEST = 256 * 1024
SLOWEST_BODY = 10.0
"""Seconds in which a request's body must have come."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the bot can serve, and what whoever runs it may want to know besides."""

    ready: bool
    late: Mapping[str, int] = field(default_factory=dict)
    """How much of each kind should have happened and has not: see bot.escalation.late."""


Ready = Callable[[], Awaitable[Readiness]]


def build_web(door: Door, ready: Ready, registry: CollectorRegistry) -> web.Application:
    """The web application, to be run by aiohttp."""
    seconds = Histogram("kuntayhteys_request_seconds", "Time to answer Teams", ["status"], registry=registry)

    async def messages(request: web.Request) -> web.Response:
        started = time.perf_counter()
        reply = await _answer(request, door)
        seconds.labels(reply.status).observe(time.perf_counter() - started)
        return web.Response(status=reply.status, body=reply.body or None, content_type="application/json")

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_: web.Request) -> web.Response:
        found = await ready()
        body = {"ready": found.ready, "late": dict(found.late)}
        return web.json_response(body, status=200 if found.ready else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST)
    app.on_response_prepare.append(_say_little)
    app.add_routes(
        [
            web.post("/api/messages", messages),
            web.get("/healthz", healthz),
            web.get("/readyz", readyz),
            web.get("/metrics", metrics),
            *(web.get(path, _page(page(words))) for path, words in PAGES.items()),
        ]
    )
    return app


def _page(html: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def show(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    return show


async def _answer(request: web.Request, door: Door) -> Reply:
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    charset = (request.charset or "utf-8").lower()
    if request.content_type != "application/json" or charset not in {"utf-8", "utf8"} or encoding != "identity":
        return Reply(415)
    if (request.content_length or 0) > LARGEST:
        return Reply(413)
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            body = await request.content.read(LARGEST + 1)
            while len(body) <= LARGEST and (more := await request.content.read(LARGEST + 1 - len(body))):
                body += more
    except TimeoutError:
        return Reply(408)
    except HttpProcessingError:
        return Reply(400)
    if len(body) > LARGEST:
        return Reply(413)
    return await door.receive(body, request.headers.get("Authorization", ""), request.remote or "")


async def _say_little(_: web.Request, response: web.StreamResponse) -> None:
    """No version of anything in the headers."""
    response.headers["Server"] = "kuntayhteys"
