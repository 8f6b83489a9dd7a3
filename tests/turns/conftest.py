"""An office with the sample directory on an empty database."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answering.undelivered import Undelivered
from bot.bases.bases import load_bases
from bot.bases.store import BasisSnapshot
from bot.commands.help_command import greet
from bot.dispatch.discovery import discover
from bot.dispatch.pipeline import Pipeline
from bot.errors import Expected
from bot.outbox.delivery import Delivery
from bot.outbox.settling import Hooks
from bot.outbox.typing_delivery import TypingSigns
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import local_secrets
from bot.turns.services import Services
from bot.turns.topic_templates import load_templates
from bot.turns.turn import Attachment, Upload
from config.database import Database
from config.settings import Settings
from directory.graph.found_people import NotFound
from directory.people.contacts import Directory, directory_of
from directory.people.presence import PresenceReading
from directory.reading.vocabulary import Vocabulary, shipped_vocabulary
from directory.reference import Reference, load_reference
from directory.stored.sample import sample_content
from directory.stored.vocabulary_store import VocabularySnapshot
from directory.time.calendar import helsinki_date
from tests.databases import Content
from tests.turns.office import TUESDAY_MORNING, URL, Clock, Office, Teams

bases_read_once, templates_read_once = cache(load_bases), cache(load_templates)


@dataclass
class Shelf:
    """A directory that a test may exchange."""

    current: Directory

    async def refresh(self, database: Database) -> bool:
        """It changes only by hand."""
        return False

    async def as_of(self, connection: AsyncConnection) -> Directory:
        """The same for every transaction."""
        return self.current


@pytest.fixture
def database_content() -> Content:
    """Whoever reads the directory in the database finds the one that the office knows."""
    return "sample"


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def shipped(reference: Reference) -> Vocabulary:
    return shipped_vocabulary(reference)


@pytest.fixture(scope="session")
def sample(reference: Reference) -> Directory:
    return directory_of(sample_content(reference, helsinki_date(TUESDAY_MORNING)))


@pytest.fixture
async def office(database: Database, sealer: Sealer, shipped: Vocabulary, sample: Directory, tmp_path: Path) -> Office:
    secrets = local_secrets(tmp_path / "secrets.env")
    clock, teams = Clock(), Teams()

    async def unknown(_: object) -> dict[object, PresenceReading]:
        return {}

    async def no_file(_: Attachment) -> bytes:
        raise Expected(lambda t: t("The file could not be read from Teams. Attach it again."), code="file_unreachable")

    async def no_place(_: Upload, content: bytes) -> None:
        raise Expected(lambda t: t("The file could not be saved in Teams. Ask for it again."), code="file_not_stored")

    async def nobody(*_: object) -> NotFound:
        return "unreachable"

    async def nothing_known(*_: object) -> dict[str, bool]:
        return {}

    services = Services(
        settings=Settings(connector_url=URL, _env_file=None),
        database=database,
        clock=clock,
        vocabulary=VocabularySnapshot(shipped),
        directory=Shelf(sample),
        presence_of=unknown,  # type: ignore[arg-type]
        sealer=sealer,
        pseudonymiser=Pseudonymiser(secrets.pepper),
        basis_lists=BasisSnapshot(bases_read_once()),
        templates=templates_read_once(),
        fetch_file=no_file,
        store_file=no_place,
        find_person=nobody,
        still_there=nothing_known,
        wake_outbox=lambda: None,
        typing_signs=TypingSigns(teams.send, lambda: clock().timestamp()),
    )
    hooks = Undelivered(services)
    delivery = Delivery(
        database,
        teams,
        clock,
        random.random,
        Hooks(on_refused=hooks.on_refused, on_conversation=hooks.on_conversation),
        CollectorRegistry(),
    )
    return Office(services, Pipeline(services, discover(), greet), delivery, teams, clock)
