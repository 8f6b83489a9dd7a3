"""What the directory says to people of a contact and their telephone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from config.texts import Translate
from directory.areas.areas import LineKind, ServiceLine
from directory.people.contact_fields import numbers_of
from directory.people.contacts import Contact
from directory.people.presence import Presence, PresenceReading, is_old
from directory.reference import KELA
from directory.time.calendar import Open, Opens, phone_state
from directory.time.hours import ALWAYS, WeeklyHours
from directory.time.time_wording import (
    clock_words,
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


def contact_phones(contact: Contact, now: datetime, t: Translate) -> tuple[PhoneWords, ...]:
    """A contact's numbers with their hours at this moment."""
    return tuple(filter(None, (phone_words(one, contact.phone_hours, now, t) for one in numbers_of(contact))))


def standing_contact_phones(contact: Contact, t: Translate) -> tuple[PhoneWords, ...]:
    """A contact's numbers with their weekly hours, for what is read on another day too."""
    return tuple(filter(None, (standing_phone_words(one, contact.phone_hours, t) for one in numbers_of(contact))))


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
