"""Which rows of the outbox may be delivered now, and taking them so that no other replica takes them too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import ColumnElement, RowMapping, and_, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.queue import OUTBOX, POST, not_under_way
from bot.outbox.tables import Post

LEASE = timedelta(seconds=90)
"""How long a claimed row is left alone; longer than the connector's slowest call, so that only a death outlives it."""

Operation = Literal["send", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One row taken for delivery, with the post it is about."""

    row_id: int
    operation: Operation
    activity: dict[str, object]
    attempts: int
    """How many times it has failed before."""
    created_at: datetime
    post: Post


async def claim(connection: AsyncConnection, now: datetime, limit: int) -> list[Claim]:
    """Takes up to `limit` due rows, oldest first, at most one of each conversation: the first one that is not done.

    So the rows of a post, and the posts of a conversation, are delivered in the order in which they were decided.
    """
    due = and_(OUTBOX.c.state == "pending", OUTBOX.c.due_at <= now, not_under_way(now))
    chosen = (
        select(OUTBOX.c.id)
        .where(OUTBOX.c.id.in_(_first_of_each_conversation()), due)
        .order_by(OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # The condition is repeated for PostgreSQL, which checks it anew on a row that another replica has just changed.
    taken = update(OUTBOX).where(OUTBOX.c.id.in_(chosen), due).values(leased_until=now + LEASE).returning(OUTBOX.c.id)
    ids = list((await connection.execute(taken)).scalars())
    return await _load(connection, ids) if ids else []


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the earliest row still to be done is due; None when there is none."""
    found = await connection.execute(select(func.min(OUTBOX.c.due_at)).where(OUTBOX.c.state == "pending"))
    return cast("datetime | None", found.scalar_one())


def _first_of_each_conversation() -> ColumnElement[int]:
    lane = case(
        (POST.c.conversation_id != "", POST.c.conversation_id),
        (POST.c.channel_id != "", POST.c.channel_id),
        else_=POST.c.recipient_aad_object_id + "/" + POST.c.recipient_teams_id,
    )
    return (
        select(func.min(OUTBOX.c.id))
        .join(POST, POST.c.id == OUTBOX.c.post_id)
        .where(OUTBOX.c.state == "pending")
        .group_by(POST.c.tenant_id, lane)
        .scalar_subquery()
    )


async def _load(connection: AsyncConnection, ids: list[int]) -> list[Claim]:
    thread = POST.alias("thread")
    of_post = (column.label(f"of_post_{column.name}") for column in POST.c)
    query = (
        select(*OUTBOX.c, *of_post, thread.c.conversation_id.label("at"))
        .join(POST, POST.c.id == OUTBOX.c.post_id)
        .outerjoin(thread, thread.c.id == POST.c.thread_post_id)
        .where(OUTBOX.c.id.in_(ids))
        .order_by(OUTBOX.c.id)
    )
    return [_claim(row) for row in (await connection.execute(query)).mappings()]


def _claim(row: RowMapping) -> Claim:
    post = Post(**{column.name: row[f"of_post_{column.name}"] for column in POST.c})
    post.conversation_id = post.conversation_id or row["at"] or ""
    return Claim(
        row_id=row["id"],
        operation=row["operation"],
        activity=row["activity"] or {},
        attempts=row["attempts"],
        created_at=row["created_at"],
        post=post,
    )
