"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.waiting import clocks
from bot.escalation import escalating
from bot.rooms import Sweep
from bot.timers.kinds import TimerKind
from bot.timers.timer_queue import TIMER
from config.sql import delete_some

TIMER_FOR = timedelta(days=365)


async def forget_done_timers(connection: AsyncConnection, now: datetime) -> int:
    """Timers that were due long ago; by those of a clock that still runs is seen that each step was set."""
    over = TIMER.c.state.in_(["done", "cancelled", "failed"])
    return await delete_some(connection, TIMER, over, TIMER.c.due_at < now - TIMER_FOR, ~clocks.of_a_running_clock())


TIMERS = (TimerKind(clocks.KIND, escalating.escalate, subject=clocks.SUBJECT),)
SWEEPS = (Sweep("timer", forget_done_timers),)
