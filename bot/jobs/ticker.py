"""The clockwork that wakes each part of the bot; what is due lives in the tables. The only user of apscheduler."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from config.logging import origin

log = structlog.get_logger()

Job = Callable[[], Awaitable[object]]
GRACE_S = 60
"""A tick delayed by a stall still runs; the default of one second would drop it without a word."""
ENDS_WITHIN_S = 10.0


class Ticker:
    """Runs each job at its interval, one run at a time, missed ones as one, until it is stopped."""

    def __init__(self, jobs: Mapping[str, tuple[timedelta, Job]]) -> None:
        self._running: set[asyncio.Task[object]] = set()
        self._jobs = {name: job for name, (_, job) in jobs.items()}
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for name, (every, job) in jobs.items():
            self._scheduler.add_job(
                self._guarded,
                "interval",
                args=[name, job],
                seconds=every.total_seconds(),
                id=name,
                misfire_grace_time=GRACE_S,
                coalesce=True,
                max_instances=1,
                replace_existing=True,
            )

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()

    async def tick(self, name: str) -> None:
        """Runs one job now, whenever its interval would come."""
        await self._jobs[name]()

    async def stop(self) -> None:
        """No job starts any more; those that run end first, for a few seconds at most."""
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=ENDS_WITHIN_S)
        self._scheduler.shutdown(wait=False)

    async def _guarded(self, name: str, job: Job) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a job runs as a task")
        self._running.add(task)
        try:
            await job()
        except Exception as error:  # noqa: BLE001 - one failing job must not stop the others
            log.error("job_failed", job=name, kind=type(error).__name__, at=origin(error))  # noqa: TRY400 - no values in logs
        finally:
            self._running.discard(task)
