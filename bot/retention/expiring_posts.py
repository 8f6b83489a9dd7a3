"""The bot's messages that are about nothing any more: what is remembered of them goes."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.drafts import DRAFT
from bot.consultation.stored.store import CONSULTATION
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.upkeep.changes.tables import ChangePostRow
from config.sql import ROWS_AT_ONCE, delete_some, table

NOTICE_FOR = timedelta(days=365)
"""A message about no consultation."""
WIPED_FOR = timedelta(days=7)
"""How long Teams has for taking the last change of a wiped matter's messages."""
CHANGE_POST = table(ChangePostRow)
_HAS_POSTS = text("consultation.wiped_at IS NOT NULL AND NOT consultation.posts_gone")


async def forget_posts(connection: AsyncConnection, now: datetime) -> int:
    """Posts of wiped matters, once nothing of them waits for Teams, and old ones about no matter."""
    over = and_(_HAS_POSTS, CONSULTATION.c.wiped_at < now - WIPED_FOR)
    of_wiped = select(POST.c.id).join(CONSULTATION, CONSULTATION.c.number == POST.c.consultation_id)
    some = of_wiped.where(over, ~_still_needed()).limit(ROWS_AT_ONCE)
    forget = delete(POST).where(POST.c.id.in_(some)).returning(POST.c.consultation_id)
    if forgotten := (await connection.execute(forget)).scalars().all():
        await _mark_without_posts(connection, CONSULTATION.c.number.in_(set(forgotten)))
        return len(forgotten)
    # Those that an earlier version left without: to find that there are none takes a look at each that has some.
    if marked := await _mark_without_posts(connection, over):
        return marked
    old = and_(POST.c.consultation_id.is_(None), POST.c.created_at < now - NOTICE_FOR)
    return await delete_some(connection, POST, old, ~_still_needed())


async def _mark_without_posts(connection: AsyncConnection, those: ColumnElement[bool]) -> int:
    """Wiped matters of which none is left are not looked at again: of all that ever were there will be many."""
    none_left = ~exists().where(POST.c.consultation_id == CONSULTATION.c.number)
    some = select(CONSULTATION.c.number).where(those, none_left).limit(ROWS_AT_ONCE)
    done = update(CONSULTATION).where(CONSULTATION.c.number.in_(some)).values(posts_gone=True)
    return int((await connection.execute(done)).rowcount)


def _still_needed() -> ColumnElement[bool]:
    follows = POST.alias("follows")
    return or_(
        exists().where(OUTBOX.c.post_id == POST.c.id),
        exists().where(DRAFT.c.post_id == POST.c.id),
        exists().where(CHANGE_POST.c.post_id == POST.c.id),
        exists().where(follows.c.thread_post_id == POST.c.id),  # in its thread: those go first
    )
