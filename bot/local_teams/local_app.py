"""Local Teams as a whole: one HTTP server that stands in for Microsoft on this machine."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.local_teams.microsoft import connector_api, graph_api, identity
from bot.local_teams.microsoft.activities_to_bot import Activities
from bot.local_teams.microsoft.connector_api import Connector
from bot.local_teams.microsoft.graph_api import Graph
from bot.local_teams.microsoft.identity import LIFETIME, Identity
from bot.local_teams.microsoft.sender import Sender
from bot.local_teams.page import Page
from bot.local_teams.people.acts import Acting
from bot.local_teams.people.acts_web import ActingWeb
from bot.local_teams.people.filing import Filing
from bot.local_teams.world.drive import Drive
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.seed import WorldSeed
from bot.local_teams.world.world import World
from config.clock import Clock, system_clock

NO_APP = "local-bot"
_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
_LARGEST = 12 * 1024 * 1024
"""A file of 8 MB in base64."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Options:
    """How Local Teams is started."""

    port: int = 0
    """0: any free one."""
    bot_url: str = ""
    """Where the bot listens, without `/api/messages`; may be told later with `connect`."""
    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_tenant: str = "00000000-0000-4000-8000-000000000001"
    """The tenant of the bot's registration: only tokens fetched from it may be used for sending."""
    auth: bool = True
    """Whether tokens are given, asked for and sent."""
    redeliver_after_s: float = 15.0
    """How long the bot has for an answer."""
    pause_s: float = 15.0
    """How long after a try that had no answer the same activity is sent again."""
    token_lifetime: timedelta = LIFETIME
    bot_name: str = "Kuntayhteys"
    clock: Clock = system_clock


class LocalTeams:
    """A running Local Teams: its addresses, its state and its switches."""

    def __init__(self, options: Options, port: int, world: World, sender: Sender, switchboard: Switchboard) -> None:
        self.options = options
        self.port = port
        self.world = world
        self.faults = switchboard
        self._sender = sender

    @property
    def page_url(self) -> str:
        """The page, and the root of the acting interface."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The service address of the Bot Connector."""
        return f"{self.page_url}{connector_api.ROOT}/"

    @property
    def graph_url(self) -> str:
        """Microsoft Graph's root."""
        return f"{self.page_url}{graph_api.ROOT}"

    @property
    def openid_url(self) -> str:
        """OpenID metadata of the key that signs activities."""
        return f"{self.page_url}{identity.METADATA}"

    @property
    def login_url(self) -> str:
        """Where tokens are fetched."""
        return f"{self.page_url}/login"

    def connect(self, bot_url: str) -> None:
        """From now on activities go to the bot at this address."""
        self._sender.bot_url = bot_url

    async def settled(self) -> None:
        """Comes back when no activity will reach the bot again by itself."""
        await self._sender.settled()

    def settings(self) -> dict[str, str]:
        """The environment variables that point a bot here."""
        values = {
            "CONNECTOR_URL": self.url,
            "GRAPH_URL": self.graph_url,
            "OPENID_URL": self.openid_url,
            "LOGIN_URL": self.login_url,
            "SERVICE_HOSTS": f"127.0.0.1:{self.port}",
            "FILE_HOSTS": f"127.0.0.1:{self.port}",
        }
        if self.options.auth:
            values |= {
                "APP_ID": self.options.app_id,
                "APP_PASSWORD": self.options.app_password,
                "APP_TENANT": self.options.app_tenant,
            }
        return {f"KUNTAYHTEYS_{name}": value for name, value in values.items()}


@asynccontextmanager
async def local_teams(seed: WorldSeed, options: Options) -> AsyncIterator[LocalTeams]:
    """Serves on loopback until the block ends. Raises OSError when the port is taken."""
    world = World(seed, options.clock, f"28:{options.app_id or NO_APP}", options.bot_name)
    keys = Identity(
        options.clock,
        options.app_id,
        options.app_password,
        options.app_tenant,
        auth=options.auth,
        token_lifetime=options.token_lifetime,
    )
    switchboard = Switchboard()
    # Bound before anything is built: the address is part of every activity.
    listening = _listen(options.port)
    port: int = listening.getsockname()[1]
    service_url = f"http://127.0.0.1:{port}{connector_api.ROOT}/"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        sender = Sender(session, keys, switchboard, service_url, options.redeliver_after_s, options.pause_s)
        sender.bot_url = options.bot_url
        runner = web.AppRunner(
            _application(world, keys, switchboard, sender, service_url), access_log=None, shutdown_timeout=0.1
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            yield LocalTeams(options, port, world, sender, switchboard)
        finally:
            await sender.close()
            await runner.cleanup()


def _application(
    world: World, keys: Identity, switchboard: Switchboard, sender: Sender, service_url: str
) -> web.Application:
    drive = Drive(world.clock, switchboard, service_url.removesuffix(f"{connector_api.ROOT}/"))
    acting = Acting(world, drive, sender, Activities(world, drive, service_url))
    filing = Filing(acting, drive)
    app = web.Application(client_max_size=_LARGEST, middlewares=[_own_machine_only])
    app.add_routes(drive.routes())
    app.add_routes(keys.routes())
    app.add_routes(Connector(world, keys, switchboard).routes())
    app.add_routes(Graph(world, keys, switchboard).routes())
    app.add_routes(ActingWeb(acting, filing, switchboard, keys).routes())
    app.add_routes(Page(acting, filing, switchboard).routes())
    return app


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    return listening


@web.middleware
async def _own_machine_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page from elsewhere could reach this machine under a name of its own: only the machine's names are answered."""
    if urlsplit(f"//{request.host}").hostname not in _OWN_NAMES:
        return web.Response(status=403, text="Local Teams answers only under 127.0.0.1 and localhost.")
    return await handler(request)
