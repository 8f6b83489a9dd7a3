"""Brings a database to the newest shape of the tables (alembic)."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from config.database import async_url, keep_file_private

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do as long as nothing else in the product locks it.
_LOCK = 7_203_110_413
_BUSY_MS = 60_000
"""How long a start waits for another's migrations on SQLite."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, working on this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate_async(address: str) -> None:
    """Runs the migrations that this database has not seen yet; harmless when there are none. SQLite's file is made."""
    keep_file_private(address)
    engine = create_async_engine(async_url(address))
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _in_our_hands)
    try:
        async with engine.begin() as connection:
            # Of processes that start at once, one makes the tables.
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            else:
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "head"))
    finally:
        await engine.dispose()


def _in_our_hands(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """SQLite's driver would begin a transaction only before the first row is written, when tables have been made."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.close()


def migrate(address: str) -> None:
    """The same for callers without an event loop."""
    asyncio.run(migrate_async(address))
