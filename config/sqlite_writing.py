"""Who writes on SQLite, one after another; those who come while others write are committed together (decision 0042)."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from config import sqlite_inline
from config.transaction import Committed

_OPEN_S = 0.01
"""A transaction that is older takes nobody more in: who wrote first in it has waited long enough."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one of them has written, still to be committed."""

    committed: Committed
    ended: "asyncio.Future[None]"

    def end(self, error: BaseException | None) -> None:
        """Tells what came of it. Who was cancelled waits no more, and the process knows of the commit all the same."""
        try:
            for step in self.committed.steps if error is None else ():
                step()
        except Exception as bug:  # noqa: BLE001 - is raised where the part was written, and spoils nobody else's
            error = bug
        if self.ended.done():
            return
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)


@dataclass(frozen=True, slots=True)
class _Transaction:
    """An open one, with the parts that are written."""

    connection: AsyncConnection
    driver: sqlite_inline.Connection
    begun: float
    parts: list[_Part] = field(default_factory=list)


class Writers:
    """The queue of those who write through one engine.

    Whose turn it is holds the lock. When others wait, the next one goes on in the same transaction, under a savepoint:
    who fails undoes only their own part, and a commit that fails fails for all. A task that nobody cancels commits.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._open: _Transaction | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def write(self, committed: Committed, *, alone: bool = False) -> AsyncIterator[AsyncConnection]:
        """One part, which is on the disk when the block has been left. See `Database.write`.

        `alone`: nobody else's commit waits for it.
        """
        ours = await (self._begin_alone() if alone else self._begin_part())
        try:
            if ours.parts:
                ours.driver.execute("SAVEPOINT part")
            yield ours.connection
            _written(ours)
        except BaseException:
            if _undone(ours):
                self._give_on(ours, last=False)
            else:
                try:
                    await self._end(ours, _all_undone())
                finally:
                    self._turn.release()
            raise
        part = _Part(committed, asyncio.get_running_loop().create_future())
        ours.parts.append(part)
        self._give_on(ours, last=alone or committed.news)
        await part.ended

    @asynccontextmanager
    async def none(self) -> AsyncIterator[None]:
        """Nobody writes in the block, and all that was written is committed."""
        await self._take_turn_with_nothing_open()
        try:
            yield
        finally:
            self._turn.release()

    async def _take_turn_with_nothing_open(self) -> None:
        await self._turn.acquire()
        if self._open is not None:
            committing = self._do(self._commit(self._open))
            try:
                await asyncio.wait([committing])
            except asyncio.CancelledError:
                committing.add_done_callback(lambda _: self._turn.release())
                raise

    async def _begin_alone(self) -> _Transaction:
        await self._take_turn_with_nothing_open()
        return await self._begin()

    async def _begin_part(self) -> _Transaction:
        self._waiting += 1
        try:
            await self._turn.acquire()
        except asyncio.CancelledError:
            if self._waiting == 1 and self._open is not None:  # it was left open for who does not come now
                _ = self._do(self._commit_what_is_open())
            raise
        finally:
            self._waiting -= 1
        return self._open or await self._begin()

    async def _begin(self) -> _Transaction:
        try:
            connection = await self._engine.connect()
            try:
                return _Transaction(connection, await connection.run_sync(_begun), time.monotonic())
            except BaseException:
                await connection.close()
                raise
        except BaseException:
            self._turn.release()
            raise

    def _give_on(self, ours: _Transaction, *, last: bool) -> None:
        if self._waiting and not last and time.monotonic() - ours.begun < _OPEN_S:
            self._open = ours
            self._turn.release()
        else:
            self._do(self._commit(ours)).add_done_callback(lambda _: self._turn.release())

    def _do(self, what: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _commit_what_is_open(self) -> None:
        async with self.none():
            pass

    async def _commit(self, ours: _Transaction) -> None:
        failed: BaseException | None = None
        try:
            await ours.connection.commit()
        except BaseException as error:  # noqa: BLE001 - is raised where the parts were written
            failed = error
        await self._end(ours, failed)

    async def _end(self, ours: _Transaction, error: BaseException | None) -> None:
        """Tells all whose parts are in it."""
        self._open = None
        try:
            await ours.connection.close()
        finally:
            for part in ours.parts:
                part.end(error)


def _written(ours: _Transaction) -> None:
    """Makes the last part one with the others."""
    if not ours.driver.in_transaction:
        raise _all_undone()
    if ours.parts:
        ours.driver.execute("RELEASE part")


def _undone(ours: _Transaction) -> bool:
    """Undoes the last part; whether those of others are left. When the disk is full, SQLite itself undoes them all."""
    with suppress(sqlite3.Error):
        if ours.parts and ours.driver.in_transaction:
            ours.driver.execute("ROLLBACK TO part")
            ours.driver.execute("RELEASE part")
            return True
    with suppress(sqlite3.Error):
        ours.driver.rollback()
    return False


def _begun(connection: Connection) -> sqlite_inline.Connection:
    driver = cast("sqlite_inline.Connection", connection.connection.driver_connection)
    try:
        driver.patiently(partial(driver.execute, "BEGIN IMMEDIATE"))
    except sqlite3.Error as error:
        raise _failed("BEGIN IMMEDIATE", error) from error
    connection.begin()  # for SQLAlchemy, and who asks it: it takes what is under way for its own
    return driver


def _all_undone() -> OperationalError:
    return _failed("COMMIT", sqlite3.OperationalError("SQLite has undone the transaction"))


def _failed(statement: str, error: sqlite3.Error) -> OperationalError:
    """As SQLAlchemy tells of it."""
    return OperationalError(statement, None, error)
