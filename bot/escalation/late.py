"""What did not happen when it should have: read from the tables, changing nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.store import CONSULTATION, IS_OPEN
from bot.consultation.waiting import clocks
from bot.consultation.waiting.clocks import ESCALATION
from bot.outbox.held import IS_HELD
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.timers.timer_queue import TIMER

LATE = timedelta(minutes=15)
"""The engine looks each second: what is later than this is not merely waiting for its turn."""
AT_ONCE = 500
"""Subjects in one query."""
_SUBJECT = literal(clocks.subject_of("")) + cast(ESCALATION.c.number, String)
_PAUSED = CONSULTATION.c.ground[("ended", "why")].as_string().is_not(None)
_WANTED = case(
    (_PAUSED, ""),
    (CONSULTATION.c.state == "waiting", "waiting"),
    (
        and_(
            CONSULTATION.c.state == "taken",
            CONSULTATION.c.taker_aad_object_id != "",
            CONSULTATION.c.answered_at.is_(None),
        ),
        literal("taken/") + CONSULTATION.c.taker_aad_object_id,
    ),
    else_="",
)
"""What `clocks.clock_of` gives, in SQL, so that no consultation is opened for it; a test compares them."""


@dataclass(frozen=True, slots=True)
class Late:
    """Everything that stands still, each by its number or row id."""

    out_of_step: frozenset[int] = frozenset()
    """Consultations whose clock is not the one that their state wants."""
    without_timer: frozenset[int] = frozenset()
    """Consultations with steps to come that nothing will wake."""
    overdue: frozenset[int] = frozenset()
    """Timers whose moment passed long ago."""
    failed: frozenset[int] = frozenset()
    """Timers that were given up."""
    unsent: frozenset[int] = frozenset()
    """Outbox rows that should have gone long ago."""
    subjects: dict[int, str] = field(default_factory=dict)
    """What each overdue or failed timer is about."""

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, for a metric."""
        return {
            "clock_out_of_step": len(self.out_of_step),
            "step_without_timer": len(self.without_timer),
            "timer_overdue": len(self.overdue),
            "timer_failed": len(self.failed),
            "message_unsent": len(self.unsent),
        }

    def still(self, before: "Late") -> "Late":
        """Of what is overdue or unsent, only what was so at the look before, too: a machine that has just woken up
        is catching up, not standing still."""
        return Late(
            self.out_of_step,
            self.without_timer,
            self.overdue & before.overdue,
            self.failed,
            self.unsent & before.unsent,
            self.subjects,
        )


async def find(connection: AsyncConnection, now: datetime) -> Late:
    """Looks at everything that is open."""
    overdue = await _timers(connection, and_(TIMER.c.state == "pending", TIMER.c.due_at < now - LATE))
    failed = await _timers(connection, TIMER.c.state == "failed")
    waiting = select(OUTBOX.c.id).join(POST, POST.c.id == OUTBOX.c.post_id)
    unsent = waiting.where(OUTBOX.c.state == "pending", OUTBOX.c.due_at < now - LATE, ~IS_HELD)
    return Late(
        out_of_step=await _out_of_step(connection),
        without_timer=await _without_timer(connection),
        overdue=frozenset(overdue),
        failed=frozenset(failed),
        unsent=frozenset((await connection.execute(unsent)).scalars()),
        subjects=overdue | failed,
    )


async def _timers(connection: AsyncConnection, which: ColumnElement[bool]) -> dict[int, str]:
    query = select(TIMER.c.id, TIMER.c.subject).where(which)
    return {row.id: row.subject for row in await connection.execute(query)}


async def _out_of_step(connection: AsyncConnection) -> frozenset[int]:
    """Those that are open, and those closed ones that still have a clock: each few, with an index of their own."""
    number, runs = CONSULTATION.c.number, select(ESCALATION.c.number).where(clocks.RUNS)
    with_clock = select(number).outerjoin(ESCALATION, ESCALATION.c.number == number)
    is_open = with_clock.where(IS_OPEN, func.coalesce(ESCALATION.c.clock, "") != _WANTED)
    runs_on = select(number).where(number.in_(runs), CONSULTATION.c.state == "closed")
    return frozenset((await connection.execute(union_all(is_open, runs_on))).scalars())


async def _without_timer(connection: AsyncConnection) -> frozenset[int]:
    """Those with no timer at all to come are few; of them, those whose steps have not all been done."""
    coming = exists().where(TIMER.c.subject == _SUBJECT, TIMER.c.kind == clocks.KIND, TIMER.c.state == "pending")
    query = select(ESCALATION).where(clocks.RUNS, ~coming)
    rows = (await connection.execute(query)).mappings().all()
    plans = {row["number"]: clocks.frozen_of(row) for row in rows}
    were_set = await _were_set(connection, [clocks.subject_of(number) for number in plans])
    return frozenset(
        number
        for number, frozen in plans.items()
        if any((clocks.subject_of(number), step) not in were_set for step in clocks.steps_of(frozen))
    )


async def _were_set(connection: AsyncConnection, subjects: Sequence[str]) -> set[tuple[str, str]]:
    """The subjects' steps that have had a timer, whatever became of it."""
    found: set[tuple[str, str]] = set()
    for start in range(0, len(subjects), AT_ONCE):
        query = select(TIMER.c.subject, TIMER.c.step).where(TIMER.c.subject.in_(subjects[start : start + AT_ONCE]))
        found |= {(row.subject, row.step) for row in await connection.execute(query)}
    return found
