"""Replicas of the real bot as processes: started over one database and one clock, and killed at random."""

import asyncio
import multiprocessing
import os
import random
import signal
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess

from bench.paced_clock import PacedClock
from bot.app import Mode, running
from config.settings import Settings

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bench.timers", "aiosqlite", "alembic.command", "asyncpg"])
LEASE_S = 5
"""What a dead replica had begun is sent by another after this; a call to the recorder takes some milliseconds."""
SEED = 2026


@dataclass(frozen=True, slots=True)
class Start:
    """What a replica is started with."""

    database: str
    teams: str
    clock: PacedClock
    folder: str


def settings_of(database: str, teams: str) -> Settings:
    """A bot of this machine, without Microsoft."""
    return Settings(
        database_url=database, connector_url=teams, port=0, lease_s=LEASE_S, log_level="ERROR", _env_file=None
    )


def replica(start: Start) -> None:
    """What a replica's process does until it is killed."""

    async def serve() -> None:
        async with running(settings_of(start.database, start.teams), Mode(insecure_local=True), start.clock):
            await asyncio.Event().wait()

    os.chdir(start.folder)
    asyncio.run(serve())


class Replicas:
    """The processes."""

    def __init__(self, count: int, start: Start) -> None:
        self._start = start
        self._random = random.Random(SEED)
        self._all = [self._begin() for _ in range(count)]
        self.kills = 0

    def _begin(self) -> ForkServerProcess:
        process = FORKS.Process(target=replica, args=(self._start,), daemon=True)
        process.start()
        return process

    async def kill_one(self) -> None:
        """SIGKILL for one of them, and a new one in its place."""
        chosen = self._random.randrange(len(self._all))
        await _kill(self._all[chosen])
        self.kills += 1
        self._all[chosen] = self._begin()

    async def stop(self) -> None:
        """All of them."""
        for process in self._all:
            await _kill(process)


async def _kill(process: ForkServerProcess) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    await asyncio.to_thread(process.join)
