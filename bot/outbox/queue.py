"""Putting things to be done in Teams into the outbox, in the transaction of the change that causes them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.sending import ActivityJson
from bot.outbox.tables import OutboxRow, Post
from bot.sql import table

POST, OUTBOX = table(Post), table(OutboxRow)


async def new_post(connection: AsyncConnection, post: Post) -> int:
    """Stores a post that is still to be sent and gives its id; nothing is sent before `enqueue_send`."""
    query = insert(POST).values(post.model_dump(exclude={"id"})).returning(POST.c.id)
    return int((await connection.execute(query)).scalar_one())


async def enqueue_send(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    """The post is to be sent."""
    await _add(connection, post_id, "send", dict(activity), now)


async def enqueue_update(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    """The post is to look like this: earlier updates still waiting are dropped, a send still waiting goes first.

    A post that was refused or deleted is left alone.
    """
    if await _state(connection, post_id) not in {"pending", "delivered"}:
        return
    await _supersede(connection, post_id, now, OUTBOX.c.operation == "update")
    await _add(connection, post_id, "update", dict(activity), now)


async def enqueue_delete(connection: AsyncConnection, post_id: int, now: datetime) -> None:
    """The post is to disappear: whatever still waits for it is dropped; one that was never sent is only cancelled."""
    state = await _state(connection, post_id)
    if state not in {"pending", "delivered"}:
        return
    await _supersede(connection, post_id, now, OUTBOX.c.operation.in_(["send", "update"]))
    if state == "pending" and not await _send_is_under_way(connection, post_id):
        await connection.execute(update(POST).where(POST.c.id == post_id).values(state="deleted"))
        return
    await _add(connection, post_id, "delete", None, now)


def not_under_way(now: datetime) -> ColumnElement[bool]:
    """The row is claimed by nobody, or by somebody who has died."""
    return or_(OUTBOX.c.leased_until.is_(None), OUTBOX.c.leased_until <= now)


async def _supersede(connection: AsyncConnection, post_id: int, now: datetime, which: ColumnElement[bool]) -> None:
    """Drops waiting rows. One under way is left to finish: a newer one waits behind it and so has the last word."""
    waiting = and_(OUTBOX.c.post_id == post_id, OUTBOX.c.state == "pending", which, not_under_way(now))
    await connection.execute(update(OUTBOX).where(waiting).values(state="superseded", activity=null()))


async def _state(connection: AsyncConnection, post_id: int) -> str:
    return str((await connection.execute(select(POST.c.state).where(POST.c.id == post_id))).scalar_one())


async def _send_is_under_way(connection: AsyncConnection, post_id: int) -> bool:
    query = select(OUTBOX.c.id).where(
        OUTBOX.c.post_id == post_id, OUTBOX.c.operation == "send", OUTBOX.c.state == "pending"
    )
    return (await connection.execute(query)).first() is not None


async def _add(
    connection: AsyncConnection, post_id: int, operation: str, activity: dict[str, object] | None, now: datetime
) -> None:
    values = {
        "post_id": post_id,
        "operation": operation,
        "activity": null() if activity is None else activity,
        "state": "pending",
        "attempts": 0,
        "due_at": now,
        "created_at": now,
        "last_error": "",
    }
    await connection.execute(insert(OUTBOX).values(values))
