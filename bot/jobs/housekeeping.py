"""Forgetting what is no longer needed: once-only marks, held lines, forms, corrections, snoozes, sent outbox rows."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.consultations import corrections
from bot.consultations.drafts import DRAFT
from bot.consultations.held_lines import HELD
from bot.escalation import snoozing
from bot.outbox.queue import OUTBOX
from bot.turns.work import SEEN
from bot.upkeep.misroutes import MISROUTE
from config.database import Database
from directory.calendar import helsinki_date
from directory.misroutes import PATTERN_WITHIN

SEEN_FOR = timedelta(days=7)
"""Far longer than Teams repeats an activity."""
HELD_FOR = timedelta(days=1)
FORM_FOR = timedelta(days=30)


async def forget_old(database: Database, now: datetime) -> None:
    """Deletes what is older than its time."""
    async with database.write() as connection:
        await connection.execute(delete(SEEN).where(SEEN.c.seen_at < now - SEEN_FOR))
        await connection.execute(delete(HELD).where(HELD.c.created_at < now - HELD_FOR))
        await connection.execute(delete(DRAFT).where(DRAFT.c.created_at < now - FORM_FOR, DRAFT.c.number.is_(None)))
        await connection.execute(delete(MISROUTE).where(MISROUTE.c.at < now - PATTERN_WITHIN))
        done = OUTBOX.c.state.in_(["done", "superseded", "refused"])
        await connection.execute(delete(OUTBOX).where(done, OUTBOX.c.created_at < now - SEEN_FOR))
        await snoozing.forget_old(connection, now)
        await corrections.forget_old(connection, helsinki_date(now))
