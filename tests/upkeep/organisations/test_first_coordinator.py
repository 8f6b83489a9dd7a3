"""The first coordinator of an organisation comes from the command line, of an empty directory too."""

from datetime import UTC, datetime

import pytest

from bot.upkeep.organisations.first_coordinator import Appointment, appoint
from config.database import Database
from directory.people.contacts import Contact
from directory.records.fields import Fault
from directory.reference import load_reference
from directory.stored.store import current_version, load_content
from tests.databases import Content

REFERENCE = load_reference()
TENANT = "8fedbbf2-7507-4fc9-84e7-5bc121d2e877"
EKA = Appointment("11", "Eka Esimerkki", "eka@ekhva.example", "11111111-1111-4111-8111-111111111111", TENANT)


@pytest.fixture
def database_content() -> Content:
    """Nobody is in the directory yet."""
    return "nothing"


async def appointed(database: Database, wanted: Appointment) -> set[Fault]:
    async with database.write() as connection:
        problems = await appoint(connection, wanted, REFERENCE, lambda: datetime(2026, 11, 24, 7, 12, tzinfo=UTC))
    return {one.fault for one in problems}


async def people(database: Database) -> tuple[Contact, ...]:
    async with database.read() as connection:
        return (await load_content(connection)).contacts


async def test_in_an_empty_directory_the_organisation_comes_too(database: Database) -> None:
    assert await appointed(database, EKA) == set()
    (only,) = await people(database)
    assert (only.name, only.roles, only.tenant_id) == ("Eka Esimerkki", ("coordinator",), TENANT)


async def test_twice_is_as_once(database: Database) -> None:
    await appointed(database, EKA)
    async with database.read() as connection:
        version = await current_version(connection)
    assert await appointed(database, EKA) == set()
    async with database.read() as connection:
        assert await current_version(connection) == version


async def test_a_known_contact_gets_the_role_beside_the_others(database: Database) -> None:
    await appointed(database, EKA)
    again = Appointment("11", "Eka Uusinimi", "EKA@ekhva.example", EKA.aad_object_id)
    await appointed(database, again)
    (only,) = await people(database)
    assert (only.id, only.name, only.roles) == ("11-01", "Eka Uusinimi", ("coordinator",))


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        (Appointment("77", "N", "n@x.example", EKA.aad_object_id, TENANT), {"unknown_area"}),
        (Appointment("11", "N", "n@x.example", EKA.aad_object_id), {"missing"}),
        (Appointment("11", "N", "ei-osoite", "ei-guid", TENANT), {"not_an_email", "not_a_guid"}),
    ],
    ids=["area", "tenant", "person"],
)
async def test_wrong_details_store_nothing(database: Database, wanted: Appointment, faults: set[Fault]) -> None:
    assert faults <= await appointed(database, wanted)
    assert await people(database) == ()
