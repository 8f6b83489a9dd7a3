"""Whether the database is there and can be written: asked beside the pool, which may be in use without being broken."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.engine import URL

from config.database import async_url
from config.database_faults import kept_waiting, lost_connection
from config.postgres_driver import open_connection, with_defaults

if TYPE_CHECKING:
    from asyncpg import Connection

log = structlog.get_logger()

ANSWERS_WITHIN_S = 2.0
WRITES_EVERY_S = 10.0
"""How long it is taken for granted that what could be written can be: each time costs the disk a page."""
TELLS_EVERY_S = 60.0
TRIES_EVERY_S = 1.0
_LIMITS = {"application_name": "kuntayhteys probe", "lock_timeout": "500", "statement_timeout": "1000"}
_BUSY_S = 0.5
# The one row that every database has and nobody holds for long. Written as it is, it changes nothing.
_WRITE = (
    "UPDATE alembic_version SET version_num = version_num"
    " WHERE version_num IN (SELECT version_num FROM alembic_version FOR UPDATE SKIP LOCKED)"
)


class Probe:
    """Looks after one database, over a connection of its own. Notices a standby that only reads, and a full disk."""

    def __init__(self, address: str, seconds: Callable[[], float] = monotonic) -> None:
        self._url = with_defaults(async_url(address), _LIMITS)
        self._seconds = seconds
        self._connection: Connection | None = None
        self._written_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def look(self) -> bool:
        """Whether the database can be read now, and could be written a moment ago."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN_S), self._one_at_a_time:
                writes = self._seconds() - self._written_at >= WRITES_EVERY_S
                await (self._look_at_file(writes) if self._is_sqlite else self._look_at_server(writes))
                if writes:
                    self._written_at = self._seconds()
                return True
        except Exception as error:  # noqa: BLE001 - whatever it is, the database cannot be used
            log.warning("database_not_ready", kind=type(error).__name__)
            self._written_at = float("-inf")
            self._hang_up()
            return False

    async def close(self) -> None:
        """Gives the connection back."""
        self._hang_up()

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == "sqlite"

    async def _look_at_server(self, writes: bool) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await open_connection(self._url)
        try:
            await self._connection.execute(_WRITE if writes else "SELECT 1")
        except Exception as error:
            if not kept_waiting(error):  # whoever holds the table can write
                raise

    async def _look_at_file(self, writes: bool) -> None:
        await asyncio.to_thread(_look_at_file, Path(self._url.database or ""), writes)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None


async def wait_until_reached(
    address: str,
    within_s: float,
    seconds: Callable[[], float] = monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Comes back when PostgreSQL lets the bot in, which may start after it. Raises what was in the way if it takes
    longer than that, and at once what waiting does not cure, such as a wrong password.
    """
    url = async_url(address)
    if url.get_backend_name() == "sqlite":
        return
    began, tells_at = seconds(), 0.0
    while True:
        try:
            await _reach(url)
        except Exception as error:
            waited = seconds() - began
            if not (lost_connection(error) or kept_waiting(error)) or waited >= within_s:
                raise
            if waited >= tells_at:
                log.warning("database_awaited", kind=type(error).__name__, waited_s=round(waited), at_most_s=within_s)
                tells_at += TELLS_EVERY_S
            await sleep(TRIES_EVERY_S)
        else:
            return


async def _reach(url: URL) -> None:
    await (await open_connection(url)).close()


def _look_at_file(file: Path, writes: bool) -> None:
    """Raises sqlite3.Error. The file's own number for its user is nobody's here, and writing it writes a page."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_S)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        if not writes:
            return
        # Waits for the disk only if this commit brings into the file what others have committed: then it has to.
        connection.execute("PRAGMA synchronous=NORMAL")
        try:
            connection.execute(f"PRAGMA user_version={(number + 1) % 1000}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:  # whoever holds the file can write
                raise
