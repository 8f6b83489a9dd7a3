"""Putting things to be done in Teams into the outbox, in the transaction of the change that causes them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.lanes import LANE
from bot.outbox.tables import OutboxRow, Post
from bot.privacy.sealed_texts import sealed
from config.sql import table

POST, OUTBOX = table(Post), table(OutboxRow)


# Statements are built once: building one anew costs more than running it. Each takes one row or several.
_INSERT_POSTS = {
    "postgresql": insert(POST).returning(POST.c.id, sort_by_parameter_order=True),
    "sqlite": insert(POST).returning(POST.c.id),  # numbered one after another, but told in any order
}
_STATE = select(POST.c.state).where(POST.c.id == bindparam("post"))
_CANCEL = update(POST).where(POST.c.id == bindparam("post")).values(state="deleted")
_SEND_UNDER_WAY = select(OUTBOX.c.id).where(
    OUTBOX.c.post_id == bindparam("post"), OUTBOX.c.operation == "send", OUTBOX.c.state == "pending"
)
_SUPERSEDE = (
    update(OUTBOX)
    .where(
        OUTBOX.c.post_id.in_(bindparam("posts", expanding=True)),
        OUTBOX.c.state == "pending",
        OUTBOX.c.operation.in_(bindparam("operations", expanding=True)),
        OUTBOX.c.leased_until.is_(None),
    )
    .values(state="superseded", activity=null())
)
_GIVEN = ("operation", "activity", "state", "attempts", "due_at", "created_at", "last_error")
# What is refused or deleted by now, perhaps since it was read, gets nothing more.
_ADD = insert(OUTBOX).from_select(
    ["post_id", "lane", *_GIVEN],
    select(POST.c.id, LANE, *(bindparam(name, type_=OUTBOX.c[name].type) for name in _GIVEN)).where(
        POST.c.id == bindparam("post_id"), or_(POST.c.state == "pending", POST.c.state == "delivered")
    ),
)
Activities = Mapping[int, str]
"""Messages as they were `written`, by the id of the post whose they are."""


async def new_posts(connection: AsyncConnection, posts: Sequence[Post]) -> list[int]:
    """Stores posts that are still to be sent and gives their ids, in order; nothing is sent before `enqueue_sends`."""
    rows = [post.model_dump(exclude={"id"}) for post in posts]
    ids = (await connection.execute(_INSERT_POSTS[connection.dialect.name], rows)).scalars() if rows else ()
    return sorted(ids)


async def enqueue_sends(connection: AsyncConnection, activities: Activities, now: datetime) -> None:
    """These new posts are to be sent."""
    await _add(connection, "send", activities, now)


async def enqueue_updates(connection: AsyncConnection, activities: Activities, now: datetime) -> None:
    """The posts are to look like this: earlier updates still waiting are dropped, a send still waiting goes first.

    A post that was refused or deleted is left alone.
    """
    await _supersede(connection, list(activities), ["update"])
    await _add(connection, "update", activities, now)


async def enqueue_delete(connection: AsyncConnection, post_id: int, now: datetime) -> None:
    """The post is to disappear: whatever still waits for it is dropped; one that was never sent is only cancelled."""
    state = (await connection.execute(_STATE, {"post": post_id})).scalar_one()
    if state not in {"pending", "delivered"}:
        return
    await _supersede(connection, [post_id], ["send", "update"])
    if state == "pending" and (await connection.execute(_SEND_UNDER_WAY, {"post": post_id})).first() is None:
        await connection.execute(_CANCEL, {"post": post_id})
        return
    await _add(connection, "delete", {post_id: None}, now)


async def _supersede(connection: AsyncConnection, posts: Sequence[int], operations: Sequence[str]) -> None:
    """Drops waiting rows. One that has been claimed is left to finish, by its claimer or after the claimer's death: a
    newer one waits behind it and so has the last word."""
    await connection.execute(_SUPERSEDE, {"posts": list(posts), "operations": list(operations)})


async def _add(
    connection: AsyncConnection, operation: str, activities: Mapping[int, str | None], now: datetime
) -> None:
    rows = [
        sealed(
            connection,
            OUTBOX,
            {
                "post_id": post_id,
                "operation": operation,
                "activity": activity,
                "state": "pending",
                "attempts": 0,
                "due_at": now,
                "created_at": now,
                "last_error": "",
            },
        )
        for post_id, activity in activities.items()
    ]
    if rows:
        await connection.execute(_ADD, rows)
