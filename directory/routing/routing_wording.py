"""What the directory says to people, from its typed values.

Why a contact is offered, when a number answers, what an area has agreed, and why a question does not go on.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from config.texts import Translate
from directory.areas.areas import AreaRule, LineKind, ServiceLine
from directory.people.contacts import Contact
from directory.people.freshness import Freshness
from directory.people.presence import Presence, PresenceReading, is_old
from directory.reference import KELA
from directory.routing.ranking import (
    AnsweredYou,
    DeputyAnswers,
    NobodyStandsIn,
    OtherMunicipalities,
    OtherTopics,
    PartOfArea,
    Reason,
    ServesMunicipality,
    SpecialSkills,
    TopicMatches,
    WholeArea,
)
from directory.routing.routing import Note, OtherCounty, OwnOrganisation, PhoneOnly, PlaceMissing
from directory.time.calendar import Open, Opens, phone_state
from directory.time.hours import ALWAYS, WeeklyHours
from directory.time.time_wording import (
    clock_words,
    day_words,
    full_day_words,
    hours_words,
    next_hours_words,
    opening_words,
)

ShownPresence = Literal["available", "busy", "away", "unknown"]
"""The four that a card draws: whoever is offline or out of office is away."""


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """A telephone number as a card shows it."""

    number: str
    open_until: str = ""
    """`10.00`, when somebody answers now."""
    answers: str = ""
    """`ti 24.11. klo 9–10`: when somebody answers next; where it stays to be read, the weekly hours: `ma–pe 9–10`."""
    opens: str = ""
    """`huomenna 9.00`: the same in the words of this moment."""
    always: bool = False
    """Answered day and night."""


def shown_presence(presence: Presence) -> ShownPresence:
    """What a card draws for a presence."""
    return "away" if presence == "offline" or presence == "out_of_office" else presence  # noqa: PLR1714 - narrows the type


def presence_time(reading: PresenceReading, now: datetime, t: Translate) -> str:
    """`9.12`: when the presence was read, if that was a while ago; else empty."""
    return clock_words(reading.read_at, t) if reading.read_at and is_old(reading, now) else ""


def phone_words(number: str, hours: WeeklyHours | None, now: datetime, t: Translate) -> PhoneWords | None:
    """A number with its hours at this moment; None for no number."""
    if not number:
        return None
    state = phone_state(hours, now)
    if isinstance(state, Open):
        if state.until is None:
            return PhoneWords(number, always=True)
        return PhoneWords(number, open_until=clock_words(state.until, t))
    if isinstance(state, Opens) and hours is not None:
        return PhoneWords(number, answers=next_hours_words(hours, state.at, t), opens=opening_words(state.at, now, t))
    return PhoneWords(number)


def standing_phone_words(number: str, hours: WeeklyHours | None, t: Translate) -> PhoneWords | None:
    """A number with its weekly hours, for what is read on another day too; None for no number."""
    if not number:
        return None
    if hours == ALWAYS:
        return PhoneWords(number, always=True)
    return PhoneWords(number, answers=hours_words(hours, t) if hours else "")


def contact_phone(contact: Contact, now: datetime, t: Translate) -> PhoneWords | None:
    """A contact's number with its hours; None when there is no number."""
    return phone_words(contact.phone, contact.phone_hours, now, t)


def line_phone(line: ServiceLine | None, now: datetime, t: Translate) -> PhoneWords | None:
    """A telephone service with its hours; None when there is none."""
    return phone_words(line.phone, line.hours, now, t) if line else None


def line_name(kind: LineKind, t: Translate) -> str:
    """What a telephone service is called inside a sentence: `viranomaislinja`."""
    names: dict[LineKind, str] = {
        "advice": t("adult social work advice"),
        "on_call": t("social emergency services"),
        "authority": t("line for authorities"),
        "client": t("service number"),
        "emergency": t("emergency number"),
    }
    return names[kind]


def line_title(kind: LineKind, t: Translate) -> str:
    """What a telephone service is called where it begins a line: `Viranomaislinja`."""
    name = line_name(kind, t)
    return name[:1].upper() + name[1:]


def work_words(contact: Contact) -> str:
    """What the contact is and where, in the organisation's own words: `Sosiaaliohjaaja, Lappeenranta`."""
    where = contact.team if contact.organisation == KELA else contact.place
    return ", ".join(part for part in (contact.title, where) if part)


def reason_words(reason: Reason, t: Translate) -> str:
    """Why the contact is offered, as part of a line: `aihe täsmää`."""
    match reason:
        case WholeArea(all_topics=True):
            return t("whole area, all topics")
        case SpecialSkills(skills):
            return t("special skills: {skills}", skills=", ".join(skills))
        case AnsweredYou(on):
            return t("last answered {date}", date=day_words(on, t))
        case DeputyAnswers(deputy, presence):
            return _deputy_words(deputy.name, shown_presence(presence.value), t)
        case Freshness():
            return doubt_words(reason, t)
    words: dict[type[Reason], str] = {
        WholeArea: t("whole area"),
        PartOfArea: t("part of the area"),
        ServesMunicipality: t("serves this municipality"),
        TopicMatches: t("topic matches"),
        OtherTopics: t("has other topics"),
        OtherMunicipalities: t("serves other municipalities of the area"),
        NobodyStandsIn: t("no deputy available"),
    }
    return words[type(reason)]


def doubt_words(doubt: Freshness, t: Translate) -> str:
    """Why a contact's details are doubtful, as part of a line: `tiedot vahvistamatta 1.3.2026 jälkeen`."""
    since = full_day_words(doubt.since, t) if doubt.since else ""
    match doubt.cause:
        case "not_found":
            return t("no longer found in the organisation's own directory")
        case "bounced":
            return t("messages have not arrived since {date}", date=since)
        case "refused":
            return t("the last questions belonged to others, field of work unconfirmed")
    return t("details unconfirmed since {date}", date=since) if since else t("details never confirmed")


def _deputy_words(name: str, presence: ShownPresence, t: Translate) -> str:
    words: dict[ShownPresence, str] = {
        "available": t("deputy {name}, available", name=name),
        "busy": t("deputy {name}, busy", name=name),
        "away": t("deputy {name}, not at the desk", name=name),
        "unknown": t("deputy {name}", name=name),
    }
    return words[presence]


def note_words(note: Note, rule: AreaRule, t: Translate) -> str:
    """What should be known about the area, as one sentence."""
    match note:
        case "named_contacts_ask":
            return t("In this area the named contacts ask Kela. Another worker may ask when there is a reason.")
        case "kela_contacts_ask":
            return t("In Kela the named contacts ask the counties. Another handler may ask when there is a reason.")
        case "own_worker_first":
            return t("In this area the client's own worker is contacted first, if known.")
        case "no_agreement_known":
            return t("No agreed ways of working are known for this area.")
        case "rule_not_verified":
            return t("The area's ways of working are from this source and unconfirmed: {source}.", source=rule.source)
    assert_never(note)


def urgency_words(phone_only: PhoneOnly, t: Translate) -> str:
    """Why an urgent matter is not asked in this channel."""
    if phone_only.rule.urgency == "excluded":
        return t("This has been agreed with the area.")
    if phone_only.demanding_allowed:
        return t("This has been agreed with the area. A demanding case may be asked about here.")
    return t("Urgent matters are handled by telephone unless the area has agreed otherwise.")


def refusal_words(route: OtherCounty | OwnOrganisation | PlaceMissing, t: Translate) -> str:
    """Why the question does not go where it was sent, and what to do instead."""
    match route:
        case OtherCounty():
            return t("Questions here go between Kela and the counties. To ask Kela: /consult Kela and the topic.")
        case OwnOrganisation(area="KELA"):
            return t("This is a question within Kela. Kela's named contacts are below.")
        case OwnOrganisation():
            return t("This is the asker's own area. Kela's contacts for the area are below.")
        case PlaceMissing():
            return t("The area is missing. Type the municipality or area and the topic, such as /consult Imatra rent.")
    assert_never(route)
