"""Statements on SQLite run in the loop; what waits goes beside it, and what goes wrong there spoils nothing."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from config.database import Database, async_url
from config.sqlite_inline import BESIDE_LOOP

FOUND = text(
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)"
    " SELECT n FROM number WHERE n <= :count"
)
COUNTS = (0, 1, 499, 500, 501, 1000, 1703)
ADD = text("INSERT INTO seen_activity (key, seen_at) VALUES (:key, '2026-11-24 09:00:00')")
KEYS = text("SELECT key FROM seen_activity ORDER BY key")


@pytest.fixture
async def lite(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    yield database
    await database.close()


async def add(database: Database, *keys: str) -> None:
    """Each in a transaction of its own."""
    for key in keys:
        async with database.write() as connection:
            await connection.execute(ADD, {"key": key})


async def keys(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.execute(KEYS)).scalars())


async def rounds(count: int = 20) -> None:
    """Others go as far as they get without anything that they wait for."""
    for _ in range(count):
        await asyncio.sleep(0)


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("sqlite")}


@contextmanager
def another_process(sqlite_url: str) -> Iterator[sqlite3.Connection]:
    """Writes in the same file."""
    other = sqlite3.connect(Path(str(make_url(sqlite_url).database)), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.parametrize("how", [{}, BESIDE_LOOP])
@pytest.mark.parametrize("count", COUNTS)
async def test_all_rows_come_in_order(lite: Database, count: int, how: dict[str, bool]) -> None:
    whole = list(range(1, count + 1))
    async with lite.read() as connection:
        found = await connection.execute(FOUND, {"count": count}, execution_options=how)
        assert list(found.scalars()) == whole
        async with connection.stream(FOUND, {"count": count}, execution_options=how) as rows:
            assert [one async for one in rows.scalars()] == whole
        async with connection.stream(FOUND, {"count": count}, execution_options=how) as rows:
            assert [row.n for row in await rows.fetchmany(7)] == whole[:7]
            assert [row.n for row in await rows.fetchall()] == whole[7:]


async def test_rows_that_nobody_fetched_hold_no_writer_up(lite: Database) -> None:
    async with lite.read() as reading:
        async with reading.stream(FOUND, {"count": 5000}) as rows:
            assert (await rows.fetchone() or [None])[0] == 1
        async with lite.write() as connection:
            await connection.exec_driver_sql("UPDATE organisation SET switched_off = true")
        await lite.empty_log()


async def test_whoever_goes_through_rows_may_add_some_meanwhile(lite: Database) -> None:
    await add(lite, "a", "b")
    async with lite.write() as connection:
        for key in (await connection.execute(KEYS)).scalars():
            await connection.execute(ADD, {"key": f"{key}+"})
    assert await keys(lite) == ["a", "a+", "b", "b+"]


async def test_returned_rows_are_counted(lite: Database) -> None:
    async with lite.write() as connection:
        added = await connection.exec_driver_sql(
            "INSERT INTO organisation (code, name, tenant_id, kind) VALUES ('X', 'X', 'x', 'county') RETURNING code"
        )
        assert (added.scalar(), added.rowcount) == ("X", 1)


async def test_no_statement_asks_a_thread_and_a_commit_of_nothing_neither(lite: Database) -> None:
    before = threads()
    async with lite.write() as connection:
        await connection.execute(KEYS)
        assert (await connection.exec_driver_sql("DELETE FROM seen_activity")).rowcount == 0
    assert await keys(lite) == []
    assert threads() <= before
    await add(lite, "a")
    assert len(threads() - before) == 1


async def test_many_values_go_in_beside_the_loop(lite: Database) -> None:
    before = threads()
    async with lite.write() as connection:
        await connection.execute(ADD, [{"key": f"{one:04}"} for one in range(2000)])
        assert len(threads() - before) == 1
    assert len(await keys(lite)) == 2000


@pytest.mark.parametrize(("statements", "rows"), [(300, 300), (1, 100_000)])
async def test_the_loop_goes_round_while_much_is_read(lite: Database, statements: int, rows: int) -> None:
    seen: list[int] = []

    async def look() -> None:
        while True:
            seen.append(1)
            await asyncio.sleep(0)

    async with lite.read() as connection:
        looking = asyncio.create_task(look())
        for _ in range(statements):
            await connection.execute(FOUND, {"count": rows})
    assert len(seen) > 2
    looking.cancel()


async def test_while_another_process_writes_the_loop_goes_on(lite: Database, sqlite_url: str) -> None:
    await add(lite, "a")
    with another_process(sqlite_url) as other:
        waiting = asyncio.create_task(add(lite, "b"))
        await rounds()
        assert await keys(lite) == ["a"]
        assert not waiting.done()
        other.execute("INSERT INTO seen_activity (key, seen_at) VALUES ('c', '')")
        other.execute("COMMIT")
        await waiting
    assert await keys(lite) == ["a", "b", "c"]


async def test_who_is_cancelled_while_another_process_writes_waits_no_longer(lite: Database, sqlite_url: str) -> None:
    await add(lite, "a")
    with another_process(sqlite_url):
        waiting = asyncio.create_task(add(lite, "b"))
        await rounds()
        waiting.cancel()
        await asyncio.wait([waiting])
    await add(lite, "c")
    assert await keys(lite) == ["a", "c"]


async def test_what_finds_the_file_locked_for_too_long_fails(sqlite_url: str) -> None:
    at_once = create_async_engine(async_url(sqlite_url), connect_args={"timeout": 0})
    with another_process(sqlite_url):
        async with at_once.connect() as connection:
            with pytest.raises(OperationalError, match="database is locked"):
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
    await at_once.dispose()


async def test_who_cannot_begin_is_told_and_the_next_one_begins(
    lite: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.sqlite_inline._PATIENCE_S", 0)
    with another_process(sqlite_url):
        outcomes = await asyncio.gather(add(lite, "a"), add(lite, "b"), return_exceptions=True)
    assert [type(one) for one in outcomes] == [OperationalError] * 2
    await add(lite, "c")
    assert await keys(lite) == ["c"]


async def test_an_error_undoes_what_came_before(lite: Database) -> None:
    await add(lite, "a")

    async def fail() -> None:
        async with lite.write() as connection:
            await connection.execute(ADD, {"key": "b"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    await add(lite, "c")
    assert await keys(lite) == ["a", "c"]


async def test_who_is_cancelled_in_the_middle_leaves_nothing(lite: Database) -> None:
    async def wait_in_it() -> None:
        async with lite.write() as connection:
            await connection.execute(ADD, {"key": "b"})
            await asyncio.Event().wait()

    waiting = asyncio.create_task(wait_in_it())
    await rounds()
    assert await keys(lite) == []
    waiting.cancel()
    await asyncio.wait([waiting])
    await add(lite, "c")
    assert await keys(lite) == ["c"]


async def test_closing_waits_for_who_writes_and_leaves_no_thread_or_file_open(sqlite_url: str) -> None:
    before, descriptors = threads(), open_files(sqlite_url)
    database = Database(sqlite_url)
    async with database.write() as connection:
        closing = asyncio.create_task(database.close())
        await rounds()
        for one in range(3000):
            await connection.execute(ADD, {"key": str(one)})
    await closing
    for thread in threads() - before:
        await asyncio.to_thread(thread.join, 60)
    assert threads() <= before
    assert open_files(sqlite_url) == descriptors


def open_files(sqlite_url: str) -> int:
    """How many handles of this database's files this process has."""
    folder = Path(str(make_url(sqlite_url).database)).parent
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return sum(str(link.readlink()).startswith(str(folder)) for link in links)
