"""Brings a database to the newest shape of the tables (alembic), or says why it may not."""

import asyncio
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from config.database import async_url, is_there, keep_file_private

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do as long as nothing else in the product locks it.
_LOCK = 7_203_110_413
_LOCKED = "55P03"
"""PostgreSQL's state for a lock that was not to be had in time."""
_HAS_VERSION = {
    "postgresql": "SELECT to_regclass('alembic_version') IS NOT NULL",
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'",
}


class CannotMigrate(Exception):  # noqa: N818 - a sentence for whoever starts it
    """The tables are of another version, or somebody else holds them; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for others, in seconds."""

    process: float = 600.0
    """For another process that migrates."""
    table: float = 2.0
    """Of one statement for a table that is in use: as long at most do turns queue up behind it."""
    tables: float = 120.0
    """Of all tries together for such a table."""
    pause: float = 0.25
    """Between two tries."""


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which version of the tables to which; `before` is empty where there were none."""

    before: str
    after: str


def newest() -> str:
    """The version of the tables that this program works with: the number of its last migration."""
    return _versions()[-1]


async def version_of(address: str) -> str:
    """The version of the database's tables; empty where there are none. Makes nothing."""
    if not is_there(address):
        return ""
    engine = create_async_engine(async_url(address))
    try:
        async with engine.connect() as connection:
            return await _version(connection)
    finally:
        await engine.dispose()


async def refuse_other_version(address: str) -> None:
    """Raises CannotMigrate where the tables are older or newer than those of this program, not where there are none."""
    version = await version_of(address)
    _refuse_newer(version)
    if version not in {"", newest()}:
        raise CannotMigrate(
            f"The database has the tables of version {version}, and this program needs those of version {newest()}. "
            "Use the program of the version that is running, or run `kuntayhteys migrate` first. Nothing was changed."
        )


async def require_newest(address: str) -> None:
    """The same, and where there are none: nobody is to make them here."""
    await refuse_other_version(address)
    if not await version_of(address):
        raise CannotMigrate("There are no tables in this database yet. Run `kuntayhteys migrate`. Nothing was made.")


async def migrate_if_empty(address: str) -> None:
    """Makes the tables where there are none yet. Raises CannotMigrate where they are of another version: a command
    does not change the database of a bot that runs."""
    await refuse_other_version(address)
    await migrate_async(address)


async def migrate_async(address: str, patience: Patience = USUAL) -> Migrated:
    """Runs the migrations that this database has not seen yet; harmless when there are none. SQLite's file is made.

    Of processes that start at once one migrates, and the others wait for it. Raises CannotMigrate.
    """
    keep_file_private(address)
    before = await version_of(address)
    if before == newest():
        return Migrated(before, before)
    _refuse_newer(before)
    url = async_url(address)
    on_sqlite = url.get_backend_name() == "sqlite"
    engine = create_async_engine(url, connect_args={"timeout": patience.tables} if on_sqlite else {})
    try:
        if on_sqlite:
            before = await _on_sqlite(engine)
        else:
            before = await _on_postgresql(engine, patience)
    finally:
        await engine.dispose()
    return Migrated(before, newest())


def migrate(address: str) -> None:
    """The same for callers without an event loop."""
    asyncio.run(migrate_async(address))


@cache
def _versions() -> tuple[str, ...]:
    """Those this program knows, in order; read from the names of the files, because alembic is slow to import."""
    return tuple(sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")))


async def _version(connection: AsyncConnection) -> str:
    if not (await connection.exec_driver_sql(_HAS_VERSION[connection.dialect.name])).scalar():
        return ""
    return str((await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalar() or "")


def _refuse_newer(version: str) -> None:
    if version and version not in _versions():
        raise CannotMigrate(
            f"The database has the tables of version {version}, and this program knows no newer one than {newest()}. "
            "Use the program that the database was last used with. Nothing was changed."
        )


async def _on_sqlite(engine: AsyncEngine) -> str:
    """All of it in one transaction. The version before."""

    @event.listens_for(engine.sync_engine, "connect")
    def in_our_hands(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # SQLite's driver would begin a transaction only before the first row is written, when tables have been made.
        connection.isolation_level = None

    async with engine.connect() as connection:
        try:
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            raise _held_by_others() from error
        before = await _version(connection)
        _refuse_newer(before)
        await connection.run_sync(_upgrade)
        await connection.commit()
        return before


async def _on_postgresql(engine: AsyncEngine, patience: Patience) -> str:
    """An empty database in one transaction, one in use migration by migration. The version before."""

    @event.listens_for(engine.sync_engine, "begin")
    def wait_briefly(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience.table * 1000)}")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")

    async with engine.connect() as guard:
        await _take_turn(guard, patience)
        before = await _version(guard)
        _refuse_newer(before)
        # As the last thing said a SELECT would keep its snapshot, for whose end the making of an index waits.
        await guard.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        if not before:
            async with engine.begin() as connection:
                await connection.run_sync(_upgrade)
        elif before != newest():
            await _upgrade_in_use(engine, patience)
    return before


async def _take_turn(guard: AsyncConnection, patience: Patience) -> None:
    """Until the guard's transaction ends, nobody else migrates.

    Asked for again and again, each time in another transaction: the making of an index waits for every transaction
    that has begun before, so one that waited for the lock would be waited for by whoever holds it.
    """
    ends = time.monotonic() + patience.process
    while not await guard.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _LOCK}):
        if time.monotonic() > ends:
            raise CannotMigrate(
                "Another process has been changing the tables for longer than is waited for. See whether it is still "
                "at work; then start again. Nothing was changed."
            )
        await guard.rollback()
        await asyncio.sleep(patience.pause)


async def _upgrade_in_use(engine: AsyncEngine, patience: Patience) -> None:
    """Each migration in a transaction of its own; what had to wait for a table too long is begun again."""
    ends = time.monotonic() + patience.tables
    while True:
        try:
            async with engine.connect() as connection:
                await connection.run_sync(lambda sync: _upgrade(sync, online=True))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED:
                raise
            if time.monotonic() > ends:
                raise _held_by_others() from error
            await asyncio.sleep(patience.pause)
        else:
            return


def _held_by_others() -> CannotMigrate:
    return CannotMigrate(
        "The tables could not be changed: somebody else holds one of them. End what has been at work in the database "
        "for long; then start again. What had been changed before stays, and is not done twice."
    )


def _upgrade(connection: Connection, *, online: bool = False) -> None:
    from config.migrations.upgrading import upgrade

    upgrade(connection, online=online)
