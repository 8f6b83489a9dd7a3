"""Putting things to be done in Teams into the outbox, in the transaction of the change that causes them."""

import json
from datetime import datetime

from sqlalchemy import bindparam, insert, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.lanes import LANE_OF_POST
from bot.outbox.sending import ActivityJson
from bot.outbox.tables import OutboxRow, Post
from bot.privacy.sealed_texts import sealed
from config.sql import table

POST, OUTBOX = table(Post), table(OutboxRow)


# Statements are built once: building one anew costs more than running it.
_INSERT_POST = insert(POST).returning(POST.c.id)
_INSERT_ROW = insert(OUTBOX).values(lane=LANE_OF_POST)
_STATE = select(POST.c.state).where(POST.c.id == bindparam("post"))
_CANCEL = update(POST).where(POST.c.id == bindparam("post")).values(state="deleted")
_SEND_UNDER_WAY = select(OUTBOX.c.id).where(
    OUTBOX.c.post_id == bindparam("post"), OUTBOX.c.operation == "send", OUTBOX.c.state == "pending"
)
_SUPERSEDE = (
    update(OUTBOX)
    .where(
        OUTBOX.c.post_id == bindparam("post"),
        OUTBOX.c.state == "pending",
        OUTBOX.c.operation.in_(bindparam("operations", expanding=True)),
        OUTBOX.c.leased_until.is_(None),
    )
    .values(state="superseded", activity=null())
)


async def new_post(connection: AsyncConnection, post: Post) -> int:
    """Stores a post that is still to be sent and gives its id; nothing is sent before `enqueue_send`."""
    return int((await connection.execute(_INSERT_POST, post.model_dump(exclude={"id"}))).scalar_one())


async def enqueue_send(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    """The post is to be sent."""
    await _add(connection, post_id, "send", now, activity)


async def enqueue_update(connection: AsyncConnection, post_id: int, activity: ActivityJson, now: datetime) -> None:
    """The post is to look like this: earlier updates still waiting are dropped, a send still waiting goes first.

    A post that was refused or deleted is left alone.
    """
    if await _state(connection, post_id) not in {"pending", "delivered"}:
        return
    await _supersede(connection, post_id, ["update"])
    await _add(connection, post_id, "update", now, activity)


async def enqueue_delete(connection: AsyncConnection, post_id: int, now: datetime) -> None:
    """The post is to disappear: whatever still waits for it is dropped; one that was never sent is only cancelled."""
    state = await _state(connection, post_id)
    if state not in {"pending", "delivered"}:
        return
    await _supersede(connection, post_id, ["send", "update"])
    if state == "pending" and (await connection.execute(_SEND_UNDER_WAY, {"post": post_id})).first() is None:
        await connection.execute(_CANCEL, {"post": post_id})
        return
    await _add(connection, post_id, "delete", now)


async def _supersede(connection: AsyncConnection, post_id: int, operations: list[str]) -> None:
    """Drops waiting rows. One that has been claimed is left to finish, by its claimer or after the claimer's death: a
    newer one waits behind it and so has the last word."""
    await connection.execute(_SUPERSEDE, {"post": post_id, "operations": operations})


async def _state(connection: AsyncConnection, post_id: int) -> str:
    return str((await connection.execute(_STATE, {"post": post_id})).scalar_one())


async def _add(
    connection: AsyncConnection, post_id: int, operation: str, now: datetime, activity: ActivityJson | None = None
) -> None:
    values: dict[str, object] = {
        "post_id": post_id,
        "operation": operation,
        "state": "pending",
        "attempts": 0,
        "due_at": now,
        "created_at": now,
        "last_error": "",
    }
    if activity is not None:
        values["activity"] = json.dumps(dict(activity), ensure_ascii=False)
    await connection.execute(_INSERT_ROW, {"of_post": post_id, **sealed(connection, OUTBOX, values)})
