"""Starting the bot: the database made ready, what speaks to the outside, the clockwork and the web around its parts."""

import gc
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.bootstrap import Bot, Outside, bootstrap, shipped
from bot.cli.beside_database import secrets_file
from bot.cli.key_watch import Keys
from bot.cli.keys import refuse_other_secrets, seal_once, secrets_of_this_machine, settle_secrets
from bot.consultation.acting import leavers
from bot.dispatch.limited import Limited
from bot.dispatch.local_client import LocalClient
from bot.dispatch.pipeline import Pipeline
from bot.dispatch.rate_limits import RateLimits
from bot.dispatch.turns_in_hand import TurnsInHand
from bot.escalation.watchdog import Pulse, Watchdog
from bot.jobs.schedule import USUAL, Pace, schedule
from bot.jobs.ticker import Ticker
from bot.outbox.claims import release_leases
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import Secrets, secrets_in
from bot.teams.connector import Connector, open_session
from bot.teams.door import Door, Handle
from bot.teams.file_transfer import Files
from bot.teams.pacing import Pacing
from bot.teams.sending_tokens import SendingTokens
from bot.teams.service_addresses import ServiceAddresses, is_loopback
from bot.teams.signing_keys import SigningKeys
from bot.teams.token_check import TokenCheck
from bot.teams.web import Readiness, build_web
from bot.turns.services import Services
from config.clock import Clock, system_clock
from config.connections import Connections
from config.database import Database
from config.database_clock import DatabaseClock
from config.database_probe import Probe, wait_until_reached
from config.migrate import migrate_async, require_newest
from config.notifications import DIRECTORY, OUTBOX, Listener
from config.settings import Settings
from directory.graph.graph_access import GraphAccess
from directory.graph.graph_people import GraphPeople
from directory.graph.graph_presence import GraphPresence
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date, is_working_day

THREADS_GIVE_WAY_S = 0.0005
"""How long a thread that reads a table keeps the interpreter once others want it. Each word with SQLite is a thread's
too, so a turn waits for it dozens of times; Python's own value is ten times as long."""
LOCAL_APP = "kuntayhteys-local"
"""Stands for the app id where there is none."""


class CannotStart(Exception):  # noqa: N818 - a sentence for whoever starts the bot
    """The settings do not allow a start; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    services: Services
    pipeline: Pipeline
    port: int
    ticker: Ticker


@dataclass(frozen=True, slots=True)
class Mode:
    """How the bot was started."""

    insecure_local: bool = False
    """No tokens are asked for, and only this machine is let in."""
    sample_data: bool = False
    """The sample directory is put into an empty database."""


def sweep_seldom() -> None:
    """Lets the garbage collector alone with what a started process keeps: a full look through it holds everybody up for
    a quarter of a second while a large table is read. For a process that does nothing but serve.

    What is young is looked through in parts: a million of a table's new objects in one go took 60 to 100 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 250)
    gc.enable()


@asynccontextmanager
async def running(
    settings: Settings, mode: Mode, clock: Clock | None = None, *, pace: Pace = USUAL
) -> AsyncIterator[Running]:
    """Starts the bot and serves until the block ends.

    Raises CannotStart, CannotMigrate, UnusableSecretError or OSError. Without a clock it goes by the database's in all
    that is stored, and by the machine's in what it says to Microsoft.
    """
    sys.setswitchinterval(THREADS_GIVE_WAY_S)
    _check_mode(settings, mode)
    if mode.insecure_local and "connector_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"connector_url": ""})
    await wait_until_reached(settings.database_url, settings.database_start_s)
    secrets = await _secrets(settings, mode)
    await refuse_other_secrets(settings.database_url, secrets)
    async with AsyncExitStack() as stack:
        sealer = Sealer(secrets.keys)
        database = await _database(stack, settings, secrets, sealer)
        shared = DatabaseClock()
        await shared.measure(database)
        stored_by, machine = (shared, system_clock) if clock is None else (clock, clock)
        if mode.sample_data:
            await _put_sample(database, helsinki_date(stored_by()))
        session = open_session()
        stack.push_async_callback(session.close)
        addresses = _addresses(settings.service_hosts, mode)
        registry = CollectorRegistry()
        listener = Listener(settings.database_url)
        outside = _outside(stack, settings, mode, machine, session, addresses)
        bot = bootstrap(
            settings,
            database,
            replace(outside, clock=stored_by, lasting=shared, tell_others=partial(listener.tell, OUTBOX)),
            sealer=sealer,
            pseudonymiser=Pseudonymiser(secrets.pepper),
            registry=registry,
        )
        services = bot.services
        is_working_day(helsinki_date(stored_by()))  # loads the calendar of holidays before the first question does
        for one in (services.directory, services.vocabulary, services.basis_lists):
            await one.refresh(database)
        await leavers.settle_all(services)  # before the outbox sends what waits: some may have left meanwhile
        bot.delivery.start()
        stack.push_async_callback(bot.delivery.stop)
        pulse, watchdog = Pulse(), Watchdog(services, registry)
        keys = Keys(database, secrets, bot.delivery.stop)
        ticker = schedule(services, pulse, watchdog, pace, shared, keys.look)
        ticker.start()
        stack.push_async_callback(ticker.stop)
        listener.start({OUTBOX: _awaited(bot.delivery.wake), DIRECTORY: partial(ticker.tick, "directory")})
        stack.push_async_callback(listener.stop)
        door = Door(_steps(bot, mode), _token_check(services, session, mode, machine), addresses, machine)
        probe = Probe(settings.database_url)
        stack.push_async_callback(probe.close)
        served = build_web(door, _ready(probe, pulse, watchdog, keys), registry, at_once=settings.turns_at_once)
        yield Running(services, bot.pipeline, await _serve(stack, services, served), ticker)


async def _database(stack: AsyncExitStack, settings: Settings, secrets: Secrets, sealer: Sealer) -> Database:
    """With today's tables, filled under these secrets, nothing in clear and nothing claimed by a process that died."""
    await (migrate_async if settings.migrate_at_start else require_newest)(settings.database_url)
    database = Database(settings.database_url, {SEALER: sealer}, connections_of(settings))
    stack.push_async_callback(database.close)
    await settle_secrets(database, secrets)
    await seal_once(database, sealer)
    if database.is_sqlite:
        async with database.write() as connection:
            await release_leases(connection)
    return database


def _awaited(step: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    async def done() -> None:
        step()

    return done


def connections_of(settings: Settings) -> Connections:
    """On which terms a serving process uses PostgreSQL."""
    return Connections(
        kept=settings.database_connections,
        more=settings.database_more_connections,
        wait_s=settings.database_connection_wait_s,
        lock_s=settings.database_lock_s,
        statement_s=settings.database_statement_s,
        idle_s=settings.database_idle_s,
        transaction_s=settings.database_transaction_s,
    )


async def _put_sample(database: Database, today: date) -> None:
    async with database.write(long=True) as connection:
        await seed_sample(connection, shipped().vocabulary.reference, today)


def _outside(
    stack: AsyncExitStack,
    settings: Settings,
    mode: Mode,
    clock: Clock,
    session: aiohttp.ClientSession,
    addresses: ServiceAddresses,
) -> Outside:
    """Teams, Graph and where files are; closed before the session is."""
    access = GraphAccess(settings.graph_url, settings.login_url, settings.app_id, settings.app_password)
    presence, people = GraphPresence(access, clock), GraphPeople(access)
    for one in (presence, people):
        stack.push_async_callback(one.close)
    files = Files(session, _addresses(settings.file_hosts, mode))
    return Outside(
        clock=clock,
        teams=_connector(settings, session, addresses, clock),
        presence_of=presence.read,
        find_person=people.find,
        still_there=people.still_there,
        fetch_file=files.fetch,
        store_file=files.store,
    )


def _check_mode(settings: Settings, mode: Mode) -> None:
    if settings.app_id and mode.insecure_local:
        raise CannotStart("--insecure-local is for use without an app id: leave it out, or empty KUNTAYHTEYS_APP_ID.")
    if not settings.app_id and not mode.insecure_local:
        raise CannotStart(
            "KUNTAYHTEYS_APP_ID is not set, so nobody's token could be checked. Set it, or start with --insecure-local "
            "to try the bot on this machine alone."
        )
    if mode.insecure_local and not is_loopback(settings.host):
        raise CannotStart("--insecure-local listens only on this machine: set KUNTAYHTEYS_HOST to 127.0.0.1.")


async def _secrets(settings: Settings, mode: Mode) -> Secrets:
    """From the settings; on this machine alone, made at the first start and kept beside the database."""
    if mode.insecure_local and not settings.keys and not settings.pepper.get_secret_value():
        return await secrets_of_this_machine(settings.database_url, secrets_file(settings.database_url))
    return secrets_in(settings)


def _addresses(hosts: tuple[str, ...], mode: Mode) -> ServiceAddresses:
    """Where the bot may send and fetch: these hosts, on a machine by itself the machine."""
    return ServiceAddresses(() if mode.insecure_local else hosts, any_loopback=mode.insecure_local)


def _connector(
    settings: Settings, session: aiohttp.ClientSession, addresses: ServiceAddresses, clock: Clock
) -> Connector:
    tokens = SendingTokens(
        session,
        clock,
        login_url=settings.login_url,
        app_tenant=settings.app_tenant,
        app_id=settings.app_id,
        app_password=settings.app_password,
    )
    return Connector(session, tokens, addresses, Pacing(), clock, f"28:{settings.app_id or LOCAL_APP}")


def _steps(bot: Bot, mode: Mode) -> Handle:
    """What each turn passes once it is inside the door."""
    settings = bot.services.settings
    limits = RateLimits(settings.person_turns_per_minute, settings.tenant_turns_per_minute, time.monotonic)
    limited = Limited(bot.pipeline, limits)
    handle = LocalClient(limited.handle, bot.services.directory).handle if mode.insecure_local else limited.handle
    return TurnsInHand(handle, settings.turns_at_once).handle


def _token_check(services: Services, session: aiohttp.ClientSession, mode: Mode, clock: Clock) -> TokenCheck | None:
    if mode.insecure_local:
        return None
    keys = SigningKeys(session, services.settings.openid_url, clock)
    return TokenCheck(services.settings.app_id, keys, clock)


def _ready(probe: Probe, pulse: Pulse, watchdog: Watchdog, keys: Keys) -> Callable[[], Awaitable[Readiness]]:
    async def ready() -> Readiness:
        well = await probe.look() and not pulse.stands and not keys.lacking
        return Readiness(well, watchdog.found)

    return ready


async def _serve(stack: AsyncExitStack, services: Services, app: web.Application) -> int:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, services.settings.host, services.settings.port)
    await site.start()
    port: int = runner.addresses[0][1]
    return port
