"""What happens by itself while a question waits, in words: an area's plan as people read it."""

from config.texts import Translate
from directory.areas import AreaRule
from directory.escalation import USUAL, Action, After, Morning, Step
from directory.rule_wording import begun


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
            return t("after {hours} working hours", hours=f"{hours:g}".replace(".", t(".", context="decimal")))
        case Morning(days=1, hour=hour):
            return t("at {hour} on the next working day", hour=hour)
        case Morning(days=days, hour=hour):
            return t("at {hour} on working day {number} after it", hour=hour, number=days)


def steps_words(steps: tuple[Step, ...], t: Translate) -> str:
    """The steps of one clock in order; a dash when nothing happens by itself."""
    return ", ".join(f"{when_words(step.when, t)} {action_words(step.action, t)}" for step in steps) or "–"


def plan_rows(rule: AreaRule, t: Translate) -> tuple[tuple[str, str], ...]:
    """The plan of a rule, clock by clock, each with its name."""
    plan = rule.escalation or USUAL
    return (
        (t("If nobody takes a question"), begun(steps_words(plan.waiting, t))),
        (t("If its taker does not answer"), begun(steps_words(plan.taken, t))),
    )
