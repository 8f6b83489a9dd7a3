"""An office with the sample directory on an empty database."""

from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bootstrap import Outside, bootstrap
from bot.errors import Expected
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from bot.turns.turn import Attachment, Upload
from config.database import Database
from config.settings import Settings
from directory.graph.found_people import NotFound
from directory.people.contacts import Directory
from directory.people.presence import PresenceReading
from directory.reference import Reference
from tests.databases import Content
from tests.known import DIRECTORY, REFERENCE
from tests.turns.office import URL, Clock, Office, Person, Teams


@dataclass
class Shelf:
    """A directory that a test may exchange."""

    current: Directory

    def becomes(self, directory: Directory) -> None:
        """It changes only by hand."""

    async def refresh(self, database: Database) -> bool:
        """It changes only by hand."""
        return False

    async def as_of(self, connection: AsyncConnection, version: int | None = None) -> Directory:
        """The same for every transaction."""
        return self.current


@pytest.fixture
def database_content() -> Content:
    """Whoever reads the directory in the database finds the one that the office knows."""
    return "sample"


@pytest.fixture(scope="session")
def reference() -> Reference:
    return REFERENCE


@pytest.fixture(scope="session")
def sample() -> Directory:
    return DIRECTORY


def nobody_outside(clock: Clock, teams: Teams) -> Outside:
    """Teams takes messages; Graph and places for files cannot be reached."""

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

    return Outside(
        clock=clock,
        teams=teams,
        presence_of=unknown,  # type: ignore[arg-type]
        find_person=nobody,
        still_there=nothing_known,
        fetch_file=no_file,
        store_file=no_place,
        seconds=lambda: clock().timestamp(),
    )


@pytest.fixture
async def office(database: Database, sealer: Sealer, pseudonymiser: Pseudonymiser, sample: Directory) -> Office:
    clock, teams = Clock(), Teams()
    bot = bootstrap(
        Settings(connector_url=URL, _env_file=None),
        database,
        nobody_outside(clock, teams),
        sealer=sealer,
        pseudonymiser=pseudonymiser,
        directory=Shelf(sample),
    )
    return Office(bot.services, bot.pipeline, bot.delivery, teams, clock)


@pytest.fixture
def liisa(office: Office) -> Person:
    """Kela's handler, who is no named contact."""
    return office.of("KELA", "Liisa")


@pytest.fixture
def maija(office: Office) -> Person:
    """A named contact of Etelä-Karjala, whose rule keeps urgent matters out of Kuntayhteys."""
    return office.contact("Maija Esimerkki")


@pytest.fixture
def kalle(office: Office) -> Person:
    """The only one in Imatra who answers in all matters."""
    return office.contact("Kalle Malli")
