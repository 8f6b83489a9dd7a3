"""The parts that every turn needs, put together in one place: by the app, by the demonstration and by the tests.

Whatever speaks to the world outside is an argument; so is each part that somebody may want to exchange.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import get_args

from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answering.undelivered import Undelivered
from bot.bases.bases import Bases, load_bases
from bot.bases.store import BasisSnapshot
from bot.commands.help_command import greet
from bot.dispatch.discovery import discover
from bot.dispatch.pipeline import Pipeline
from bot.outbox.claims import Terms
from bot.outbox.delivery import Delivery
from bot.outbox.sending import Sender
from bot.outbox.settling import Hooks
from bot.outbox.typing_delivery import TypingSigns
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from bot.turns.services import (
    DirectorySource,
    FetchFile,
    FindPerson,
    PresenceOf,
    Services,
    StillThere,
    StoreFile,
)
from bot.turns.topic_templates import Templates, load_templates
from config.clock import Clock, system_clock
from config.database import Database
from config.settings import Settings
from config.texts import Language, texts
from directory.reading.vocabulary import Vocabulary, shipped_vocabulary
from directory.reference import load_reference
from directory.stored.store import DirectorySnapshot
from directory.stored.vocabulary_store import VocabularySnapshot
from directory.time.calendar import helsinki_date, is_working_day
from directory.urgency import dangers, needs


@dataclass(frozen=True, slots=True)
class Shipped:
    """What comes with the program and stays the same while it runs."""

    vocabulary: Vocabulary
    bases: Bases
    templates: Templates


@cache
def shipped() -> Shipped:
    """Read from the shipped files once in a process, which takes most of a start."""
    return Shipped(shipped_vocabulary(load_reference()), load_bases(), load_templates())


def read_ahead(today: date) -> None:
    """What else is read or imported once in a process: nobody who types something waits for it."""
    dangers.read_ahead()
    needs.read_ahead()
    is_working_day(today)
    for language in get_args(Language):
        texts(language)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the bot hears and speaks to beyond its own process and database."""

    clock: Clock
    teams: Sender
    presence_of: PresenceOf
    find_person: FindPerson
    still_there: StillThere
    fetch_file: FetchFile
    store_file: StoreFile
    tell_others: Callable[[], None] = lambda: None
    """Other replicas hear that there is more to deliver than this one can."""
    lasting: Clock = system_clock
    """What claims are counted by; unlike `clock` never set."""
    seconds: Callable[[], float] = time.monotonic
    """What the pauses between signs of typing are measured with."""


@dataclass(frozen=True, slots=True)
class Bot:
    """What handles turns and delivers what they say; nothing of it runs by itself yet."""

    services: Services
    pipeline: Pipeline
    delivery: Delivery


def bootstrap(
    settings: Settings,
    database: Database,
    outside: Outside,
    *,
    sealer: Sealer,
    pseudonymiser: Pseudonymiser,
    directory: DirectorySource | None = None,
    registry: CollectorRegistry | None = None,
) -> Bot:
    """A bot on this database, whose tables are there; what it keeps in memory of them has not been read yet."""
    read_ahead(helsinki_date(outside.clock()))

    def wake_outbox() -> None:
        bot.delivery.wake()
        tell_others()

    def tell_others() -> None:
        if not bot.delivery.has_room:
            outside.tell_others()

    async def claim_outbox(connection: AsyncConnection) -> Callable[[], None]:
        claimed = await bot.delivery.claim_within(connection)

        def committed() -> None:
            claimed()
            tell_others()

        return committed

    services = Services(
        settings=settings,
        database=database,
        clock=outside.clock,
        vocabulary=VocabularySnapshot(shipped().vocabulary),
        directory=directory or DirectorySnapshot(),
        presence_of=outside.presence_of,
        sealer=sealer,
        pseudonymiser=pseudonymiser,
        basis_lists=BasisSnapshot(shipped().bases),
        templates=shipped().templates,
        fetch_file=outside.fetch_file,
        store_file=outside.store_file,
        find_person=outside.find_person,
        still_there=outside.still_there,
        wake_outbox=wake_outbox,
        claim_outbox=claim_outbox,
        typing_signs=TypingSigns(outside.teams.send, outside.seconds),
    )
    bot = assemble(services, outside.teams, registry=registry, lasting=outside.lasting)
    return bot


def assemble(
    services: Services, teams: Sender, *, registry: CollectorRegistry | None = None, lasting: Clock = system_clock
) -> Bot:
    """The pipeline and the delivery that work with these services."""
    hooks = Undelivered(services)
    delivery = Delivery(
        services.database,
        teams,
        services.clock,
        random.random,
        Hooks(on_refused=hooks.on_refused, on_conversation=hooks.on_conversation),
        registry or CollectorRegistry(),
        terms=Terms(lease=timedelta(seconds=services.settings.lease_s), clock=lasting),
    )
    return Bot(services, Pipeline(services, discover(), greet), delivery)
