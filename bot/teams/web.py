"""The bot's HTTP: `POST /api/messages` for Teams, `/healthz`, `/readyz`, `/metrics` for who runs it, public pages."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.teams.door import Door, Reply
from bot.teams.pages import PAGES, page

LARGEST = 256 * 1024
SLOWEST_BODY = 10.0
"""Seconds in which a request's body must have come."""
COME_AGAIN_S = 1
"""After how long Teams may send again what was not handled: too much was in hand, or the database is dead."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the bot can serve, and what whoever runs it may want to know besides."""

    ready: bool
    late: Mapping[str, int] = field(default_factory=dict)
    """How much of each kind should have happened and has not: see bot.escalation.late."""


Ready = Callable[[], Awaitable[Readiness]]


def build_web(door: Door, ready: Ready, registry: CollectorRegistry, *, at_once: int) -> web.Application:
    """The web application, to be run by aiohttp.

    `at_once`: how many activities are in hand at a time. One more is turned away before its body is parsed. Bodies that
    are still coming do not count: whoever sends slowly would otherwise shut everybody out.
    """
    seconds = Histogram("kuntayhteys_request_seconds", "Time to answer Teams", ["status"], registry=registry)
    in_hand = Gauge("kuntayhteys_in_hand", "Activities that are being handled", registry=registry)
    turned_away = Counter(
        "kuntayhteys_turned_away", "Activities that came while too many were in hand", registry=registry
    )
    now = 0

    async def receive(body: bytes, authorization: str, remote: str) -> Reply:
        nonlocal now
        if now >= at_once:
            turned_away.inc()
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE)
        now += 1
        in_hand.set(now)
        try:
            return await door.receive(body, authorization, remote)
        finally:
            now -= 1
            in_hand.set(now)

    async def messages(request: web.Request) -> web.Response:
        started = time.perf_counter()
        reply = await _answer(request, receive)
        seconds.labels(reply.status).observe(time.perf_counter() - started)
        headers = {"Retry-After": str(COME_AGAIN_S)} if reply.status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return web.Response(
            status=reply.status, body=reply.body or None, headers=headers, content_type="application/json"
        )

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


async def _answer(request: web.Request, receive: Callable[[bytes, str, str], Awaitable[Reply]]) -> Reply:
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
    return await receive(body, request.headers.get("Authorization", ""), request.remote or "")


async def _say_little(_: web.Request, response: web.StreamResponse) -> None:
    """No version of anything in the headers."""
    response.headers["Server"] = "kuntayhteys"
