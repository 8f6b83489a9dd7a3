"""The composition root: the only place where the concrete parts of the bot meet."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.answering.undelivered import Undelivered
from bot.bases.bases import load_bases
from bot.bases.store import BasisSnapshot
from bot.cli.beside_database import secrets_file
from bot.cli.keys import refuse_other_secrets, seal_clear_texts, secrets_of_this_machine, settle_secrets
from bot.commands.help_command import greet
from bot.consultation.acting import leavers
from bot.dispatch.discovery import discover
from bot.dispatch.limited import Limited
from bot.dispatch.local_client import LocalClient
from bot.dispatch.pipeline import Pipeline
from bot.dispatch.rate_limits import RateLimits
from bot.escalation.watchdog import Pulse, Watchdog
from bot.jobs.schedule import schedule
from bot.jobs.ticker import Ticker
from bot.outbox.claims import Terms, release_leases
from bot.outbox.delivery import Delivery
from bot.outbox.settling import Hooks
from bot.outbox.typing_delivery import TypingSigns
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
from bot.turns.topic_templates import load_templates
from config.clock import Clock, system_clock
from config.database import Database
from config.migrate import migrate_async
from config.settings import Settings
from directory.graph.graph_client import GraphAccess
from directory.graph.graph_people import GraphPeople
from directory.graph.graph_presence import GraphPresence
from directory.reading.vocabulary import shipped_vocabulary
from directory.reference import load_reference
from directory.stored.sample import seed_sample
from directory.stored.store import DirectorySnapshot
from directory.stored.vocabulary_store import VocabularySnapshot
from directory.time.calendar import helsinki_date, is_working_day

READY_WITHIN_S = 2.0
LOCAL_APP = "kuntayhteys-local"
"""Stands for the app id where there is none."""


class CannotStart(Exception):  # noqa: N818 - a sentence for whoever starts the bot
    """The settings do not allow a start; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work."""

    services: Services
    port: int
    ticker: Ticker


@dataclass(frozen=True, slots=True)
class Mode:
    """How the bot was started."""

    insecure_local: bool = False
    """No tokens are asked for, and only this machine is let in."""
    sample_data: bool = False
    """The sample directory is put into an empty database."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the bot knows by heart, and reads again when the database has it anew."""

    vocabulary: VocabularySnapshot
    directory: DirectorySnapshot
    basis_lists: BasisSnapshot


@dataclass(frozen=True, slots=True)
class _Outside:
    """What the bot speaks to beyond its own process."""

    session: aiohttp.ClientSession
    addresses: ServiceAddresses
    connector: Connector
    presence: GraphPresence
    people: GraphPeople
    files: Files


@asynccontextmanager
async def running(settings: Settings, mode: Mode, clock: Clock = system_clock) -> AsyncIterator[Running]:
    """Starts the bot and serves until the block ends. Raises CannotStart, UnusableSecretError or OSError."""
    _check_mode(settings, mode)
    if mode.insecure_local and "connector_url" not in settings.model_fields_set:
        settings = settings.model_copy(update={"connector_url": ""})
    secrets = await _secrets(settings, mode)
    await refuse_other_secrets(settings.database_url, secrets)
    async with AsyncExitStack() as stack:
        sealer = Sealer(secrets.keys)
        database = await _database(stack, settings, secrets, sealer)
        known = await _known(database, helsinki_date(clock()), mode)
        outside = _outside(stack, settings, mode, clock)

        def wake_outbox() -> None:
            delivery.wake()

        services = Services(
            settings=settings,
            database=database,
            clock=clock,
            vocabulary=known.vocabulary,
            directory=known.directory,
            presence_of=outside.presence.read,
            sealer=sealer,
            pseudonymiser=Pseudonymiser(secrets.pepper),
            basis_lists=known.basis_lists,
            templates=load_templates(),
            fetch_file=outside.files.fetch,
            store_file=outside.files.store,
            find_person=outside.people.find,
            still_there=outside.people.still_there,
            wake_outbox=wake_outbox,
            typing_signs=TypingSigns(outside.connector.send, time.monotonic),
        )
        registry = CollectorRegistry()
        delivery = _delivery(services, outside.connector, registry)
        await leavers.settle_all(services)  # before the outbox sends what waits: some may have left meanwhile
        delivery.start()
        stack.push_async_callback(delivery.stop)
        pulse, watchdog = Pulse(), Watchdog(services, registry)
        ticker = schedule(services, known.directory, pulse, watchdog)
        ticker.start()
        stack.push_async_callback(ticker.stop)
        door = Door(_steps(services, mode), _token_check(services, outside.session, mode), outside.addresses, clock)
        served = build_web(door, _ready(database, pulse, watchdog), registry)
        yield Running(services, await _serve(stack, services, served), ticker)


async def _database(stack: AsyncExitStack, settings: Settings, secrets: Secrets, sealer: Sealer) -> Database:
    """With today's tables, filled under these secrets, nothing in clear and nothing claimed by a process that died."""
    await migrate_async(settings.database_url)
    database = Database(settings.database_url, {SEALER: sealer})
    stack.push_async_callback(database.close)
    await settle_secrets(database, secrets)
    await seal_clear_texts(database, sealer)
    if database.is_sqlite:
        async with database.write() as connection:
            await release_leases(connection)
    return database


async def _known(database: Database, today: date, mode: Mode) -> _Known:
    reference = load_reference()
    if mode.sample_data:
        async with database.write() as connection:
            await seed_sample(connection, reference, today)
    is_working_day(today)  # loads the calendar of holidays before the first question does
    vocabulary = VocabularySnapshot(shipped_vocabulary(reference))
    known = _Known(vocabulary, DirectorySnapshot(), BasisSnapshot(load_bases()))
    for one in (known.directory, known.vocabulary, known.basis_lists):
        await one.refresh(database)
    return known


def _outside(stack: AsyncExitStack, settings: Settings, mode: Mode, clock: Clock) -> _Outside:
    session = open_session()
    access = GraphAccess(settings.graph_url, settings.login_url, settings.app_id, settings.app_password)
    addresses = _addresses(settings.service_hosts, mode)
    outside = _Outside(
        session=session,
        addresses=addresses,
        connector=_connector(settings, session, addresses, clock),
        presence=GraphPresence(access, clock),
        people=GraphPeople(access),
        files=Files(session, _addresses(settings.file_hosts, mode)),
    )
    for one in (outside.presence, outside.people, outside.session):
        stack.push_async_callback(one.close)
    return outside


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


def _delivery(services: Services, connector: Connector, registry: CollectorRegistry) -> Delivery:
    hooks = Undelivered(services)
    return Delivery(
        services.database,
        connector,
        services.clock,
        random.random,
        Hooks(on_refused=hooks.on_refused, on_conversation=hooks.on_conversation),
        registry,
        terms=Terms(lease=timedelta(seconds=services.settings.lease_s)),
    )


def _steps(services: Services, mode: Mode) -> Handle:
    """What each turn passes once it is inside the door."""
    settings = services.settings
    limits = RateLimits(settings.person_turns_per_minute, settings.tenant_turns_per_minute, time.monotonic)
    limited = Limited(Pipeline(services, discover(), greet), limits)
    return LocalClient(limited.handle, services.directory).handle if mode.insecure_local else limited.handle


def _token_check(services: Services, session: aiohttp.ClientSession, mode: Mode) -> TokenCheck | None:
    if mode.insecure_local:
        return None
    keys = SigningKeys(session, services.settings.openid_url, services.clock)
    return TokenCheck(services.settings.app_id, keys, services.clock)


def _ready(database: Database, pulse: Pulse, watchdog: Watchdog) -> Callable[[], Awaitable[Readiness]]:
    async def ready() -> Readiness:
        try:
            async with asyncio.timeout(READY_WITHIN_S), database.read() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return Readiness(ready=False, late=watchdog.found)
        return Readiness(not pulse.stands, watchdog.found)

    return ready


async def _serve(stack: AsyncExitStack, services: Services, app: web.Application) -> int:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, services.settings.host, services.settings.port)
    await site.start()
    port: int = runner.addresses[0][1]
    return port
