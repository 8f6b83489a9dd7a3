"""The bot's messages that are about nothing any more: what is remembered of them goes."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.store import CONSULTATION
from bot.outbox.duties import DONE_FOR
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.upkeep.changes.tables import ChangePostRow
from config.sql import table

NOTICE_FOR = timedelta(days=365)
"""A message about no consultation."""
CHANGE_POST = table(ChangePostRow)


async def forget_posts(connection: AsyncConnection, now: datetime) -> None:
    """Posts of wiped matters, once nothing of them waits for Teams, and old ones about no matter."""
    wiped = select(CONSULTATION.c.number).where(CONSULTATION.c.wiped_at < now - DONE_FOR)
    old = and_(POST.c.consultation_id.is_(None), POST.c.created_at < now - NOTICE_FOR)
    over = or_(POST.c.consultation_id.in_(wiped), old)
    await connection.execute(delete(POST).where(over, ~_still_needed()))


def _still_needed() -> ColumnElement[bool]:
    thread = POST.alias("thread")
    return or_(
        exists().where(OUTBOX.c.post_id == POST.c.id),
        exists().where(DRAFT.c.post_id == POST.c.id),
        exists().where(CHANGE_POST.c.post_id == POST.c.id),
        exists().where(
            thread.c.thread_post_id == POST.c.id, thread.c.consultation_id.is_distinct_from(POST.c.consultation_id)
        ),
    )
