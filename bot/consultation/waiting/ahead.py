"""What happens next by itself to an open question, and when: foretold to its asker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from bot.consultation.rules.model import Consultation
from bot.consultation.rules.own_worker import may_name
from bot.consultation.waiting import clocks, waiting_rules
from bot.turns.work import Work
from directory.areas.plans import Action, Step
from directory.people.contacts import Directory
from directory.routing.ranking import Situation
from directory.time.calendar import helsinki_date

What = Literal["reminder", "deputies", "others", "coordinator", "given_back"]
_AS_PLANNED: dict[Action, What] = {
    "remind": "reminder",
    "deputy": "deputies",
    "everybody": "others",
    "coordinator": "coordinator",
    "give_back": "given_back",
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next thing to happen, unless somebody does something before its moment (UTC)."""

    what: What
    at: datetime


async def ahead(work: Work, case: Consultation) -> Ahead | None:
    """The next step of the running clock; None while none runs, or nobody can be reached on the receiving side."""
    running = clocks.clock_of(case)
    if not running or work.directory.organisations[case.receiving_organisation].switched_off:
        return None
    frozen = await clocks.load(work, case.number)
    if frozen is None or frozen.clock is None or frozen.clock.name != running:
        return None
    return foretold(case, frozen.timed(), work.directory, work.now)


def foretold(
    case: Consultation, timed: Iterable[tuple[Step, datetime]], directory: Directory, now: datetime
) -> Ahead | None:
    """The first of the steps still to come that changes anything for anybody, as the directory is now."""
    for at, steps in groupby(timed, key=lambda one: one[1]):
        actions = tuple(step.action for step, _ in steps)
        what = None if at <= now else _what(case, actions, directory, at)
        if what is not None:
            return Ahead(what, at)
    return None


def _what(case: Consultation, actions: Sequence[Action], directory: Directory, at: datetime) -> What | None:
    if case.taker is not None:
        taker = case.receiver(case.taker)
        away = taker is not None and directory.absence(taker.contact_id, helsinki_date(at)) is not None
        return "given_back" if away or "give_back" in actions else _AS_PLANNED[actions[-1]]
    if not may_name(case):  # what would really happen would tell whether the client has an own worker
        return _AS_PLANNED[actions[-1]]
    waited = waiting_rules.waited(case, actions, directory, Situation(at))
    if waited.nobody_left:
        return "coordinator"
    if waited.asked_now:
        return "deputies" if "deputy" in actions and "everybody" not in actions else "others"
    return "reminder" if waited.reminded else None
