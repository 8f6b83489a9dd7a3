"""The watchdog: finds what did not happen, sees to it that it does, and tells of it.

Any number of times, on any replica: every one looks and reports, one of them repairs.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

import structlog
from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import update

from bot.consultation.acting import leavers
from bot.consultation.reminding.coordinators import About, tell_coordinators
from bot.consultation.sight import in_step
from bot.consultation.waiting import clocks
from bot.escalation import late
from bot.escalation.late import Late
from bot.timers.timer_queue import TIMER
from bot.turns.services import Services
from bot.turns.work import Work, by_itself
from config.texts import Translate
from directory.time.calendar import helsinki_date

EVERY = timedelta(minutes=5)
STANDS_AFTER_S = 300.0
"""Seconds without a run of the timers after which the engine stands."""

log = structlog.get_logger()


@dataclass
class Pulse:
    """When the timers were last run in this process."""

    beat_at: float | None = None

    def beat(self) -> None:
        """They have just been run."""
        self.beat_at = time.monotonic()

    @property
    def stands(self) -> bool:
        """They have run, but not for minutes."""
        return self.beat_at is not None and time.monotonic() - self.beat_at > STANDS_AFTER_S


class Watchdog:
    """Looks every few minutes."""

    def __init__(self, services: Services, registry: CollectorRegistry) -> None:
        self._services = services
        self._before = Late()
        self.found: dict[str, int] = self._before.counts
        """What the last look found, by kind."""
        self._gauge = Gauge("kuntayhteys_late", "What should have happened and has not", ["kind"], registry=registry)

    async def look(self) -> None:
        """Finds, reports, repairs."""
        services = self._services
        now = services.clock()
        async with services.database.read() as connection:
            seen = await late.find(connection, now)
        found, self._before = seen.still(self._before), seen
        self.found = found.counts
        for kind, count in self.found.items():
            self._gauge.labels(kind).set(count)
        if not any(self.found.values()):
            return
        log.warning("late", **self.found)
        if await self._is_mine(int(now.timestamp() // EVERY.total_seconds())):
            await self._repair(found)

    async def _is_mine(self, look: int) -> bool:
        """Whether this replica repairs after this look."""
        async with by_itself(self._services) as work:
            return await work.once(f"watchdog/{look}")

    async def _repair(self, found: Late) -> None:
        for number in sorted(found.out_of_step | found.without_timer):
            await self._mend(number)
        for timer_id in sorted(found.overdue | found.failed):
            await self._retry(timer_id, found.subjects[timer_id], given_up=timer_id in found.failed)

    async def _mend(self, number: int) -> None:
        async with by_itself(self._services) as work:
            case = await leavers.load(work, number, lock=True)
            known = await clocks.load(work, number) is not None
            await clocks.mend(work, case)
            await in_step.keep_asker_in_step(work, case)
            if known:  # one asked before there were clocks has only now got its own
                await self._tell(work, number)

    async def _retry(self, timer_id: int, subject: str, *, given_up: bool) -> None:
        """Now rather than after its pause; one that was given up once a day."""
        async with by_itself(self._services) as work:
            if given_up and not await work.once(f"retry/{timer_id}/{helsinki_date(work.now)}"):
                return
            fresh = {"state": "pending", "attempts": 0} if given_up else {}
            await work.connection.execute(update(TIMER).where(TIMER.c.id == timer_id).values(retry_at=None, **fresh))
            about, _, number = subject.partition("/")
            if f"{about}/" == clocks.subject_of(""):
                await self._tell(work, int(number))

    async def _tell(self, work: Work, number: int) -> None:
        """The receiving side's coordinators, once for each matter."""
        case = await leavers.load(work, number)
        if case.state != "closed" and await work.once(f"late/{number}"):
            await tell_coordinators(work, case, _was_late)


def _was_late(about: About, t: Translate) -> str:
    return t(
        "{label} ({place}, {topic}): a reminder or another step did not come in time. It has been set going again. "
        "Please see that somebody has the question.",
        label=about.label,
        place=about.place,
        topic=about.topic,
    )
