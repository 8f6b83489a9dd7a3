"""The office whose directory is kept in the database, so that it can be changed."""

from dataclasses import replace

import pytest

from directory.reference import Reference
from directory.stored.sample import seed_sample
from directory.stored.store import DirectorySnapshot
from directory.time.calendar import helsinki_date
from tests.turns.conftest import database_content, office, reference, sample
from tests.turns.office import Office

__all__ = ["database_content", "office", "reference", "sample"]


@pytest.fixture
async def kept_office(office: Office, reference: Reference) -> Office:
    """The sample directory in the database, and the bot reading it from there."""
    database = office.services.database
    async with database.write() as connection:
        await seed_sample(connection, reference, helsinki_date(office.clock()))
    directory = DirectorySnapshot()
    await directory.refresh(database)
    return office.having(replace(office.services, directory=directory))
