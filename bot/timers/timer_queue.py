"""Setting, moving, cancelling and claiming timers, always in the caller's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Update, and_, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.timers.tables import TimerRow
from config.sql import insert_each_once, table

TIMER = table(TimerRow)
_BEFORE = TIMER.alias("before")


@dataclass(frozen=True, slots=True)
class Timer:
    """What is to be done, about what, and not before when (UTC)."""

    kind: str
    subject: str
    step: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A timer claimed by this transaction: nobody else has it until the transaction ends."""

    id: int
    timer: Timer
    attempts: int


async def set_timers(connection: AsyncConnection, timers: Iterable[Timer], now: datetime) -> None:
    """Sets them, but for those whose step has been set before."""
    new = {"state": "pending", "attempts": 0, "error": "", "created_at": now}
    await insert_each_once(connection, TIMER, [asdict(timer) | new for timer in timers])


async def cancel(
    connection: AsyncConnection,
    subject: str,
    kinds: Sequence[str] = (),
    *,
    due_by: datetime | None = None,
    due_after: datetime | None = None,
) -> None:
    """None of the subject's timers still to come is done: of these kinds, and due by one moment or after another, when
    they are given.

    The timer that is being done is done all the same.
    """
    given = {"kinds": list(kinds), "by": due_by, "after": due_after}
    named = {name: value for name, value in given.items() if value}
    await connection.execute(_cancel(frozenset(named)), {"about": subject} | named)


@cache
def _cancel(given: frozenset[str]) -> Update:
    conditions = {
        "kinds": TIMER.c.kind.in_(bindparam("kinds", expanding=True)),
        "by": TIMER.c.due_at <= bindparam("by"),
        "after": TIMER.c.due_at > bindparam("after"),
    }
    those = (TIMER.c.subject == bindparam("about"), TIMER.c.state == "pending")
    return update(TIMER).where(*those, *(conditions[one] for one in sorted(given))).values(state="cancelled")


async def move(connection: AsyncConnection, timer: Timer) -> None:
    """The timer of this step, if it is still to come, comes at the timer's moment instead of its own."""
    this = and_(TIMER.c.kind == timer.kind, TIMER.c.subject == timer.subject, TIMER.c.step == timer.step)
    await connection.execute(update(TIMER).where(this, TIMER.c.state == "pending").values(due_at=timer.due_at))


async def take(connection: AsyncConnection, now: datetime, kinds: Collection[str] = ()) -> Due | None:
    """Claims the longest due timer whose subject has none before it; None when nothing is due. Of the given kinds only,
    when any are given.

    The claim is the row's lock, which lasts as long as the transaction: a process that dies gives it back at once,
    and what it had done by then is undone with it. SQLite has one writer at a time, so there the transaction is
    the claim.
    """
    earlier = and_(
        _BEFORE.c.subject == TIMER.c.subject,
        _BEFORE.c.state == "pending",
        (_BEFORE.c.due_at < TIMER.c.due_at) | and_(_BEFORE.c.due_at == TIMER.c.due_at, _BEFORE.c.id < TIMER.c.id),
    )
    query = (
        select(TIMER)
        .where(
            TIMER.c.state == "pending",
            TIMER.c.due_at <= now,
            TIMER.c.retry_at.is_(None) | (TIMER.c.retry_at <= now),
            ~exists().where(earlier),
            *((TIMER.c.kind.in_(kinds),) if kinds else ()),
        )
        .order_by(TIMER.c.due_at, TIMER.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    return Due(row["id"], Timer(row["kind"], row["subject"], row["step"], row["due_at"]), row["attempts"])


async def done(connection: AsyncConnection, due: Due, now: datetime) -> None:
    """The claimed timer has had its effect, in this transaction."""
    await connection.execute(update(TIMER).where(TIMER.c.id == due.id).values(state="done", done_at=now, error=""))


async def again(connection: AsyncConnection, due: Due, at: datetime) -> None:
    """The claimed timer comes once more, at that moment."""
    await connection.execute(update(TIMER).where(TIMER.c.id == due.id).values(due_at=at, retry_at=None, error=""))


async def failed(connection: AsyncConnection, due: Due, error: str, again_at: datetime | None) -> None:
    """The timer could not be done: tried again at that moment, or given up when there is none."""
    state = "pending" if again_at else "failed"
    values = {"state": state, "retry_at": again_at, "attempts": due.attempts + 1, "error": error}
    await connection.execute(update(TIMER).where(TIMER.c.id == due.id, TIMER.c.state == "pending").values(**values))
