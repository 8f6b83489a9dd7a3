"""What comes again and again whether or not anybody asks: each round has one timer, set on to its next moment.

Claiming the timer and setting it on is one short transaction; then the replica that has it goes round. What a round
does it marks as done, item by item: one that was cut short is made good by the next.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import select, update

from bot import rooms
from bot.timers.running import Timers
from bot.timers.timer_queue import TIMER, Timer, set_timers
from bot.turns.services import Services
from bot.turns.work import Work
from config.logging import origin
from directory.time.calendar import WORKING_WEEK, is_open, opens_next

log = structlog.get_logger()

KIND = "round"
_STEP = "again"


@dataclass(frozen=True, slots=True)
class Round:
    """Something to look after: what is done, and when next after a moment (both UTC)."""

    name: str
    next_after: Callable[[datetime], datetime]
    go: Callable[[Services], Awaitable[object]]
    after: tuple[str, ...] = ()
    """Rounds that go first when they are due at the same moment, as they all are after the bot's first start."""


def rounds() -> tuple[Round, ...]:
    """Those that the rooms name in their `duties.py`."""
    return rooms.in_order(rooms.brought("ROUNDS", Round))


class Rounds:
    """Goes the rounds that are due, each by one of all replicas; after a standstill once, not once for each missed."""

    def __init__(self, services: Services, going: Sequence[Round]) -> None:
        self._services = services
        self._rounds = {_subject(one): one for one in going}
        self._timers = Timers(services, {KIND: self._claim})

    async def run_due(self) -> int:
        """How many rounds were gone."""
        await self._keep_timers()
        return await self._timers.run_due()

    async def _keep_timers(self) -> None:
        """Every round has its timer, and none that a wrong clock has set far into the future."""
        now = self._services.clock()
        latest = {subject: one.next_after(now) for subject, one in self._rounds.items()}
        async with self._services.database.read() as connection:
            rows = await connection.execute(select(TIMER.c.subject, TIMER.c.due_at).where(TIMER.c.kind == KIND))
            set_for = {row.subject: row.due_at for row in rows}
        amiss = [one for one, at in latest.items() if one not in set_for or set_for[one] > at]
        if not amiss:
            return
        async with self._services.database.write() as connection:
            for subject in amiss:
                await set_timers(connection, [Timer(KIND, subject, _STEP, latest[subject])], now)
                this = (TIMER.c.kind == KIND) & (TIMER.c.subject == subject) & (TIMER.c.due_at > latest[subject])
                await connection.execute(update(TIMER).where(this).values(due_at=latest[subject]))

    async def _claim(self, work: Work, timer: Timer) -> datetime | None:
        """Sets the timer on; the round is gone once that has been committed. A round of an older version ends."""
        one = self._rounds.get(timer.subject)
        if one is None:
            return None
        work.afterwards.append(partial(_go, one, self._services))
        return one.next_after(work.now)


def every(pause: timedelta) -> Callable[[datetime], datetime]:
    """Again after so much time, day and night."""
    return lambda now: now + pause


def in_working_hours(pause: timedelta) -> Callable[[datetime], datetime]:
    """Again after so much time, or when the next working day begins: nobody is written to at night."""

    def next_after(now: datetime) -> datetime:
        moment = now + pause
        return moment if is_open(WORKING_WEEK, moment) else opens_next(WORKING_WEEK, moment) or moment

    return next_after


async def _go(one: Round, services: Services) -> None:
    try:
        await one.go(services)
    except Exception as error:  # noqa: BLE001 - one round that fails must not stop the others; it comes again
        log.error("round_failed", round=one.name, kind=type(error).__name__, at=origin(error))  # noqa: TRY400 - no values


def _subject(one: Round) -> str:
    return f"round/{one.name}"
