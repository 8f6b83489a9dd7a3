"""Local Teams as a whole: one port on this machine that is Teams, Graph and the login service for one bot."""

import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from yarl import URL

from bot.local_teams import connector, graph, identity
from bot.local_teams.acting import Acting
from bot.local_teams.activities import Activities
from bot.local_teams.faults import Switchboard
from bot.local_teams.page import page_routes
from bot.local_teams.people import People
from bot.local_teams.seed import WorldSeed
from bot.local_teams.sender import Patience, Sender
from bot.local_teams.world import World
from config.clock import Clock, system_clock

_LARGEST_BODY = 2 * 1024 * 1024
_AGENT_NAME = "Bot"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Registration:
    """The bot as Microsoft would know it. Without an app id there are no tokens at all."""

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_tenant: str = ""
    name: str = _AGENT_NAME

    @property
    def bot_id(self) -> str:
        """Its id in conversations."""
        return f"28:{self.app_id or 'local-bot'}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is; all of them begin with the same host and port."""

    page: str
    connector: str
    """The serviceUrl of every activity; also where a bot first writes to a person."""
    graph: str
    login: str
    openid: str


class LocalTeams:
    """The stand-in. One object serves once: its state begins when it is made and is gone with it."""

    def __init__(
        self,
        seed: WorldSeed,
        registration: Registration | None = None,
        patience: Patience | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self.registration = registration or Registration()
        self.world = World(seed, clock, self.registration.bot_id, self.registration.name)
        self.switchboard = Switchboard()
        self._patience = patience or Patience()
        one = self.registration
        self.identity = identity.Identity(clock, one.app_id, one.app_password, one.app_tenant, auth=bool(one.app_id))
        self._sender: Sender | None = None
        self._bot_url = ""

    def connect(self, bot_url: str) -> None:
        """Where the bot takes messages from now on: `http://127.0.0.1:3978/api/messages`."""
        self._bot_url = bot_url
        if self._sender is not None:
            self._sender.bot_url = bot_url

    @asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Addresses]:
        """Serves until the block ends; port 0 takes a free one. Raises OSError when the port is taken."""
        with socket.create_server((host, port), reuse_port=False) as listener:
            addresses = _addresses(f"http://{host}:{listener.getsockname()[1]}")
            async with aiohttp.ClientSession(trust_env=False) as session:
                self._sender = Sender(session, self.identity, self.switchboard, self._patience)
                self._sender.bot_url = self._bot_url
                runner = web.AppRunner(self._app(addresses, self._sender), access_log=None, shutdown_timeout=1)
                await runner.setup()
                try:
                    await web.SockSite(runner, listener).start()
                    yield addresses
                finally:
                    await runner.cleanup()

    def _app(self, addresses: Addresses, sender: Sender) -> web.Application:
        people = People(self.world, Activities(self.world, addresses.connector), sender)
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_only_this_machine])
        app.add_routes(
            [
                *connector.Connector(self.world, self.identity, self.switchboard).routes(),
                *graph.Graph(self.world, self.identity, self.switchboard).routes(),
                *self.identity.routes(),
                *Acting(self.world, people, self.switchboard, self.identity).routes(),
                *page_routes(),
            ]
        )
        return app


def _addresses(root: str) -> Addresses:
    return Addresses(
        page=f"{root}/",
        connector=f"{root}{connector.ROOT}/",
        graph=f"{root}{graph.ROOT}",
        login=f"{root}/login",
        openid=f"{root}{identity.METADATA}",
    )


@web.middleware
async def _only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No other site may act through somebody's browser, be it by a name that resolves to this machine."""
    origin = request.headers.get("Origin")
    if not _is_loopback(request.url.host or "") or (origin is not None and URL(origin).authority != request.host):
        raise web.HTTPForbidden
    return await handler(request)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
