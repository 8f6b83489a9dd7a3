"""Keeping a consultation's timers in step with its state: which clock runs, since when, and what comes next."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, RowMapping, String, bindparam, cast, exists, literal, select, text

from bot.consultation.rules.model import Consultation
from bot.consultation.rules.urgent_facts import tells_urgency, topic_hurries
from bot.consultation.waiting.tables import EscalationRow
from bot.timers import timer_queue
from bot.timers.timer_queue import TIMER, Timer
from bot.turns.work import Work
from config.sql import table, upsert
from directory.areas.plans import USUAL, Action, Plan, Step, hurried, moments, read_plan, write_plan
from directory.reference import Reference
from directory.time.calendar import WORKING_WEEK, helsinki_date, next_working_day
from directory.time.decision_time import through_by
from directory.time.hours import WeeklyHours, parse_hours, write_hours

ESCALATION = table(EscalationRow)
RUNS = text("escalation.clock <> ''")
"""Of a clock that runs; in words, so that the databases know that an index of these few will do."""
_OF_CASE = select(ESCALATION).where(ESCALATION.c.number == bindparam("case"))
KIND = "escalate"
SUBJECT = "consultation"
ClockName = Literal["waiting", "taken"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock: which one, of whom, and since when (UTC)."""

    name: str
    """waiting, or `taken/` and the taker's directory id: another taker has another clock."""
    began_at: datetime

    @property
    def kind(self) -> ClockName:
        """Which of the plan's two clocks this is."""
        return "waiting" if self.name == "waiting" else "taken"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was agreed when the consultation was opened, and the clock that runs now."""

    plan: Plan
    hours: WeeklyHours
    clock: Clock | None
    hurried: bool = False
    """Whether the plan has been hurried; it is so once at most."""
    decide_by: date | None = None

    def timed(self) -> tuple[tuple[Step, datetime], ...]:
        """The steps of the running clock with their moments, none later than the last day for deciding allows."""
        if self.clock is None:
            return ()
        steps = self.plan.waiting if self.clock.kind == "waiting" else self.plan.taken
        latest = through_by(self.decide_by, self.hours) if self.decide_by else None
        return moments(steps, self.clock.began_at, self.hours, latest)


@dataclass(slots=True)
class KnownClocks:
    """The plans and clocks that a transaction has read or written, by number: None for one that has none yet."""

    of: dict[int, Frozen | None] = field(default_factory=dict)


def subject_of(number: int | str) -> str:
    """What a consultation's timers are about."""
    return f"{SUBJECT}/{number}"


def clock_of(case: Consultation) -> str:
    """Which clock runs in this state; empty once somebody has answered, while nothing is passed on, and after the
    closing."""
    if case.is_paused:
        return ""
    if case.state == "waiting":
        return "waiting"
    if case.state == "taken" and case.taker is not None and case.answered_at is None:
        return f"taken/{case.taker.aad_object_id}"
    return ""


async def keep_time(work: Work, case: Consultation) -> None:
    """Starts, changes or stops the consultation's clock as its state wants; the same state changes nothing.

    When the last day for deciding has come near, the clock begins anew with the plan of an urgent question.
    """
    frozen = await load(work, case.number) or _freeze(work, case)
    wanted, running = clock_of(case), frozen.clock.name if frozen.clock else ""
    hurry = bool(wanted) and not frozen.hurried and is_urgent(work.services.reference, case, work.now)
    if wanted == running and not hurry:
        if frozen.decide_by != case.decide_by:
            await _move(work, case.number, replace(frozen, decide_by=case.decide_by))
        return
    if running:
        await timer_queue.cancel(work.connection, subject_of(case.number), [KIND])
    started = replace(
        frozen,
        plan=hurried(frozen.plan) if hurry else frozen.plan,
        clock=Clock(wanted, work.now) if wanted else None,
        hurried=frozen.hurried or hurry,
        decide_by=case.decide_by,
    )
    await _save(work, case.number, started)
    await _set_timers(work, case.number, started)


async def mend(work: Work, case: Consultation) -> None:
    """Brings a clock that has got out of step back, and sets the timers of its steps that were never set."""
    await keep_time(work, case)
    frozen = await load(work, case.number)
    if frozen is not None:
        await _set_timers(work, case.number, frozen)


async def load(work: Work, number: int) -> Frozen | None:
    """The consultation's plan and clock; None for one that has none yet."""
    known = work.known(KnownClocks).of
    if number not in known:
        row = (await work.connection.execute(_OF_CASE, {"case": number})).mappings().first()
        known[number] = frozen_of(row) if row is not None else None
    return known[number]


def of_a_running_clock() -> ColumnElement[bool]:
    """Of a timer: that it belongs to a clock that still runs, so its row tells that the step has been done."""
    subject = literal(subject_of("")) + cast(ESCALATION.c.number, String)
    return exists().where(RUNS, TIMER.c.kind == KIND, TIMER.c.subject == subject)


def frozen_of(row: RowMapping) -> Frozen:
    """A plan and clock as they were stored."""
    clock = Clock(row["clock"], row["began_at"]) if row["clock"] else None
    decide_by = date.fromisoformat(row["decide_by"]) if row["decide_by"] else None
    return Frozen(read_plan(row["plan"]), parse_hours(row["hours"]), clock, bool(row["hurried"]), decide_by)


def steps_of(frozen: Frozen) -> tuple[str, ...]:
    """The running clock's steps as their timers name them."""
    return tuple(key for key, _, _ in _keyed(frozen))


def actions_due(frozen: Frozen, timer: Timer, now: datetime) -> tuple[Action, ...]:
    """What a timer's step asks for, with all later steps whose moment has passed too: after a standstill the steps
    are caught up as one. Empty for a timer of a clock that runs no more."""
    timed = _keyed(frozen)
    first = next((place for place, (key, _, _) in enumerate(timed) if key == timer.step), None)
    if first is None:
        return ()
    return tuple(step.action for _, step, moment in timed[first:] if moment <= now)


def _keyed(frozen: Frozen) -> list[tuple[str, Step, datetime]]:
    clock = frozen.clock
    if clock is None:
        return []
    return [(_key(clock, index, step), step, moment) for index, (step, moment) in enumerate(frozen.timed())]


async def _set_timers(work: Work, number: int, frozen: Frozen) -> None:
    timers = [Timer(KIND, subject_of(number), key, moment) for key, _, moment in _keyed(frozen)]
    await timer_queue.set_timers(work.connection, timers, work.now)


async def _move(work: Work, number: int, frozen: Frozen) -> None:
    """The steps still to come keep to another last day for deciding."""
    await _save(work, number, frozen)
    for key, _, moment in _keyed(frozen):
        await timer_queue.move(work.connection, Timer(KIND, subject_of(number), key, moment))


def _freeze(work: Work, case: Consultation) -> Frozen:
    rule = work.directory.rule_on(case.receiving_organisation, helsinki_date(work.now))
    plan = rule.escalation or USUAL
    urgent = is_urgent(work.services.reference, case, work.now)
    return Frozen(hurried(plan) if urgent else plan, rule.working_hours or WORKING_WEEK, None, hurried=urgent)


def is_urgent(reference: Reference, case: Consultation, now: datetime) -> bool:
    """An urgent topic, an urgent need or a danger that was told, an answer wanted before the end of the day on which it
    is asked, or a decision that has to be made by the next working day."""
    today = helsinki_date(now)
    return (
        topic_hurries(case, reference)
        or helsinki_date(case.answer_by) <= helsinki_date(case.created_at)
        or (case.decide_by is not None and case.decide_by <= next_working_day(today))
        or tells_urgency(case)
    )


async def _save(work: Work, number: int, frozen: Frozen) -> None:
    clock = frozen.clock
    values = {
        "plan": write_plan(frozen.plan),
        "hours": write_hours(frozen.hours),
        "clock": clock.name if clock else "",
        "began_at": clock.began_at if clock else None,
        "hurried": frozen.hurried,
        "decide_by": frozen.decide_by.isoformat() if frozen.decide_by else "",
    }
    await upsert(work.connection, ESCALATION, {"number": number}, values)
    work.known(KnownClocks).of[number] = frozen


def _key(clock: Clock, index: int, step: Step) -> str:
    return f"{clock.name}/{clock.began_at.isoformat()}/{index}/{step.action}"
