"""SQLite in the event loop: most statements take less than the way to a thread and back. What waits goes beside it.

A dialect of SQLAlchemy's for its asynchronous engine (decision 0042). It runs a statement where it stands. Beside the
loop, in a thread of the connection's own, go what waits for the disk and what takes long:

- the commit of what was written;
- statements with many values;
- statements that say so: `connection.execute(..., execution_options=BESIDE_LOOP)`.

Many rows come in portions, and the loop goes round in between.

While another process writes, nobody waits inside SQLite: what it refused is asked again after a pause, in which the
loop does other things. A connection is used by one task at a time, as everywhere in SQLAlchemy.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor, ExecutionContext
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool, PoolProxiedConnection
from sqlalchemy.util import await_
from typing_extensions import override

BESIDE_LOOP = {"beside_loop": True}
"""For a statement that looks through much before it finds or changes anything. On PostgreSQL it means nothing."""
_T = TypeVar("_T")
_MANY = 500
"""So many values go in, and so many rows come out, in one go: about a millisecond's work."""
_LONG_S = 0.005
"""A connection that has run statements in the loop for so long lets the loop go round."""
_PAUSE_S = 0.005
"""How long what found the database locked waits before it is asked again."""
_PATIENCE_S = 10.0
"""For so long, where a connection is not told otherwise."""


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks a cursor of an asynchronous engine to let go: its rows have been taken (`_Context`)."""


class Connection(sqlite3.Connection):
    """A connection that knows what to do beside the loop. Its thread begins when something goes there first.

    Its methods are called as SQLAlchemy calls a dialect's: by the engine, not by a coroutine.
    """

    def __init__(self, file: str, timeout: float, **how: object) -> None:
        """`timeout`: for how many seconds what finds the database locked is asked again."""
        super().__init__(file, **cast("dict[str, Any]", how | {"timeout": 0}))
        self._patience_s = timeout
        self._thread: ThreadPoolExecutor | None = None
        self._held_s = 0.0
        self._changes_before = 0

    @override
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    @override
    def close(self) -> None:
        super().close()
        if self._thread is not None:
            self._thread.shutdown(wait=False)

    def patiently(self, do: Callable[[], _T]) -> _T:
        """Does it; as long as somebody else has locked the database, again and again."""
        until = time.monotonic() + self._patience_s
        while True:
            try:
                return do()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            await_(asyncio.sleep(_PAUSE_S))

    def in_loop(self, do: Callable[[], _T]) -> _T:
        """Does it here."""
        began = time.perf_counter()
        done = do()
        self._held_s += time.perf_counter() - began
        return done

    def give_way(self) -> None:
        """Lets the loop go round when it has been held for long."""
        if self._held_s > _LONG_S:
            self._held_s = 0.0
            await_(asyncio.sleep(0))
        else:
            await_(_DONE)

    def beside(self, do: Callable[[], _T]) -> _T:
        """Does it in the thread, to its end: until then nobody else may use the connection, so a task that is
        cancelled meanwhile is so afterwards.
        """
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "sqlite")
        return await_(_to_the_end(self._thread.submit(do)))

    def settle(self) -> None:
        """Commits: in the thread when something was written, since that waits for the disk. Rolls back what fails."""
        wrote = self.total_changes != self._changes_before
        try:
            self.patiently(partial(self.beside, self.commit) if wrote else self.commit)
        except BaseException:
            self.rollback()
            raise
        finally:
            self._changes_before = self.total_changes

    def undo(self) -> None:
        """Rolls back."""
        self.rollback()
        self._changes_before = self.total_changes


class _Done:
    """Is awaited at once: SQLAlchemy wants a statement of an asynchronous engine to have awaited something."""

    def __await__(self) -> Generator[None, None, None]:
        return
        yield


_DONE = _Done()


async def _to_the_end(running: "Future[_T]") -> _T:
    """What a thread's work brings; with nothing between its end and this task's going on: each step costs a round."""
    loop = asyncio.get_running_loop()
    cancelled: asyncio.CancelledError | None = None
    while not running.done():
        ended = asyncio.Event()
        running.add_done_callback(partial(_tell, loop, ended))
        try:
            await ended.wait()
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return running.result()


def _tell(loop: asyncio.AbstractEventLoop, ended: asyncio.Event, _: object) -> None:
    loop.call_soon_threadsafe(ended.set)


class _Context(SQLiteExecutionContext):
    @override
    def create_server_side_cursor(self) -> DBAPICursor:
        """For `stream`: a cursor of SQLite's brings row after row of itself."""
        return self._dbapi_connection.cursor()

    @override
    def post_exec(self) -> None:
        """Takes all rows at once: whoever goes through them may change the table meanwhile."""
        cursor: Any = self.cursor
        connection = cast("Connection", cursor.connection)
        if cursor.description is not None and not self._is_server_side:
            if _beside_loop(self):
                rows = connection.beside(cursor.fetchall)
            else:
                # A thread would ask for the interpreter's lock at each row, and the loop is busy.
                portion = partial(connection.in_loop, partial(cursor.fetchmany, _MANY))
                rows = more = portion()
                while len(more) == _MANY:
                    connection.give_way()
                    more = portion()
                    rows += more
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=rows)
        connection.give_way()


class InlineDialect(SQLiteDialect_pysqlite):
    """`sqlite+inline`: sqlite3's own connections and cursors behind an asynchronous engine."""

    driver = "inline"
    is_async = True
    has_terminate = True
    supports_statement_cache = True
    supports_server_side_cursors = True
    execution_ctx_cls = _Context

    @classmethod
    @override
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    @override
    def connect(self, *cargs: Any, **cparams: Any) -> DBAPIConnection:
        return cast("DBAPIConnection", Connection(*cargs, **({"timeout": _PATIENCE_S} | cparams)))

    @override
    def do_execute(
        self, cursor: DBAPICursor, statement: str, parameters: Any, context: ExecutionContext | None = None
    ) -> None:
        _do(cursor, partial(cursor.execute, statement, parameters), len(parameters), context)

    @override
    def do_executemany(
        self, cursor: DBAPICursor, statement: str, parameters: Any, context: ExecutionContext | None = None
    ) -> None:
        values = len(parameters) * len(parameters[0])
        _do(cursor, partial(cursor.executemany, statement, parameters), values, context)

    @override
    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        cast("Connection", dbapi_connection.dbapi_connection).settle()

    @override
    def do_rollback(self, dbapi_connection: PoolProxiedConnection) -> None:
        cast("Connection", dbapi_connection.dbapi_connection).undo()


def _do(cursor: DBAPICursor, do: Callable[[], object], values: int, context: ExecutionContext | None) -> None:
    connection = cast("Connection", cast("_Cursor", cursor).connection)
    aside = values > _MANY or _beside_loop(context)
    connection.patiently(partial(connection.beside if aside else connection.in_loop, do))


def _beside_loop(context: ExecutionContext | None) -> bool:
    return context is not None and bool(context.execution_options.get("beside_loop"))


registry.register("sqlite.inline", __name__, InlineDialect.__name__)
