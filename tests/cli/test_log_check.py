"""`kuntayhteys audit verify`, as whoever guards the log runs it: both databases, a checkpoint kept elsewhere."""

import asyncio
import itertools
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, text
from sqlalchemy.dialects import postgresql
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.access_log.access_log import Fault, Problem, record
from bot.access_log.log_checking import verify
from bot.access_log.tables import AccessRow
from config.database import Database
from config.sql import table
from tests.access_log.test_access_log import CHAIN, ENTRY, fill


@pytest.fixture
def address(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", database_url)
    asyncio.run(_with(database_url, "fill"))
    return database_url


async def _with(address: str, what: str) -> None:
    database = Database(address)
    try:
        if what == "fill":
            await fill(database)
        else:
            async with database.write() as connection:
                await connection.execute(text(what))
    finally:
        await database.close()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["audit", "verify", *arguments])
    return result.exit_code, result.output


def test_an_intact_log_is_told_with_its_length(address: str) -> None:
    assert run() == (0, "The access log is intact: 6 rows.\n")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("UPDATE access_log SET basis = 'general' WHERE id = 3", f"row {CHAIN}/3: changed"),
        ("DELETE FROM access_log WHERE id = 4", f"row {CHAIN}/5: missing"),
        ("DELETE FROM access_log WHERE id = 6", f"row {CHAIN}/5: missing"),
        ("UPDATE access_log SET previous_hash = hash WHERE id = 2", f"row {CHAIN}/2: moved"),
    ],
)
def test_each_harm_is_told_by_its_row_and_the_command_fails(address: str, harm: str, says: str) -> None:
    asyncio.run(_with(address, harm))
    code, said = run()
    assert code == 1
    assert says in said.splitlines()


def test_a_checkpoint_is_kept_and_checked_against(address: str, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    assert run("--checkpoint", str(kept))[0] == 0
    asyncio.run(_with(address, "fill"))
    assert run("--checkpoint", str(kept))[0] == 0
    assert [json.loads(line)["ends"][CHAIN][0] for line in kept.read_text().splitlines()] == [6, 12]


def test_a_log_rewritten_from_its_beginning_is_found_and_makes_no_new_checkpoint(address: str, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    run("--checkpoint", str(kept))
    for harm in ("DELETE FROM access_log", "DELETE FROM access_log_head", "fill"):
        asyncio.run(_with(address, harm))
    asyncio.run(_rewrite(address))
    before = kept.read_text()
    assert run()[0] == 0
    code, said = run("--checkpoint", str(kept))
    assert (code, said) == (1, f"row {CHAIN}/6: rewritten\n")
    assert kept.read_text() == before


async def _rewrite(address: str) -> None:
    """The chain made anew without the first row's basis."""
    database = Database(address)
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM access_log"))
        await connection.execute(text("DELETE FROM access_log_head"))
        for number in range(6):
            await record(connection, replace(ENTRY, consultation_id=2000 + number))
    await database.close()


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"row": 1e999, "hash": "0"}',
        '{"row": ' + "9" * 5000 + "}",
        "",
        "{}",
        "rubbish\n",
        '{"row": "6", "hash": "x"}\n',
        '{"row": -1, "hash": "0"}\n',
    ],
)
def test_a_file_that_holds_no_checkpoint_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "checkpoints.jsonl"
    file.write_text(content)
    code, said = run("--checkpoint", str(file))
    assert code == 2
    assert "holds no checkpoint" in said
    assert file.read_text() == content


async def test_rows_written_while_the_log_is_verified_are_no_fault(database: Database) -> None:
    stop = asyncio.Event()

    async def go_on_writing() -> None:
        while not stop.is_set():
            await fill(database, 1)

    writing = asyncio.create_task(go_on_writing())
    try:
        for _ in range(10):
            async with database.read() as connection:
                assert await verify(connection) == []
    finally:
        stop.set()
        await writing


NASTY_ON_SQLITE = (
    "'2026-22-30 29:50:25.727532'", "'0000-00-00 00:00:00.000000'", "'2026-11-22T08:15:30.123456'", "''", "' '", "'x'",
    "x'ff00fe'", "x''", "CAST(x'c328ff' AS TEXT)", "CAST(x'00' AS TEXT)", "'a' || char(0) || 'b'", "'ä😀'", "'{'",
    "'null'", "9223372036854775807", "-9223372036854775808", "1e308", "9e999", "-9e999", "0.1", "0", "-1",
    "'NaN'", "'" + "9" * 5000 + "'", "'" + "x" * 100_000 + "'", "1042", "'1e999'", "'Infinity'", "char(55296)",
)  # fmt: skip
NASTY_ON_POSTGRES = {
    "TIMESTAMP": (
        "'infinity'", "'-infinity'", "'0044-03-15 BC'", "'2026-11-22 08:15:30.123456+00 BC'", "'294276-12-31'",
        "'10000-01-01'", "'0001-01-01'", "'9999-12-31 23:59:59.999999+00'",
    ),
    "VARCHAR": ("''", "' '", "'ä😀'", "'{'", "'NaN'", "repeat('x', 100000)", "E'\\n'", "'\u202e'", "chr(1114109)"),
    "INTEGER": ("0", "-1", "2147483647", "-2147483648", "NULL"),
}  # fmt: skip
COLUMNS = [one for one in table(AccessRow).columns if one.name != "id"]


def nasty_values(address: str, column: Column[object]) -> tuple[str, ...]:
    if address.startswith("sqlite"):
        return NASTY_ON_SQLITE + (("NULL",) if column.nullable else ())
    kind = column.type.compile(postgresql.dialect())  # type: ignore[no-untyped-call]
    of_kind = next(values for name, values in NASTY_ON_POSTGRES.items() if kind.startswith(name))
    return tuple(one for one in of_kind if one != "NULL" or column.nullable)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
async def test_a_row_is_named_whatever_somebody_has_put_into_it_and_no_other(
    database: Database, database_url: str, column: Column[object]
) -> None:
    await fill(database)
    async with database.write() as connection:
        for row, value in itertools.product((1, 6), nasty_values(database_url, column)):
            before = await connection.begin_nested()
            await connection.exec_driver_sql(f"UPDATE access_log SET {column.name} = {value} WHERE id = {row}")  # noqa: S608
            found = await verify(connection)
            await before.rollback()
            changed = [problem for problem in found if problem.fault is Fault.CHANGED]
            if column.name in {"chain", "number"}:  # it is named as it calls itself, and missed where it was
                assert len(changed) == 1, value
                assert any(problem.chain == CHAIN and problem.fault is Fault.MISSING for problem in found), value
                continue
            assert changed == [Problem(CHAIN, row, Fault.CHANGED)], value
            follows = {min(row + 1, 6)} if column.name == "hash" else set()
            assert {problem.number for problem in found} <= {row} | follows, value
        assert await verify(connection) == []


async def test_rows_put_in_before_the_first_are_named(database: Database) -> None:
    await fill(database)
    columns = ", ".join(one.name for one in COLUMNS if one.name != "number")
    for number in (0, -7):
        async with database.write() as connection:
            await connection.execute(
                text(
                    f"INSERT INTO access_log (id, number, {columns}) "  # noqa: S608
                    f"SELECT {number}, {number}, {columns} FROM access_log WHERE id = 2"
                )
            )
    async with database.read() as connection:
        assert {one.number for one in await verify(connection)} == {0, -7}


@pytest.mark.parametrize("column", ["last_number", "last_hash"])
@pytest.mark.parametrize("value", ["'x'", "x'ff'", "1e308", "CAST(x'c328ff' AS TEXT)", "9223372036854775807", "-1"])
async def test_an_end_of_the_chain_that_cannot_be_read_is_told(sqlite_url: str, column: str, value: str) -> None:
    database = Database(sqlite_url)
    await fill(database)
    async with database.write() as connection:
        await connection.execute(text(f"UPDATE access_log_head SET {column} = {value}"))  # noqa: S608
    async with database.read() as connection:
        assert [one.fault for one in await verify(connection)] == [Fault.MISSING]
    await database.close()


def test_the_command_names_the_row_and_goes_on(address: str) -> None:
    for harm in ("at = '2026-12-30 23:50:25.727532'", "basis = 'x'"):
        asyncio.run(_with(address, f"UPDATE access_log SET {harm} WHERE id = {2 if 'at' in harm else 6}"))  # noqa: S608
    if address.startswith("sqlite"):
        asyncio.run(_with(address, "UPDATE access_log SET at = '2026-22-30 29\\:50\\:25.727532' WHERE id = 2"))
    assert run() == (1, f"row {CHAIN}/2: changed\nrow {CHAIN}/6: changed\n")


@pytest.mark.parametrize("there", ["nothing", "an empty file", "another database", "no database"])
def test_without_a_log_it_says_so_and_makes_nothing(
    there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "elsewhere.db"
    if there == "an empty file":
        file.touch()
    elif there == "another database":
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE something (id INTEGER)")
            other.execute("PRAGMA journal_mode=WAL")
    elif there == "no database":
        file.write_bytes(b"rubbish" * 1000)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", f"sqlite:///{file}")
    code, said = run("--checkpoint", str(tmp_path / "checkpoints.jsonl"))
    assert code == 2
    assert said.startswith("The database cannot be read" if there == "no database" else "There is no access log")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_checkpoint_that_cannot_be_kept_is_told(address: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    code, said = run("--checkpoint", str(tmp_path / "nowhere" / "checkpoints.jsonl"))
    assert code == 2
    assert "cannot be written" in said
