"""SQLite's thread is asked once for each statement: going there and back takes longer than most statements do."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from aiosqlite import Connection, Cursor
from aiosqlite.context import contextmanager
from typing_extensions import override

_AT_ONCE = 500
"""So many rows come back with the statement that finds them; for more the thread is asked again."""


async def connect(file: str, **how: object) -> Connection:
    """A connection of SQLAlchemy's, which asks the usual one for a cursor, to execute, for the rows, and to close.

    `how` is what sqlite3 is told.
    """
    everywhere: dict[str, Any] = {**how, "check_same_thread": False}
    connection = _Connection(lambda: sqlite3.connect(file, **everywhere), iter_chunk_size=_AT_ONCE)
    connection._thread.daemon = True
    return await connection


class _Connection(Connection):
    @override
    @contextmanager
    async def cursor(self) -> Cursor:
        return _Cursor(self, self._conn.cursor())


class _Cursor(Cursor):
    """Brings the first rows with it. When these are all, SQLite has done with the statement."""

    _first: list[Any]
    _done = True

    @override
    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Cursor:
        self._first = await self._execute(self._begun, sql, parameters or ())  # type: ignore[no-untyped-call]
        self._done = len(self._first) < _AT_ONCE
        return self

    @override
    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    @override
    async def fetchmany(self, size: int | None = None) -> list[Any]:
        count = self.arraysize if size is None else size
        found, self._first = self._first[:count], self._first[count:]
        return found if found or self._done else list(await super().fetchmany(count))

    @override
    async def fetchall(self) -> list[Any]:
        found, self._first = self._first, []
        return found if self._done else [*found, *await super().fetchall()]

    @override
    async def close(self) -> None:
        if self._done:
            self._cursor.close()
        else:
            await super().close()

    def _begun(self, sql: str, parameters: Sequence[Any]) -> list[Any]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchmany(_AT_ONCE)
