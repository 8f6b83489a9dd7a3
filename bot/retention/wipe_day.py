"""A closed matter gets the day of its wipe, and the timer of the offer that comes before it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, text

from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import retention_period
from bot.consultation.rules.model import Consultation
from bot.consultation.stored import store as consultations
from bot.consultation.stored.store import CONSULTATION
from bot.retention import store
from bot.turns.services import Services
from bot.turns.work import Work, by_itself
from directory.time.calendar import helsinki_date

ADOPTED_AT_ONCE = 50


async def with_wipe_day(work: Work, closed: Consultation) -> Consultation:
    """The matter with its day, by the periods that the two organisations have now; later changes do not touch it."""
    organisations = (closed.asking_organisation, closed.receiving_organisation)
    day = await store.wipe_day(work.connection, organisations, helsinki_date(closed.closed_at or work.now))
    # A matter closed long ago, before there was any retention, is offered first like all others.
    day = max(day, helsinki_date(work.now) + timedelta(days=retention_period.SHORTEST_DAYS))
    await store.begin(work.connection, closed.number, day, work.now)
    return replace(closed, wipe_on=day.isoformat())


async def adopt_closed_matters(services: Services) -> None:
    """Matters that were closed before there was any retention get their day."""
    query = (
        select(CONSULTATION.c.number)
        .where(text("consultation.state = 'closed' AND consultation.wipe_on = '' AND consultation.wiped_at IS NULL"))
        .order_by(CONSULTATION.c.number)
        .limit(ADOPTED_AT_ONCE)
    )
    async with by_itself(services) as work:
        for number in (await work.connection.execute(query)).scalars().all():
            case = await consultations.load(work.connection, number, lock=True)
            await becomes(work, case, await with_wipe_day(work, case))
