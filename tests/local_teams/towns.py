"""A small world of two tenants, and a bot that does as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
from aiohttp import web

from bot.local_teams.local_app import LocalTeams, Options, local_teams
from bot.local_teams.people.teams_client import PATIENCE_S, Persona
from bot.local_teams.world.seed import ChannelSeed, TeamSeed, UserSeed, WorldSeed

NORTH, SOUTH = "11111111-aaaa-4000-8000-000000000001", "22222222-bbbb-4000-8000-000000000002"
AINO, BENGT, CAI = (f"00000000-0000-4000-8000-00000000000{n}" for n in "abc")
"""Aino and Bengt are of North, Cai of South."""
CHANNEL, DEAF_CHANNEL = "19:harbour@thread.tacv2", "19:quiet@thread.tacv2"
APP_ID, APP_PASSWORD = "33333333-cccc-4000-8000-000000000003", "harbour-crane-lantern"
REGISTRATION = "44444444-dddd-4000-8000-000000000004"

SEED = WorldSeed(
    users=(
        UserSeed(AINO, "Aino Aalto", NORTH, "North", "aino@north.example", "Clerk", shown=True),
        UserSeed(BENGT, "Bengt Berg", NORTH, "North", "bengt@north.example", locale="sv-FI", presence="Busy"),
        UserSeed(CAI, "Cai Ceder", SOUTH, "South", "cai@south.example", installed=False),
    ),
    teams=(
        TeamSeed("19:team@thread.tacv2", "Harbour", NORTH, (ChannelSeed(CHANNEL, "Quay"),), (AINO, BENGT)),
        TeamSeed(
            "19:quiet-team@thread.tacv2",
            "Quiet",
            NORTH,
            (ChannelSeed(DEAF_CHANNEL, "Library"),),
            (AINO, BENGT),
            hears_all=False,
        ),
    ),
)

Json = dict[str, object]
Answerer = Callable[[Json], web.Response]


def ok(_: Json) -> web.Response:
    """The bot has nothing to say."""
    return web.Response()


def answering(body: Mapping[str, object]) -> Answerer:
    """The bot answers every invoke with this body."""
    return lambda _: web.json_response(body)


def card(*actions: Json, body: tuple[Json, ...] = ()) -> Json:
    """An Adaptive Card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions)}


def execute(verb: str, title: str = "", **data: object) -> Json:
    """An Action.Execute with its fallback for old clients."""
    held = {"verb": verb, **data}
    fallback = {"type": "Action.Submit", "title": title, "data": held}
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": held, "fallback": fallback}


def with_card(content: Json, **rest: object) -> Json:
    """A message activity with a card."""
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return {"type": "message", "attachments": [attachment], **rest}


class Clock:
    """A clock that goes only when it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        """Lets time pass."""
        self.now += by


@dataclass
class Bot:
    """What reached the bot, and how it answers."""

    url: str
    heard: list[Json] = field(default_factory=list)
    """What somebody did."""
    signs: list[Json] = field(default_factory=list)
    """What a client tells by itself: that a chat has been read, that somebody types."""
    tokens: list[str] = field(default_factory=list)
    answer: Answerer = ok
    hangs: int = 0
    """So many next activities are never answered."""
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def last(self) -> Json:
        """The newest activity."""
        return self.heard[-1]

    async def hears(self, count: int, within_s: float = PATIENCE_S) -> list[Json]:
        """The first activities, once there are so many."""
        async with asyncio.timeout(within_s):
            while len(self.heard) < count:
                self.news.clear()
                await self.news.wait()
        return self.heard


@asynccontextmanager
async def listening_bot() -> AsyncIterator[Bot]:
    """A bot on loopback."""
    bot = Bot("")

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        if activity["type"] in {"event", "typing"}:
            bot.signs.append(activity)
            return web.Response()
        bot.heard.append(activity)
        bot.tokens.append(request.headers.get("Authorization", ""))
        bot.news.set()
        if bot.hangs:
            bot.hangs -= 1
            await asyncio.sleep(60)
        return bot.answer(bot.heard[-1])

    app = web.Application()
    app.add_routes([web.post("/api/messages", messages)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield bot
    finally:
        await runner.cleanup()


@dataclass
class Town:
    """Everything a test needs."""

    teams: LocalTeams
    bot: Bot
    http: aiohttp.ClientSession
    clock: Clock

    def persona(self, aad_id: str) -> Persona:
        """Somebody who acts."""
        return Persona(self.http, self.teams.page_url, aad_id)

    async def connector(self, method: str, path: str, body: object = None, token: str = "") -> tuple[int, Json]:
        """A call of the bot's to the connector."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.http.request(method, self.teams.url + path, json=body, headers=headers) as response:
            found = await response.json() if response.content_length else {}
            return response.status, found

    async def personal(self, aad_id: str) -> str:
        """The id of somebody's chat with the bot."""
        return next(iter((await self.persona(aad_id).chats()).values()))


@asynccontextmanager
async def town(
    *, auth: bool = False, redeliver_after_s: float = PATIENCE_S, pause_s: float = 0.0
) -> AsyncIterator[Town]:
    """Local Teams with the small world and a bot connected; what has no answer is sent again at once, if not later."""
    clock = Clock()
    async with listening_bot() as bot, aiohttp.ClientSession() as http:
        options = Options(
            bot_url=bot.url,
            app_id=APP_ID,
            app_password=APP_PASSWORD,
            app_tenant=REGISTRATION,
            auth=auth,
            redeliver_after_s=redeliver_after_s,
            pause_s=pause_s,
            bot_name="Harbour bot",
            clock=clock,
        )
        async with local_teams(SEED, options) as teams:
            yield Town(teams, bot, http, clock)
