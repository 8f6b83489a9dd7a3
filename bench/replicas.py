"""Replicas of the real bot as processes: started over one database and one clock, and killed at random."""

import asyncio
import multiprocessing
import os
import random
import signal
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event

from bench.paced_clock import PacedClock
from bot.app import Mode, running
from config.logging import set_up_logging
from config.settings import Settings

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bench.timers", "alembic.command", "asyncpg"])
MEAN_LIFE_S = 2.5
"""Half of the longest pause between the moment when all are at work and the next kill."""
SEED = 2026


@dataclass(frozen=True, slots=True)
class Start:
    """What a replica is started with."""

    database: str
    teams: str
    clock: PacedClock
    folder: str
    lease_s: float
    """Seconds after which another replica sends what a dead one had begun."""

    def settings(self) -> Settings:
        """A bot of this machine, without Microsoft."""
        return Settings(
            database_url=self.database,
            connector_url=self.teams,
            port=0,
            lease_s=self.lease_s,
            log_level="ERROR",
            _env_file=None,
        )


def replica(start: Start, at_work: Event) -> None:
    """What a replica's process does until it is killed."""

    async def serve() -> None:
        async with running(start.settings(), Mode(insecure_local=True), start.clock):
            at_work.set()
            await asyncio.Event().wait()

    os.chdir(start.folder)
    set_up_logging("ERROR")
    asyncio.run(serve())


@dataclass(frozen=True, slots=True)
class _One:
    process: ForkServerProcess
    at_work: Event

    async def kill(self) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        await asyncio.to_thread(self.process.join)


class Replicas:
    """The processes."""

    def __init__(self, count: int, start: Start) -> None:
        self._start = start
        self._random = random.Random(SEED)
        self._all = [self._begin() for _ in range(count)]
        self._next_kill = 0.0
        self.kills = 0
        self.killed_at = 0.0

    def _begin(self) -> _One:
        at_work = FORKS.Event()
        process = FORKS.Process(target=replica, args=(self._start, at_work), daemon=True)
        process.start()
        return _One(process, at_work)

    async def kill_now_and_then(self) -> None:
        """SIGKILL for one of them at a random moment after all were at work, and a new one in its place."""
        now = time.monotonic()
        if not all(one.at_work.is_set() for one in self._all):
            self._next_kill = 0.0
        elif not self._next_kill:
            self._next_kill = now + self._random.uniform(0, 2 * MEAN_LIFE_S)
        elif now >= self._next_kill:
            self._next_kill = 0.0
            chosen = self._random.randrange(len(self._all))
            self.killed_at = time.monotonic()
            await self._all[chosen].kill()
            self.kills += 1
            self._all[chosen] = self._begin()

    async def stop(self) -> None:
        """All of them."""
        for one in self._all:
            await one.kill()
