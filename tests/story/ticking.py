"""When the bot of a story looks whether something is due: at once when something has happened, else once a second.

A bot that looked ten times a second whatever happens would spend most of a story asking its database in vain.
"""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from bot.jobs.ticker import Job, Ticker
from config.database import Database
from config.transaction import Committed

OFTEN = timedelta(seconds=0.1)
AT_LEAST_EVERY_S = 1.0
LOOKING = ("timers", "directory")
"""The jobs that look whether something is due."""
_by_a_tick: ContextVar[bool] = ContextVar("by_a_tick", default=False)


@dataclass
class Happenings:
    """How often somebody has stored something, or moved a clock, in this process."""

    count: int = 0


HAPPENINGS = Happenings()


class StoryTicker(Ticker):
    """Leaves a look out when nothing has happened since the last one."""

    def __init__(self, jobs: Mapping[str, tuple[timedelta, Job]]) -> None:
        super().__init__(jobs)
        self._looked: dict[str, tuple[int, float]] = {}
        """Job → how much had happened when it looked last, and when that was."""

    @override
    async def _guarded(self, name: str, job: Job) -> None:
        if name in LOOKING and not self._is_worth_it(name):
            return
        _by_a_tick.set(True)
        await super()._guarded(name, job)

    def _is_worth_it(self, name: str) -> bool:
        count, looked = self._looked.get(name, (-1, 0.0))
        now = time.monotonic()
        if count == HAPPENINGS.count and now - looked < AT_LEAST_EVERY_S:
            return False
        self._looked[name] = (HAPPENINGS.count, now)
        return True


@contextmanager
def ticks_when_something_happens() -> Iterator[None]:
    """For all bots that start within the block."""
    write = Database.write

    @asynccontextmanager
    async def writing(
        database: Database, committed: Committed | None = None, *, long: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        async with write(database, committed, long=long) as connection:
            yield connection
        if not _by_a_tick.get():
            HAPPENINGS.count += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.jobs.schedule.Ticker", StoryTicker)
        patch.setattr(Database, "write", writing)
        yield
