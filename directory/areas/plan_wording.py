"""What happens by itself while a question waits, in words: an area's plan as people read it."""

from collections.abc import Iterable
from datetime import datetime

from config.texts import Translate
from directory.areas.plans import TAKEN_ACTIONS, USUAL, WAITING_ACTIONS, Action, After, Morning, Plan, Step
from directory.time.time_wording import moment_words


def action_words(action: Action, t: Translate) -> str:
    """What a step does, inside a sentence."""
    words: dict[Action, str] = {
        "remind": t("a reminder"),
        "deputy": t("the deputy is asked"),
        "everybody": t("all named contacts are asked"),
        "coordinator": t("the coordinator is told"),
        "give_back": t("back to everybody who was asked"),
    }
    return words[action]


def when_words(when: After | Morning, t: Translate) -> str:
    """When a step comes: `2 työtunnin kuluttua`, `seuraavana työpäivänä klo 9`."""
    match when:
        case After(hours=hours):
            return t(
                "after {hours} working hour",
                plural="after {hours} working hours",
                count=hours,
                hours=f"{hours:g}".replace(".", t(".", context="decimal")),
            )
        case Morning(days=1, hour=hour):
            return t("at {hour} on the next working day", hour=hour)
        case Morning(days=days, hour=hour):
            return t("at {hour} on working day {number} after it", hour=hour, number=days)


def step_words(steps: Iterable[Step], t: Translate) -> tuple[str, ...]:
    """The steps of one clock in order, each as a line of its own."""
    told = (f"{when_words(step.when, t)} {action_words(step.action, t)}" for step in steps)
    return tuple(f"{one[:1].upper()}{one[1:]}" for one in told)


def plan_rows(plan: Plan | None, t: Translate) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A rule's plan clock by clock: each clock's name and its steps."""
    known = plan or USUAL
    return (
        (t("If nobody takes a question"), step_words(known.waiting, t)),
        (t("If its taker does not answer"), step_words(known.taken, t)),
    )


def moment_rows(plan: Plan | None, t: Translate) -> dict[str, str]:
    """Each step that a plan can have and when it comes, each on its own, so that a change shows what moves."""
    known = plan or USUAL
    waiting, taken = (name for name, _ in plan_rows(known, t))
    clocks = ((waiting, known.waiting, WAITING_ACTIONS), (taken, known.taken, TAKEN_ACTIONS))
    rows: dict[str, str] = {}
    for clock, steps, actions in clocks:
        moments = {step.action: when_words(step.when, t) for step in steps}
        rows |= {f"{clock}, {action_words(action, t)}": moments.get(action, "–") for action in actions}
    return rows


def dated_words(steps: Iterable[tuple[Step, datetime]], t: Translate) -> str:
    """Steps with the moments at which they would come."""
    return ", ".join(f"{moment_words(moment, t)} {action_words(step.action, t)}" for step, moment in steps) or "–"
