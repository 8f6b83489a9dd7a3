"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.waiting import clocks
from bot.escalation import escalating
from bot.rooms import Sweep
from bot.timers.kinds import TimerKind
from bot.timers.timer_queue import TIMER

TIMER_FOR = timedelta(days=365)


async def forget_done_timers(connection: AsyncConnection, now: datetime) -> None:
    """Timers that were due long ago; by those of a clock that still runs is seen that each step was set."""
    old = and_(TIMER.c.state != "pending", TIMER.c.due_at < now - TIMER_FOR)
    await connection.execute(delete(TIMER).where(old, ~clocks.of_a_running_clock()))


TIMERS = (TimerKind(clocks.KIND, escalating.escalate, subject=clocks.SUBJECT),)
SWEEPS = (Sweep("timer", forget_done_timers),)
