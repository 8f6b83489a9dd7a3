"""What the bot would do at a moment, in words: row by row, so that two simulations can be read side by side."""

from dataclasses import dataclass
from typing import assert_never

from config.texts import Translate
from directory.areas.areas import FallBack
from directory.areas.plan_wording import dated_words
from directory.areas.plans import USUAL, hurried, moments
from directory.areas.rule_wording import begun, fall_back_words, place_words, rule_rows, since_words, urgency_rule_words
from directory.people.contact_wording import line_name
from directory.reference import KELA
from directory.routing.ranking import Ranked
from directory.routing.routing import (
    Aland,
    Contacts,
    CountyFirst,
    NoNamedContact,
    OtherCounty,
    OwnOrganisation,
    PhoneOnly,
    PlaceMissing,
    Route,
    SwitchedOff,
    WithinKela,
)
from directory.routing.routing_wording import note_words, reason_words, urgency_words
from directory.routing.simulating import Simulation
from directory.time.calendar import WORKING_WEEK, HoursUnknown, Open, Opens, PhoneState
from directory.time.time_wording import clock_words, moment_words

NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class SimulatedRow:
    """One line of what would happen, told apart from others by `label`."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """What would happen now and by a draft; `draft` is empty when the draft makes no difference to it."""

    label: str
    now: str
    draft: str = ""


def simulation_rows(simulation: Simulation, t: Translate) -> tuple[SimulatedRow, ...]:
    """What would happen, the most important first."""
    rule = simulation.rule
    rows = [SimulatedRow(t("Rule"), since_words(rule, t) or t("In force from the beginning"))]
    if simulation.kela_asks is not None:
        rows.append(SimulatedRow(t("Kela asks the area"), route_words(simulation.kela_asks, simulation, t)))
    if simulation.county_asks is not None:
        rows.append(SimulatedRow(t("The area asks Kela"), route_words(simulation.county_asks, simulation, t)))
    if isinstance(_opened(simulation.kela_asks), Contacts):
        rows.append(SimulatedRow(t("If nobody takes it"), begun(_plan_words(simulation, t))))
    if simulation.urgent:
        rows.append(SimulatedRow(t("Urgent matters"), begun(urgency_rule_words(rule.urgency, t))))
    rows.append(SimulatedRow(t("Office hours"), _office_words(simulation.office, t)))
    for line, state in simulation.lines:
        owner = f"{t('Kela')}: " if line.owner == KELA else ""
        words = " · ".join(part for part in (line.phone, state_words(state, t)) if part)
        rows.append(SimulatedRow(begun(f"{owner}{line_name(line.kind, t)}"), words))
    return tuple(rows)


def compared(now: Simulation, draft: Simulation | None, t: Translate) -> tuple[ComparedRow, ...]:
    """The rows of one simulation, each with what a draft makes of it; with a draft, the rule's own changes first."""
    if draft is None:
        return tuple(ComparedRow(row.label, row.words) for row in simulation_rows(now, t))
    before, after = _told(now, t), _told(draft, t)
    labels = (*before, *(label for label in after if label not in before))
    rows = [
        ComparedRow(label, before.get(label, "–"), _if_other(after.get(label, "–"), before.get(label)))
        for label in labels
    ]
    agreed = {label for label, _ in rule_rows(now.rule, t)}
    return tuple(row for row in rows if row.draft or row.label not in agreed)


def route_words(route: Route, simulation: Simulation, t: Translate) -> str:
    """Who would get a question, in which order and why; or what would be shown instead."""
    match route:
        case Contacts():
            place = simulation.kela_rule.place if route.organisation.code == KELA else simulation.rule.place
            notes = (note_words(note, route.rule, t) for note in route.notes if note in _ABOUT_ASKING)
            opens = t("The question opens {place}.", place=place_words(place, t))
            return " ".join((_people_words(route.ranked, t), opens, *notes))
        case NoNamedContact():
            ways = ", ".join(f"{number}. {words}" for number, words in enumerate(_ways(route, t), 1))
            return t("Nobody is named. Offered: {ways}.", ways=ways)
        case CountyFirst(numbers=known, then=then):
            lines = [line for line in (known.on_call, known.advice, known.client) if line]
            calls = ", ".join(f"{line_name(line.kind, t)} {line.phone}" for line in lines)
            asked = route_words(then, simulation, t)
            return t("First the telephone: {numbers}. Who asks all the same: {asked}", numbers=calls, asked=asked)
        case PhoneOnly():
            return t("By telephone; nothing is sent. {why}", why=urgency_words(route, t))
        case Aland():
            return t("Nobody is asked: in Åland the municipalities keep social assistance themselves.")
        case WithinKela() | OwnOrganisation() | OtherCounty() | SwitchedOff() | PlaceMissing():
            return t("Nothing is sent.")
    assert_never(route)


def _opened(way: Route | None) -> Route | None:
    """Where the asker gets in the end."""
    return way.then if isinstance(way, CountyFirst) else way


_ABOUT_ASKING = {"named_contacts_ask", "kela_contacts_ask", "own_worker_first"}


def _plan_words(simulation: Simulation, t: Translate) -> str:
    """What would happen by itself to a question of that moment, and when."""
    plan = simulation.rule.escalation or USUAL
    steps = (hurried(plan) if simulation.urgent else plan).waiting
    return dated_words(moments(steps, simulation.case.moment, simulation.rule.working_hours or WORKING_WEEK), t)


def _told(simulation: Simulation, t: Translate) -> dict[str, str]:
    rows = {row.label: row.words for row in simulation_rows(simulation, t)}
    return {**rows, **{label: words for label, words in rule_rows(simulation.rule, t) if label not in rows}}


def _if_other(words: str, before: str | None) -> str:
    return words if words != before else ""


def _people_words(ranked: tuple[Ranked, ...], t: Translate) -> str:
    people = [
        f"{number}. {one.contact.name} ({', '.join(reason_words(reason, t) for reason in one.reasons)})"
        for number, one in enumerate(ranked[:NAMED_AT_MOST], 1)
    ]
    more = len(ranked) - NAMED_AT_MOST
    return ", ".join(people) + (
        f" {t('and {count} more.', plural='and {count} more.', count=more)}" if more > 0 else "."
    )


def _ways(route: NoNamedContact, t: Translate) -> list[str]:
    names = ", ".join(one.contact.name for one in route.kela_contacts[:NAMED_AT_MOST])
    usable: dict[FallBack, str] = {
        "kela_contact": f"{fall_back_words('kela_contact', t)} ({names})" if names else "",
        "responsible_worker": fall_back_words("responsible_worker", t) if route.authority is None else "",
        "advice": fall_back_words("advice", t) if route.advice else "",
    }
    ways = [usable[one] for one in route.rule.fall_backs if usable[one]]
    return [*ways, *([f"{line_name('authority', t)} {route.authority.phone}"] if route.authority else [])]


def state_words(state: PhoneState, t: Translate) -> str:
    """Whether somebody answers at the moment that is tried out; days by date, because it may be far off."""
    match state:
        case Open(until):
            return t("open until {time}", time=clock_words(until, t)) if until else t("around the clock")
        case Opens(at):
            return t("opens {moment}", moment=moment_words(at, t))
        case HoursUnknown():
            return ""


def _office_words(state: PhoneState, t: Translate) -> str:
    words = state_words(state, t)
    return begun(words if isinstance(state, Open) else t("closed, {opens}", opens=words))
