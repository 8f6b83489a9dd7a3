"""What the bot would do at a moment, past or coming, in an area and a topic: the rules tried out, nobody asked.

The same `route` decides as for a real question; presence is not known of a moment that is not now.
"""

from dataclasses import dataclass
from datetime import datetime

from directory.areas.areas import AreaRule, LineKind, ServiceLine
from directory.people.contacts import Directory, Organisation
from directory.reference import KELA, Reference
from directory.routing.ranking import Situation
from directory.routing.routing import Question, Route, is_urgent, route
from directory.time.calendar import WORKING_WEEK, PhoneState, helsinki_date, phone_state

AREA_LINES: tuple[LineKind, ...] = ("advice", "on_call")
KELA_LINES: tuple[LineKind, ...] = ("authority", "client")


@dataclass(frozen=True, slots=True)
class Case:
    """What is tried out: codes of an area, perhaps one of its municipalities, and a topic; at a moment (UTC)."""

    area: str
    moment: datetime
    municipality: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What would happen."""

    case: Case
    rule: AreaRule
    """The area's rule in force at that moment."""
    kela_rule: AreaRule
    urgent: bool
    """The topic is one for which the rule on urgent matters counts."""
    office: PhoneState
    """Whether the moment is within the area's working hours."""
    kela_office: PhoneState
    kela_asks: Route | None
    """Where a question from Kela about the area goes; None when the directory does not know Kela."""
    county_asks: Route | None
    """Where a question to Kela goes from a worker of the area who is not a named contact; None without a county."""
    lines: tuple[tuple[ServiceLine, PhoneState], ...]
    """The area's and Kela's telephone services with whether they answer."""


def simulate(case: Case, directory: Directory, reference: Reference) -> Simulation:
    """Tries a case out. The same case over the same directory gives the same answer."""
    day = helsinki_date(case.moment)
    rule, kela_rule = directory.rule_on(case.area, day), directory.rule_on(KELA, day)
    found = [directory.line(case.area, kind) for kind in AREA_LINES] + [
        directory.line(KELA, kind) for kind in KELA_LINES
    ]
    return Simulation(
        case=case,
        rule=rule,
        kela_rule=kela_rule,
        urgent=is_urgent(case.topic, reference),
        office=phone_state(rule.working_hours or WORKING_WEEK, case.moment),
        kela_office=phone_state(kela_rule.working_hours or WORKING_WEEK, case.moment),
        kela_asks=_asked(case, directory.organisations.get(KELA), case.area, directory, reference),
        county_asks=_asked(case, directory.organisations.get(case.area), KELA, directory, reference),
        lines=tuple((line, phone_state(line.hours, case.moment)) for line in found if line),
    )


def _asked(
    case: Case, asker: Organisation | None, area: str, directory: Directory, reference: Reference
) -> Route | None:
    if asker is None or asker.code == area:
        return None
    question = Question(asker, area, municipality=case.municipality, topic=case.topic, language="")
    return route(question, directory, reference, Situation(case.moment))
