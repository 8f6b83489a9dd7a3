"""The database engine: SQLite in a file (one writer at a time) or PostgreSQL, both behind `read` and `write`."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from socket import gaierror

from asyncpg import PostgresError
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import Dialect, ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as OutOfConnectionsError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from config.connections import (
    PATIENT,
    Connections,
    KeptWaitingError,
    UnheardCommitError,
    bear_limit,
    is_over,
    postgres_engine,
    take_time,
)
from config.postgres_driver import UnusableAddressError, postgres_url
from config.private_files import keep_private, open_private
from config.sqlite_inline import BESIDE_LOOP, Connection
from config.sqlite_writing import Writers
from config.transaction import Committed

_SQLITE = "sqlite+inline"


class FileCannotBeMadeError(Exception):
    """There is no folder for SQLite's file, nobody may write in it, or the name is another folder's."""


CANNOT_BE_USED = (FileCannotBeMadeError, SQLAlchemyError, PostgresError, ConnectionError, gaierror, TimeoutError)
"""What is raised of a database that is not there, is none, or lets nobody in: the drivers' own errors among them."""


def async_url(address: str) -> URL:
    """The address with its asynchronous driver: `sqlite:///x.db` becomes `sqlite+inline:///x.db`.

    Blanks and ends of lines around it are not part of it. Raises UnusableAddressError.
    """
    scheme, there, rest = address.strip().partition("://")
    kind = scheme.removeprefix("jdbc:").partition("+")[0]
    if there and kind in {"postgresql", "postgres"}:
        return postgres_url(scheme, rest)
    if there and scheme.partition("+")[0] == "sqlite":
        return make_url(address.strip()).set(drivername=_SQLITE)
    raise UnusableAddressError(
        "KUNTAYHTEYS_DATABASE_URL names neither an SQLite nor a PostgreSQL database: write sqlite:///file.db or "
        "postgresql://user:password@host/database."
    )


def is_there(address: str) -> bool:
    """Whether there is a database to look into; of SQLite, whose files are made by opening them, without making one."""
    url = async_url(address)
    if url.get_backend_name() != "sqlite":
        return True
    file = Path(url.database or "")
    return file.is_file() and file.stat().st_size > 0


def keep_file_private(address: str) -> None:
    """Makes SQLite's file for its owner alone, or takes it from others; SQLite makes the files beside it alike.

    Raises FileCannotBeMadeError.
    """
    url = async_url(address)
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        if not file.is_file():
            try:
                open_private(file, append=True).close()
            except OSError as error:
                raise FileCannotBeMadeError from error
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            keep_private(file.with_name(name))


class Database:
    """Connections to one database. `write` is a transaction that commits on leaving; `read` sees what is committed.

    SQLite takes one writer: writers queue in the process (`Writers`) instead of waiting inside SQLite, which showed
    pauses of over a second when five connections competed. Another process (the command line) waits up to ten seconds.
    """

    def __init__(
        self, address: str, carried: Mapping[str, object] | None = None, connections: Connections = PATIENT
    ) -> None:
        """`carried` goes with every connection, as its execution options: what rows are written and read with."""
        self.url = async_url(address)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._connections = connections
        if self.is_sqlite:
            self._engine = self._reading = _sqlite_engine(self.url, dict(carried or {}))
        else:
            self._engine = postgres_engine(self.url, connections, dict(carried or {}))
            # A statement by itself instead of three ways there and back, for what begins, asks and ends.
            self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writers = Writers(self._engine)

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        return self._engine.dialect

    @asynccontextmanager
    async def write(self, committed: Committed | None = None, *, long: bool = False) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        What is in `committed` by then is done as soon as this process knows of the commit. `long`: it may take what
        it takes (`take_time`), which is for what nobody waits for. Raises KeptWaitingError when PostgreSQL cannot be
        had in time, and UnheardCommitError when that was so at the commit.
        """
        committed = committed or Committed()
        if self.is_sqlite:
            async with self._writers.write(committed, alone=long) as connection:
                yield connection
        else:
            async with self._transaction(long) as connection:
                async with _commit_or_roll_back(connection):
                    yield connection
                for step in committed.steps:
                    step()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading only: each statement sees what is committed by then. Raises KeptWaitingError."""
        # It is given back without waiting: nobody can be cancelled meanwhile, so no task is needed.
        async with self._in_time() as limit:
            connection = await self._reading.connect()
            if not self.is_sqlite:
                bear_limit(connection, limit)
            try:
                yield connection
            finally:
                await connection.close()

    @asynccontextmanager
    async def _transaction(self, long: bool) -> AsyncIterator[AsyncConnection]:
        async with self._in_time() as limit, self._engine.connect() as connection:
            bear_limit(connection, limit)
            if long:
                await take_time(connection)
            yield connection

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[asyncio.Timeout]:
        """Ends what takes too long, also where the server does not answer any more."""
        limit = asyncio.timeout(None if self.is_sqlite else self._connections.transaction_s or None)
        try:
            async with limit:
                yield limit
        except OutOfConnectionsError as error:
            raise KeptWaitingError from error
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise KeptWaitingError from error

    async def empty_log(self) -> None:
        """Brings SQLite's write-ahead log into the file and empties it, so that nothing deleted can be read there.

        Writers wait meanwhile, so a reader who takes long is not waited for: the next time does it.
        PostgreSQL does without: what its log and old row versions keep, and how long, is its administrator's to say.
        """
        if self.is_sqlite:
            async with self._writers.none(), self._engine.connect() as connection:
                await connection.exec_driver_sql("PRAGMA busy_timeout=200")
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)", execution_options=BESIDE_LOOP)
                await connection.exec_driver_sql("PRAGMA busy_timeout=0")

    async def rewrite(self) -> None:
        """Writes the whole SQLite file anew, without what was deleted before deleting overwrote it; slow."""
        if self.is_sqlite:
            async with self._writers.none(), self._engine.connect() as connection:
                await connection.exec_driver_sql("VACUUM", execution_options=BESIDE_LOOP)
        await self.empty_log()

    async def close(self) -> None:
        """Gives all connections back, on SQLite when whoever writes has ended."""
        async with self._writers.none():
            await self._engine.dispose()


@asynccontextmanager
async def _commit_or_roll_back(connection: AsyncConnection) -> AsyncIterator[None]:
    try:
        yield
    except BaseException:
        await connection.rollback()
        raise
    try:
        await connection.commit()
    except asyncio.CancelledError as cut_off:
        if is_over(connection):
            raise UnheardCommitError from cut_off
        raise


def _sqlite_engine(url: URL, carried: dict[str, object]) -> AsyncEngine:
    # The one last used comes first: what it knows of the file is still so, where another's pages would be read again.
    engine = create_async_engine(url, pool_size=4, pool_use_lifo=True, hide_parameters=True, execution_options=carried)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions are begun by us, not by the driver
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "journal_mode=WAL"):
            connection.patiently(partial(connection.execute, f"PRAGMA {pragma}"))

    @event.listens_for(engine.sync_engine, "handle_error")
    def stay(context: ExceptionContext) -> None:
        """What goes beside the loop has ended when a cancelled task comes here, so its connection is in order."""
        if isinstance(context.original_exception, asyncio.CancelledError):
            context.is_disconnect = False

    return engine
