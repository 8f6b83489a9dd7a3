"""Which rows of the outbox may be delivered now, and taking them so that no other replica takes them too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Integer, RowMapping, ScalarSelect, and_, bindparam, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import Label

from bot.outbox.held import IS_HELD
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.outbox.tables import Post
from bot.privacy.sealed_texts import opened
from bot.privacy.sealing import CannotOpenError
from config.clock import Clock, system_clock
from config.columns import UtcDateTime
from config.quick_json import read

LEASE = timedelta(seconds=8)
"""How long a claimed row is left alone unless its claimer, while at it, says that it is still there (`renew`)."""
RENEWALS = 4
"""How often a claim is renewed in the time of a lease: so only a dead or standing process lets one lapse."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


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
    """One row taken for delivery, with what of its post delivery and its hooks need."""

    row_id: int
    operation: Operation
    activity: dict[str, object]
    attempts: int
    """How many times it has failed before."""
    created_at: datetime
    post: Post
    leased_until: datetime
    """Until when nobody else takes it. Whoever takes it over sets a later moment: so this tells the claims apart."""
    shut: bool = False
    """The activity could not be opened with the keys given."""


async def claim(
    connection: AsyncConnection,
    now: datetime,
    limit: int,
    terms: Terms,
    *,
    not_to: Collection[str] = (),
    taking_over: bool = True,
) -> list[Claim]:
    """Takes up to `limit` due rows, oldest first, at most one of each lane: the first one that is not done. None for
    the tenants `not_to`; of those that were claimed before, the lapsed ones, if it is `taking_over`.

    So the rows of a post, and the posts of a conversation, are delivered in the order in which they were decided.
    """
    claimed_at = terms.clock()
    given = {
        "now": now,
        "lapsed_by": claimed_at if taking_over else _NEVER,
        "until": claimed_at + terms.lease,
        "most": limit,
        "not_to": list(not_to),
    }
    rows = (await connection.execute(_TAKE, given)).mappings()
    return sorted((_claim(connection, row) for row in rows), key=lambda one: one.row_id)


async def renew(
    connection: AsyncConnection, rows: Collection[int], leases: Collection[datetime], until: datetime
) -> set[int]:
    """Those of the rows that are still claimed with one of these leases: now until then. Others were taken over."""
    given = {"ids": list(rows), "leases": list(leases), "until": until}
    return set((await connection.execute(_RENEW, given)).scalars())


async def release_leases(connection: AsyncConnection) -> None:
    """Makes rows due again that a process left claimed when it died. Only where no other one delivers: on SQLite."""
    await connection.execute(update(OUTBOX).where(OUTBOX.c.state == "pending").values(leased_until=None))


def taking(first_of_each_lane: ScalarSelect[int]) -> ReturningUpdate[Any]:
    """The statement that claims and loads: which rows come first in their lane is told to it.

    What is needed of the post is asked for column by column: SQLite gives back nothing of joined tables.
    """
    due_by, lapsed_by = bindparam("now", type_=UtcDateTime()), bindparam("lapsed_by", type_=UtcDateTime())
    free = or_(OUTBOX.c.leased_until.is_(None), OUTBOX.c.leased_until <= lapsed_by)
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
    return (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(chosen.c.id)), due)
        .values(leased_until=bindparam("until", type_=UtcDateTime()))
        .returning(*_OF_ROW, *(_of_post(name) for name in _NEEDED), _CONVERSATION)
    )


def _of_post(name: str) -> Label[Any]:
    return select(_ITS_POST.c[name]).where(_IS_ITS).scalar_subquery().label(f"of_post_{name}")


def _claim(connection: AsyncConnection, row: RowMapping) -> Claim:
    post = Post.model_construct(id=row["post_id"], **{name: row[f"of_post_{name}"] for name in _OF_POST})
    try:
        activity, shut = read(opened(connection, OUTBOX, row)["activity"] or "{}"), False
    except CannotOpenError:
        activity, shut = {}, True
    return Claim(
        row_id=row["id"],
        operation=row["operation"],
        activity=activity,
        attempts=row["attempts"],
        created_at=row["created_at"],
        post=post,
        leased_until=row["leased_until"],
        shut=shut,
    )


_ANY = OUTBOX.alias("any")
FIRST_OF_EACH_LANE = (
    select(func.min(_ANY.c.id)).where(_ANY.c.state == "pending").group_by(_ANY.c.lane).scalar_subquery()
)
_OF_ROW = [
    *(OUTBOX.c.id, OUTBOX.c.post_id, OUTBOX.c.operation, OUTBOX.c.activity),
    *(OUTBOX.c.attempts, OUTBOX.c.created_at, OUTBOX.c.leased_until),
]
_ITS_POST, _THREAD = POST.alias("its_post"), POST.alias("thread")
# In words: what SQLAlchemy writes for SQLite's RETURNING leaves the tables' names out.
_IS_ITS, _IS_ITS_THREAD = text("its_post.id = outbox.post_id"), text("thread.id = its_post.thread_post_id")
_CONVERSATION = (
    select(func.coalesce(func.nullif(_ITS_POST.c.conversation_id, ""), _THREAD.c.conversation_id, ""))
    .select_from(_ITS_POST.outerjoin(_THREAD, _IS_ITS_THREAD))
    .where(_IS_ITS)
    .scalar_subquery()
    .label("of_post_conversation_id")
)
"""A post in a channel's thread is where the post is that opened it."""
_NEEDED = (
    *("tenant_id", "service_url", "channel_id", "recipient_aad_object_id", "recipient_teams_id", "thread_post_id"),
    *("targeted", "activity_id", "kind", "consultation_id", "message_id", "contact_id", "language"),
)
_OF_POST = (*_NEEDED, "conversation_id")
_TAKE = taking(FIRST_OF_EACH_LANE)
THESE = OUTBOX.c.id.in_(bindparam("ids", expanding=True))
OWN = OUTBOX.c.leased_until.in_(bindparam("leases", type_=UtcDateTime(), expanding=True))
"""Of rows that a process claimed those that still are as they were: whoever takes one over sets no lease of these."""
_RENEW = (
    update(OUTBOX)
    .where(OUTBOX.c.state == "pending", THESE, OWN)
    .values(leased_until=bindparam("until", type_=UtcDateTime()))
    .returning(OUTBOX.c.id)
)
