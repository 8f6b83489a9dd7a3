"""The clockwork that wakes each part of the bot; what is due lives in the tables. The only user of apscheduler."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from config.logging import origin

log = structlog.get_logger()

Job = Callable[[], Awaitable[None]]
GRACE_S = 60
"""A tick delayed by a stall still runs; the default of one second would drop it without a word."""


def ticker(jobs: Mapping[str, tuple[timedelta, Job]]) -> AsyncIOScheduler:
    """A scheduler that runs each job at its interval, one run at a time, missed ones as one. Not started yet."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, (every, job) in jobs.items():
        scheduler.add_job(
            _guarded,
            "interval",
            args=[name, job],
            seconds=every.total_seconds(),
            id=name,
            misfire_grace_time=GRACE_S,
            coalesce=True,
            max_instances=1,
            replace_existing=True,
        )
    return scheduler


async def _guarded(name: str, job: Job) -> None:
    try:
        await job()
    except Exception as error:  # noqa: BLE001 - one failing job must not stop the others
        log.error("job_failed", job=name, kind=type(error).__name__, at=origin(error))  # noqa: TRY400 - no values in logs
