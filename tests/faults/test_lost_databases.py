"""The database is lost, full or locked while people do something: it is done once, or they are told to try again."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from itertools import count

import pytest
from sqlalchemy.engine import make_url

from tests.faults.killing import cut_at_each
from tests.faults.matters import STEPS, Matter, NotDoneError, new_matter
from tests.faults.mortal_office import Installation
from tests.faults.witness import Witness

SOME = 31
"""Of so many points a step loses its database at one."""


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_lost_connection_is_noticed_by_nobody(office: Installation) -> None:
    verdict = await cut_at_each(office, count(2, SOME))
    assert verdict.is_whole, verdict.told
    assert verdict.sent_again == 0
    assert verdict.runs > 10


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_does_not_fit_into_the_file_is_done_when_it_does(office: Installation) -> None:
    def makes_room() -> None:
        limit(office, pages=1_000_000)

    witness, refused = Witness(), 0
    for _ in range(2):  # there may be room left in the file's pages
        matter = new_matter(office, witness)
        for step in STEPS:
            limit(office, pages=1)
            refused += await refused_first(office, matter, step, makes_room)
    verdict = await witness.judge(office)
    assert verdict.is_whole, verdict.told
    assert refused


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_does_not_fit_on_the_disk_is_done_when_it_does(office: Installation) -> None:
    def makes_room() -> None:
        office.process.points.nothing_fails()

    witness, refused = Witness(), 0
    for point in (1, 20):
        matter = new_matter(office, witness)
        for step in STEPS:
            office.process.points.full_from(point)
            refused += await refused_first(office, matter, step, makes_room)
    verdict = await witness.judge(office)
    assert verdict.is_whole, verdict.told
    assert refused > len(STEPS) / 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_another_process_has_locked_is_waited_for(office: Installation) -> None:
    """No longer than the address says; then they are told, and nothing is saved."""
    await office.process.gone()
    office.address += "?timeout=0.05"
    await office.start()
    file = make_url(office.address).database
    assert file is not None
    witness, refused = Witness(), 0
    matter = new_matter(office, witness)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        for step in STEPS:
            other.execute("BEGIN IMMEDIATE")
            refused += await refused_first(office, matter, step, other.rollback)
    verdict = await witness.judge(office)
    assert verdict.is_whole, verdict.told
    assert refused > len(STEPS) / 2


async def refused_first(
    office: Installation, matter: Matter, step: Callable[[Matter], Awaitable[None]], puts_right: Callable[[], None]
) -> bool:
    """Somebody does something, is told that it was not saved, and does it again once that can be; whether so."""
    office.when_it_waits = puts_right
    try:
        await step(matter)
    except NotDoneError:
        puts_right()
        await step(matter)
        return True
    puts_right()
    return False


def limit(office: Installation, pages: int) -> None:
    """The file may have so many pages, or as many as it has."""
    for one in office.process.connections:
        assert isinstance(one, sqlite3.Connection)
        one.execute(f"PRAGMA max_page_count={pages}").fetchone()
