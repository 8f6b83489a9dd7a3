"""Rows of the log go when the law's time is over, never sooner; a lawful cut is told from any other."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.access_log.access_log import End, Ends, Fault, Problem, record
from bot.access_log.bindings import bind, bound
from bot.access_log.log_checking import NOTHING_KEPT, verify
from bot.access_log.log_cutting import cut
from bot.privacy.pseudonyms import Pseudonymiser
from config.database import Database
from tests.access_log.test_access_log import CHAIN, ENTRY
from tests.privacy.test_secrets import PEPPER

SIGNER = Pseudonymiser(PEPPER)
NOW = datetime(2039, 3, 1, 3, 0, tzinfo=UTC)
OVER = datetime(2027, 3, 1, 3, 0, tzinfo=UTC)
"""Twelve years before."""


async def filled(database: Database, *moments: datetime) -> list[Ends]:
    ends: list[Ends] = []
    for at in moments:
        async with database.write() as connection:
            [row] = await record(connection, replace(ENTRY, at=at))
            ends.append({CHAIN: End(row.number or 0, row.hash)})
    return ends


async def a_log(database: Database) -> list[Ends]:
    """Three rows whose time is over, one whose time ends now, two younger ones."""
    before = [OVER - timedelta(days=days) for days in (400, 30, 1)]
    return await filled(database, *before, OVER, OVER + timedelta(days=1), NOW)


async def cut_now(database: Database, years: int = 12, now: datetime = NOW) -> int:
    async with database.write() as connection:
        await bind(connection, SIGNER, now)
        return await cut(connection, SIGNER, now, years, await bound(connection, SIGNER))


async def found(database: Database, kept: Ends = NOTHING_KEPT) -> list[Problem]:
    async with database.read() as connection:
        return await verify(connection, kept, SIGNER)


async def does(database: Database, statement: str) -> None:
    async with database.write() as connection:
        await connection.execute(text(statement))


async def ids(database: Database) -> list[int]:
    async with database.read() as connection:
        return list((await connection.execute(text("SELECT id FROM access_log ORDER BY id"))).scalars())


async def test_only_rows_whose_time_is_over_go_and_the_rest_is_whole(database: Database) -> None:
    ends = await a_log(database)
    assert await cut_now(database) == 3
    assert await ids(database) == [4, 5, 6]
    assert await found(database) == []
    for kept in ends:
        assert await found(database, kept) == []
    assert await cut_now(database) == 0


async def test_the_log_goes_on_after_a_cut_and_is_cut_again(database: Database) -> None:
    await a_log(database)
    await cut_now(database)
    await filled(database, NOW + timedelta(days=1))
    assert await cut_now(database, now=NOW + timedelta(days=2)) == 2
    assert await ids(database) == [6, 7]
    assert await found(database) == []


@pytest.mark.parametrize("years", [-5, 0, 1, 11])
async def test_never_sooner_than_the_law_allows(database: Database, years: int) -> None:
    await a_log(database)
    assert await cut_now(database, years) == 3


async def test_longer_when_so_set(database: Database) -> None:
    await a_log(database)
    assert await cut_now(database, 13) == 1


async def test_a_row_of_an_earlier_moment_behind_a_younger_one_stays(database: Database) -> None:
    await filled(database, OVER - timedelta(days=9), NOW, OVER - timedelta(days=8), NOW)
    assert await cut_now(database) == 1
    assert await ids(database) == [2, 3, 4]


async def test_a_chain_whose_time_is_over_goes_whole_and_goes_on_where_it_ended(database: Database) -> None:
    kept = await filled(database, *[OVER - timedelta(days=days) for days in (3, 2, 1)])
    assert await cut_now(database) == 3
    assert await found(database, kept[-1]) == []
    await filled(database, NOW)
    assert await found(database, kept[-1]) == []


UNLAWFUL = {
    "rows removed without a word": ["DELETE FROM access_log WHERE id <= 5"],
    "another boundary": ["DELETE FROM access_log WHERE id <= 5", "UPDATE access_log_cut SET last_number = 5"],
    "a younger boundary with its hash": [
        "UPDATE access_log_cut SET last_number = 5, last_hash = (SELECT hash FROM access_log WHERE id = 5)",
        "DELETE FROM access_log WHERE id <= 5",
    ],
    "a cut of one's own": [
        "INSERT INTO access_log_cut SELECT access_log_cut.chain, 5, log.hash, older_than, cut_at, signature "  # noqa: ISC004
        "FROM access_log_cut, access_log log WHERE log.id = 5",
        "DELETE FROM access_log WHERE id <= 5",
    ],
    "the cut forgotten": ["DELETE FROM access_log_cut"],
    "a changed row": ["UPDATE access_log SET basis = 'x' WHERE id = 5"],
}


@pytest.mark.parametrize("harm", UNLAWFUL.values(), ids=UNLAWFUL.keys())
async def test_every_other_cut_is_found(database: Database, harm: list[str]) -> None:
    await a_log(database)
    await cut_now(database)
    for statement in harm:
        await does(database, statement)
    assert await found(database) != []


@pytest.mark.parametrize("column", ["last_hash", "older_than", "cut_at", "signature"])
@pytest.mark.parametrize(
    "value", ["'x'", "'ä'", "x'ff'", "1e308", "CAST(x'c328ff' AS TEXT)", "'9999-12-31 25:61:00.000000'"]
)
async def test_a_cut_that_cannot_be_read_is_found(sqlite_url: str, column: str, value: str) -> None:
    database = Database(sqlite_url)
    await a_log(database)
    await cut_now(database)
    await does(database, f"UPDATE access_log_cut SET {column} = {value}".replace(":", r"\:"))  # noqa: S608
    assert Problem(CHAIN, 3, Fault.CUT) in await found(database)
    await database.close()


@pytest.mark.parametrize("moment", ["infinity", "-infinity", "0044-03-15 BC", "294276-12-31"])
async def test_a_cut_at_a_moment_beyond_all_calendars_is_found(postgres_url: str, moment: str) -> None:
    database = Database(postgres_url)
    await a_log(database)
    await cut_now(database)
    await does(database, f"UPDATE access_log_cut SET cut_at = '{moment}'")  # noqa: S608
    assert await found(database) == [Problem(CHAIN, 3, Fault.CUT)]
    await database.close()


async def test_young_rows_made_to_look_old_are_not_cut_off_but_named(database: Database) -> None:
    await a_log(database)
    await does(database, "UPDATE access_log SET at = '2020-01-01 08\\:00\\:00.000000' WHERE id = 5")
    await does(database, "UPDATE access_log SET at = '2020-01-01 08\\:00\\:00.000000' WHERE id = 4")
    with structlog.testing.capture_logs() as logged:
        assert await cut_now(database) == 0
    assert [(line["event"], line["row"]) for line in logged] == [("access_log_not_cut", f"{CHAIN}/4")]
    assert await found(database) == [Problem(CHAIN, 4, Fault.CHANGED), Problem(CHAIN, 5, Fault.CHANGED)]


async def test_a_cut_signed_too_early_is_found(database: Database) -> None:
    await a_log(database)
    await cut_now(database)
    await does(database, "UPDATE access_log_cut SET cut_at = '2038-02-01 03:00:00.000000'")
    assert await found(database) == [Problem(CHAIN, 3, Fault.CUT)]


async def test_without_the_pepper_no_cut_is_believed(database: Database) -> None:
    await a_log(database)
    await cut_now(database)
    async with database.read() as connection:
        assert Problem(CHAIN, 3, Fault.CUT) in await verify(connection)
        assert await verify(connection, signer=Pseudonymiser(PEPPER + "x")) != []


async def test_the_command_tells_of_a_lawful_cut(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_log(database)
    await cut_now(database)
    await database.close()
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    monkeypatch.setenv("KUNTAYHTEYS_PEPPER", PEPPER)
    told = await asyncio.to_thread(CliRunner().invoke, cli, ["audit", "verify"])
    said = "The access log is intact: 3 rows. 3 more were cut off when their time was over.\n"
    assert (told.exit_code, told.output) == (0, said)
