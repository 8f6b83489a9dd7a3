"""What happens by itself when nobody takes a question, or when its taker goes silent: an area's plan, as data.

A plan has two clocks. One runs while nobody has taken the question, the other from the taking to the first answer.
Each step comes after so much working time, or on a later working morning, counted in the receivers' working hours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from config.clock import HELSINKI
from directory.time.calendar import WORKING_WEEK, add_working_time, is_open, next_working_day_at
from directory.time.hours import WeeklyHours

Action = Literal["remind", "deputy", "everybody", "coordinator", "give_back"]
"""remind: whoever was asked, or has taken it, is reminded. deputy: the deputies of those asked are asked too.
everybody: so are all named contacts for the matter. coordinator: the receiving side's coordinator is told, and the
asker is told whom to call. give_back: the matter is taken from the silent taker and given to the others."""
WAITING_ACTIONS: tuple[Action, ...] = ("remind", "deputy", "everybody", "coordinator")
TAKEN_ACTIONS: tuple[Action, ...] = ("remind", "give_back", "coordinator")
LONGEST = timedelta(hours=200)
_STEP = re.compile(r"(?P<action>[a-z_]+) (?:(?P<hours>\d{1,3}(?:\.\d{1,2})?)h|\+(?P<days>\d) (?P<hour>\d{1,2}))")


@dataclass(frozen=True, slots=True)
class After:
    """So much working time after the clock began."""

    hours: float


@dataclass(frozen=True, slots=True)
class Morning:
    """At this hour, Finnish time, on the so manyeth working day after the one on which the clock began."""

    days: int
    hour: int


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, and when."""

    action: Action
    when: After | Morning


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of both clocks, in order of time."""

    waiting: tuple[Step, ...]
    taken: tuple[Step, ...]


USUAL = Plan(
    waiting=(
        Step("remind", After(2)),
        Step("deputy", After(4)),
        Step("everybody", Morning(1, 9)),
        Step("coordinator", Morning(1, 11)),
    ),
    taken=(Step("remind", After(4)), Step("give_back", After(8))),
)
URGENT_HOURS_APART = 0.5
_ANY_MORNING = datetime(2026, 11, 24, 9, tzinfo=HELSINKI)
"""A Tuesday before two other working days, to tell which of two steps usually comes first."""


class UnreadablePlan(ValueError):  # noqa: N818 - a sentence for whoever wrote it
    """A written plan that is none; `part` is what was not understood."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def due_at(step: Step, began: datetime, week: WeeklyHours = WORKING_WEEK) -> datetime:
    """The moment of a step (UTC): always within the working hours, so that nobody is disturbed outside them."""
    match step.when:
        case After(hours=hours):
            return _within(add_working_time(began, timedelta(hours=hours), week), week)
        case Morning(days=days, hour=hour):
            moment = began
            for _ in range(days):
                moment = next_working_day_at(moment, hour, week)
            return _within(moment, week)


def moments(
    steps: Iterable[Step], began: datetime, week: WeeklyHours = WORKING_WEEK, latest: datetime | None = None
) -> tuple[tuple[Step, datetime], ...]:
    """Each step with its moment. A step never comes before the one before it, whatever its own moment would be.

    None comes after `latest`, unless that has passed when the clock begins.
    """
    timed: list[tuple[Step, datetime]] = []
    for step in steps:
        earliest = timed[-1][1] if timed else began
        moment = max(earliest, due_at(step, began, week))
        timed.append((step, min(moment, latest) if latest is not None and latest > began else moment))
    return tuple(timed)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps in the order in which they usually come; of two at the same moment, the one named first."""
    return tuple(sorted(steps, key=lambda step: due_at(step, _ANY_MORNING)))


def hurried(plan: Plan) -> Plan:
    """The plan for an urgent topic, or an answer wanted on the same day: a quarter of the working time.

    What would wait for a later morning follows half a working hour after the step before it.
    """
    return Plan(_hurried(plan.waiting), _hurried(plan.taken))


def write_plan(plan: Plan) -> str:
    """The plan as one line: `remind 2h; deputy 4h; everybody +1 9; coordinator +1 11 / remind 4h; give_back 8h`."""
    return " / ".join("; ".join(_written(step) for step in steps) for steps in (plan.waiting, plan.taken))


def read_plan(text: str) -> Plan:
    """Reads what `write_plan` writes. Raises UnreadablePlan."""
    parts = text.split("/")
    if len(parts) != 2:
        raise UnreadablePlan(text)
    return Plan(_steps(parts[0], WAITING_ACTIONS), _steps(parts[1], TAKEN_ACTIONS))


def read_whole_plan(text: str) -> Plan:
    """A plan that an area may have: whatever happens, its coordinator hears of a question in the end.

    Raises UnreadablePlan.
    """
    plan = read_plan(text)
    if not any(step.action == "coordinator" for step in plan.waiting):
        raise UnreadablePlan(text)
    return plan


def read_when(text: str) -> After | Morning | None:
    """A step's moment as `write_when` writes it; None for anything else."""
    try:
        return _step(f"remind {text}", ("remind",)).when
    except UnreadablePlan:
        return None


def write_when(when: After | Morning) -> str:
    """A step's moment as a plan writes it: `2h`, `+1 9`."""
    match when:
        case After(hours=hours):
            return f"{hours:g}h"
        case Morning(days=days, hour=hour):
            return f"+{days} {hour}"


def _hurried(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    quick: list[Step] = []
    last = 0.0
    for step in steps:
        hours = step.when.hours / 4 if isinstance(step.when, After) else last + URGENT_HOURS_APART
        last = max(round(hours, 2), last, 0.05)
        quick.append(Step(step.action, After(last)))
    return tuple(quick)


def _within(moment: datetime, week: WeeklyHours) -> datetime:
    """The moment itself, or the beginning of the next working hours when it falls outside them or at their very end."""
    if is_open(week, moment):
        return moment
    return add_working_time(moment, timedelta(minutes=1), week) - timedelta(minutes=1)


def _written(step: Step) -> str:
    return f"{step.action} {write_when(step.when)}"


def _steps(text: str, allowed: tuple[Action, ...]) -> tuple[Step, ...]:
    return tuple(_step(part.strip(), allowed) for part in text.split(";") if part.strip())


def _step(text: str, allowed: tuple[Action, ...]) -> Step:
    found = _STEP.fullmatch(text)
    action = next((one for one in allowed if found and one == found["action"]), None)
    if found is None or action is None:
        raise UnreadablePlan(text)
    if found["hours"]:
        hours = float(found["hours"])
        if not timedelta(0) < timedelta(hours=hours) <= LONGEST:
            raise UnreadablePlan(text)
        return Step(action, After(hours))
    days, hour = int(found["days"]), int(found["hour"])
    if days == 0 or hour > 23:
        raise UnreadablePlan(text)
    return Step(action, Morning(days, hour))
