"""Whether a contact can be reached at a moment, and who gets what is sent to them.

One model for the order of contacts, for what cards say, and to whom a question goes next. It counts
presence with its age, absence with deputies, the telephone, working days and hours, and open questions. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from directory.people.contact_fields import numbers_of
from directory.people.contacts import Absence, Contact, Directory, DirectoryId
from directory.people.presence import UNKNOWN, PresenceReading, still_believed
from directory.people.standing_in import stand_in
from directory.time.calendar import WORKING_WEEK, HoursUnknown, Open, PhoneState, helsinki_date, is_open, phone_state

Reach = Literal["now", "soon", "later", "away"]
"""now: available, or answering the phone. soon: in working hours, but busy, away from the desk or not known.
later: outside working hours, offline or out of office. away: absent."""


@dataclass(frozen=True, slots=True)
class Reachability:
    """What is known of reaching one contact."""

    reach: Reach
    presence: PresenceReading
    """`unknown` when nothing was read, or too long ago."""
    phone: PhoneState
    """Whether somebody answers the contact's number now; the deputy's number is the deputy's own matter."""
    at_work: bool
    """The moment is within the organisation's working hours, on a working day."""
    absence: Absence | None
    receiver: Contact | None
    """Who gets a question: the contact, or the deputy of one who is away; None when nobody stands in."""
    open_load: int = 0
    """Open questions that the contact has taken."""

    @property
    def away_until(self) -> date | None:
        """The last day of absence."""
        return self.absence.ends_on if self.absence else None


@dataclass(slots=True)
class Moment:
    """What is the same for many contacts at one moment, worked out once."""

    directory: Directory
    now: datetime
    presence: Mapping[DirectoryId, PresenceReading] = field(default_factory=dict)
    open_load: Mapping[str, int] = field(default_factory=dict)
    """Open questions by contact id."""
    today: date = field(init=False)
    _phones: dict[int, PhoneState] = field(init=False, default_factory=dict)
    """By the identity of the hours, which the directory keeps alive: hashing all of a week is dear."""
    _offices: dict[str, bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """The Finnish date of the moment."""
        self.today = helsinki_date(self.now)

    def reachability(self, contact: Contact) -> Reachability:
        """Whether the contact can be reached at this moment."""
        absence = self.directory.absence(contact.id, self.today)
        presence = self.presence_of(contact)
        phone, at_work = self._phone(contact), self._at_work(contact.organisation)
        return Reachability(
            reach="away" if absence else _reach(presence, phone, at_work=at_work),
            presence=presence,
            phone=phone,
            at_work=at_work,
            absence=absence,
            receiver=stand_in(self.directory, contact, self.today) if absence else contact,
            open_load=self.open_load.get(contact.id, 0),
        )

    def presence_of(self, contact: Contact) -> PresenceReading:
        """What was read of the contact's presence, if that was not too long ago."""
        return still_believed(self.presence.get(contact.directory_id, UNKNOWN), self.now)

    def _phone(self, contact: Contact) -> PhoneState:
        hours = contact.phone_hours
        if hours is None or not numbers_of(contact):
            return HoursUnknown()
        if id(hours) not in self._phones:
            self._phones[id(hours)] = phone_state(hours, self.now)
        return self._phones[id(hours)]

    def _at_work(self, organisation: str) -> bool:
        if organisation not in self._offices:
            hours = self.directory.rule_on(organisation, self.today).working_hours or WORKING_WEEK
            self._offices[organisation] = is_open(hours, self.now)
        return self._offices[organisation]


def _reach(presence: PresenceReading, phone: PhoneState, *, at_work: bool) -> Reach:
    if presence.value == "out_of_office":
        return "later"
    if presence.value == "available" or isinstance(phone, Open):
        return "now"
    return "soon" if presence.value != "offline" and at_work else "later"
