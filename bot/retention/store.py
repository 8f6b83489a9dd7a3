"""Reading and writing the organisations' periods, and the timers of a closed matter, in the caller's transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.rules.retention_period import Period
from bot.retention import periods
from bot.retention.tables import RetentionRow
from bot.timers.timer_queue import TIMER, Timer, set_timers
from config.sql import table, upsert

RETENTION = table(RetentionRow)
OFFER, WIPE = "retention_offer", "retention_wipe"
"""The kinds of the two timers."""
SUBJECT = "retention"


async def period_of(connection: AsyncConnection, organisation: str) -> Period:
    """The organisation's period; the usual one when it has not chosen any."""
    query = select(RETENTION.c.days).where(RETENTION.c.organisation == organisation)
    days = (await connection.execute(query)).scalar()
    return Period() if days is None else Period(days)


async def set_period(connection: AsyncConnection, organisation: str, period: Period, now: datetime) -> None:
    """From now on the organisation's matters are closed with this period."""
    await upsert(connection, RETENTION, {"organisation": organisation}, {"days": period.days, "changed_at": now})


async def wipe_day(connection: AsyncConnection, organisations: Iterable[str], closed_on: date) -> date:
    """The day of the wipe of a matter between these two, closed on this day."""
    asking, receiving = [await period_of(connection, one) for one in organisations]
    return periods.wipe_day(closed_on, asking, receiving)


async def begin(connection: AsyncConnection, number: int, day: date, now: datetime) -> None:
    """The texts of a closed matter will be offered before the night of this day; the wipe follows the offer."""
    await set_timers(connection, [Timer(OFFER, subject_of(number), day.isoformat(), periods.offer_moment(day))], now)


async def set_wipe(connection: AsyncConnection, number: int, day: date, now: datetime) -> None:
    """The texts have been offered: the wipe comes in the night of this day."""
    timer = Timer(WIPE, subject_of(number), day.isoformat(), periods.wipe_moment(day, number))
    await set_timers(connection, [timer], now)


async def next_step(connection: AsyncConnection, number: int) -> Timer | None:
    """The offer or the wipe that is to come; its step is the day that was promised."""
    mine = (TIMER.c.subject == subject_of(number)) & (TIMER.c.state == "pending")
    query = select(TIMER.c.kind, TIMER.c.subject, TIMER.c.step, TIMER.c.due_at).where(mine)
    row = (await connection.execute(query)).mappings().first()
    return Timer(**row) if row is not None else None


def subject_of(number: int) -> str:
    """What the timers of a matter's retention are about."""
    return f"{SUBJECT}/{number}"
