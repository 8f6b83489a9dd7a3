"""Whatever a statement finds on SQLite comes whole and in order, by one way to its thread and back."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text

from config.database import Database

FOUND = text(
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :count)"
    " SELECT n FROM number WHERE n <= :count"
)
COUNTS = (0, 1, 499, 500, 501, 1000, 1703)


@pytest.fixture
async def lite(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.mark.parametrize("count", COUNTS)
async def test_all_rows_come_in_order(lite: Database, count: int) -> None:
    whole = list(range(1, count + 1))
    async with lite.read() as connection:
        assert list((await connection.execute(FOUND, {"count": count})).scalars()) == whole
        async with connection.stream(FOUND, {"count": count}) as rows:
            assert [one async for one in rows.scalars()] == whole
        async with connection.stream(FOUND, {"count": count}) as rows:
            assert [row.n for row in await rows.fetchmany(7)] == whole[:7]
            assert [row.n for row in await rows.fetchall()] == whole[7:]


async def test_rows_that_nobody_fetched_hold_no_writer_up(lite: Database) -> None:
    async with lite.read() as reading:
        async with reading.stream(FOUND, {"count": 5000}) as rows:
            assert (await rows.fetchone() or [None])[0] == 1
        async with lite.write() as connection:
            await connection.exec_driver_sql("UPDATE organisation SET switched_off = true")
        await lite.empty_log()


async def test_a_statement_asks_the_thread_once(lite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[..., object]] = []
    ask = aiosqlite.Connection._execute

    async def counted(connection: aiosqlite.Connection, what: Callable[..., object], *rest: object) -> Any:
        asked.append(what)
        return await ask(connection, what, *rest)  # type: ignore[no-untyped-call]

    async with lite.write() as connection:
        monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
        for count in COUNTS[:3]:
            await connection.execute(FOUND, {"count": count})
        added = await connection.exec_driver_sql(
            "INSERT INTO organisation (code, name, tenant_id, kind) VALUES ('X', 'X', 'x', 'county') RETURNING code"
        )
        assert (added.scalar(), added.rowcount) == ("X", 1)
        assert len(asked) == 4
