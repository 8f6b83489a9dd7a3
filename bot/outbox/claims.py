"""Which rows of the outbox may be delivered now, and taking them so that no other replica takes them too."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Integer, RowMapping, ScalarSelect, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.outbox.held import IS_HELD
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.outbox.tables import Post
from bot.privacy.sealed_texts import opened
from bot.privacy.sealing import CannotOpenError
from config.clock import Clock, system_clock
from config.columns import UtcDateTime

LEASE = timedelta(seconds=90)
"""How long a claimed row is left alone; longer than the connector's slowest call, so that only a death outlives it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a process claims rows. The clock of claims runs as time does: one that is set forward would end
    a claim under way."""

    at_a_time: int = 16
    lease: timedelta = LEASE
    clock: Clock = system_clock


USUAL = Terms()

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
    shut: bool = False
    """The activity could not be opened with the keys given."""


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, terms: Terms, *, not_to: Collection[str] = ()
) -> list[Claim]:
    """Takes up to `limit` due rows, oldest first, at most one of each lane: the first one that is not done. None for
    the tenants `not_to`.

    So the rows of a post, and the posts of a conversation, are delivered in the order in which they were decided.
    """
    claimed_at = terms.clock()
    given = {"now": now, "claimed_at": claimed_at, "until": claimed_at + terms.lease, "most": limit}
    ids = list((await connection.execute(_TAKE, {**given, "not_to": list(not_to)})).scalars())
    if not ids:
        return []
    return [_claim(connection, row) for row in (await connection.execute(_LOAD, {"ids": ids})).mappings()]


async def release_leases(connection: AsyncConnection) -> None:
    """Makes rows due again that a process left claimed when it died. Only where no other one delivers: on SQLite."""
    await connection.execute(update(OUTBOX).where(OUTBOX.c.state == "pending").values(leased_until=None))


def taking(first_of_each_lane: ScalarSelect[int]) -> ReturningUpdate[tuple[int]]:
    """The statement that claims: which rows come first in their lane is told to it."""
    due_by, claimed_at = bindparam("now", type_=UtcDateTime()), bindparam("claimed_at", type_=UtcDateTime())
    free = or_(OUTBOX.c.leased_until.is_(None), OUTBOX.c.leased_until <= claimed_at)
    due = and_(OUTBOX.c.state == "pending", OUTBOX.c.due_at <= due_by, free)
    chosen = (
        select(OUTBOX.c.id)
        .join(POST, POST.c.id == OUTBOX.c.post_id)
        .where(due, OUTBOX.c.id.in_(first_of_each_lane))
        .where(~IS_HELD, POST.c.tenant_id.not_in(bindparam("not_to", expanding=True)))
        .order_by(OUTBOX.c.id)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True, of=OUTBOX)
        # As a plain subquery PostgreSQL may run it more than once, and then takes more than `most`.
        .cte("chosen")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    # The condition is repeated for PostgreSQL, which checks it anew on a row that another replica has just changed.
    until = bindparam("until", type_=UtcDateTime())
    return (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(chosen.c.id)), due)
        .values(leased_until=until)
        .returning(OUTBOX.c.id)
    )


def _loading() -> Select[tuple[object, ...]]:
    thread = POST.alias("thread")
    of_post = (column.label(f"of_post_{column.name}") for column in POST.c)
    return (
        select(*OUTBOX.c, *of_post, thread.c.conversation_id.label("at"))
        .join(POST, POST.c.id == OUTBOX.c.post_id)
        .outerjoin(thread, thread.c.id == POST.c.thread_post_id)
        .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(OUTBOX.c.id)
    )


def _claim(connection: AsyncConnection, row: RowMapping) -> Claim:
    post = Post(**{column: row[label] for column, label in _POST_COLUMNS})
    post.conversation_id = post.conversation_id or row["at"] or ""
    try:
        activity, shut = json.loads(opened(connection, OUTBOX, row)["activity"] or "{}"), False
    except CannotOpenError:
        activity, shut = {}, True
    return Claim(
        row_id=row["id"],
        operation=row["operation"],
        activity=activity,
        attempts=row["attempts"],
        created_at=row["created_at"],
        post=post,
        shut=shut,
    )


_ANY = OUTBOX.alias("any")
FIRST_OF_EACH_LANE = (
    select(func.min(_ANY.c.id)).where(_ANY.c.state == "pending").group_by(_ANY.c.lane).scalar_subquery()
)
_TAKE, _LOAD = taking(FIRST_OF_EACH_LANE), _loading()
_POST_COLUMNS = [(column.name, f"of_post_{column.name}") for column in POST.c]
