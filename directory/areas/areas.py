"""How an area has agreed to work with Kela: who may ask, what about, where, and which telephone services stand behind.

The 2021 rules come from interviews (Pirttikoski 2021, chapter 7.1); each rule says its age and whether it is verified.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from directory.areas.plans import Plan
from directory.time.hours import WeeklyHours

WhoMayAsk = Literal["named", "anyone", "unknown"]
"""Who in the area asks Kela: its named contacts only, or anyone in its social services."""
Urgency = Literal["excluded", "demanding_only", "allowed", "unknown"]
"""Whether matters may be urged on in this channel. unknown: the default, urgent topics get service numbers first."""
Prefers = Literal["named", "own_worker"]
"""Whom Kela contacts first: a named contact, or the client's own worker."""
ThreadPlace = Literal["chat", "channel"]
FallBack = Literal["kela_contact", "responsible_worker", "advice"]
"""What is offered where nobody is named. kela_contact: Kela's contact for the area. responsible_worker: the client's
own, looked up on the area's website. advice: the area's telephone advice."""
RuleState = Literal["agreed", "not_verified", "no_rule"]
"""agreed: the area has confirmed it. not_verified: from a source, not confirmed since.
no_rule: no agreement is known."""
LineKind = Literal["advice", "on_call", "authority", "client", "emergency"]
"""advice: an area's adult social work advice. on_call: social emergency services, day and night: not only for danger,
they arrange urgent support and advise authorities too. authority, client: Kela's lines for authorities and for clients.
emergency: 112."""
WHO_MAY_ASK: tuple[WhoMayAsk, ...] = get_args(WhoMayAsk)
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
PREFERENCES: tuple[Prefers, ...] = get_args(Prefers)
THREAD_PLACES: tuple[ThreadPlace, ...] = get_args(ThreadPlace)
RULE_STATES: tuple[RuleState, ...] = get_args(RuleState)
FALL_BACKS: tuple[FallBack, ...] = get_args(FallBack)
"""Also the order in which they are offered where the area has not chosen its own."""
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)


@dataclass(frozen=True, slots=True)
class AreaRule:
    """One area's rules from a day on. Team and channel are set when questions to it open a thread in its channel.

    The area KELA stands for Kela itself: who in Kela asks the counties, and how Kela is asked.
    """

    area: str
    valid_from: date = date.min
    """The first day on which the rule is in force; `date.min` when its beginning is not known."""
    state: RuleState = "no_rule"
    who_may_ask: WhoMayAsk = "unknown"
    urgency: Urgency = "unknown"
    prefers: Prefers = "named"
    place: ThreadPlace = "chat"
    team_id: str = ""
    channel_id: str = ""
    working_hours: WeeklyHours | None = None
    languages: tuple[str, ...] = ()
    fall_backs: tuple[FallBack, ...] = FALL_BACKS
    """In the order in which they are offered."""
    escalation: Plan | None = None
    """What happens by itself while a question waits; None: the usual plan."""
    website: str = ""
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A telephone service: `owner` is KELA or an area code."""

    owner: str
    kind: LineKind
    phone: str
    hours: WeeklyHours | None = None


def in_force(rules: Iterable[AreaRule], day: date) -> AreaRule | None:
    """Of one area's rules, the one in force on this day: the latest that has begun. None before the first."""
    return max((one for one in rules if one.valid_from <= day), key=lambda one: one.valid_from, default=None)


def next_change(rules: Iterable[AreaRule], day: date) -> AreaRule | None:
    """Of one area's rules, the first that takes force after this day."""
    return min((one for one in rules if one.valid_from > day), key=lambda one: one.valid_from, default=None)
