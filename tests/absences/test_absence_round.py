"""The round of absences: something is written only where something is still to be done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.absences.absence_round import offer_hand_overs
from config.transaction import Committed
from directory.people.contacts import Absence, directory_of
from directory.records.changes import put
from tests.turns.conftest import Shelf, database_content, office, reference, sample
from tests.turns.office import Office

__all__ = ["database_content", "office", "reference", "sample"]
HOLIDAY = (date(2026, 11, 24), date(2026, 12, 4))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def everybody_is_away(office: Office) -> int:
    """A holiday begins for all who have an account; how many they are."""
    shelf = office.services.directory
    assert isinstance(shelf, Shelf)
    people = [one.id for one in shelf.current.content.contacts if one.aad_object_id]
    content = replace(shelf.current.content, absences=())
    shelf.current = directory_of(put(content, *(Absence(one, *HOLIDAY) for one in people)))
    return len(people)


async def transactions(office: Office, patch: pytest.MonkeyPatch) -> int:
    """How many transactions one round opens."""
    opened, write = [], office.services.database.write

    @asynccontextmanager
    async def counted(committed: Committed | None = None) -> AsyncIterator[AsyncConnection]:
        opened.append(True)
        async with write(committed) as connection:
            yield connection

    with patch.context() as during:
        during.setattr(office.services.database, "write", counted)
        await offer_hand_overs(office.services)
    return len(opened)


async def test_of_many_absences_each_is_written_once_and_the_next_rounds_write_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = everybody_is_away(office)
    assert await transactions(office, monkeypatch) == count
    assert await transactions(office, monkeypatch) == 0


async def test_what_has_to_wait_for_working_hours_is_not_tried_all_night(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.clock.forward(hours=8)
    count = everybody_is_away(office)
    assert await transactions(office, monkeypatch) == count
    assert await transactions(office, monkeypatch) == 0
    office.clock.forward(hours=15)
    assert await transactions(office, monkeypatch) == count
