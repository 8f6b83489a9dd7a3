"""A follow-up and its rules: when both sides are reminded, what moves it, when it is given up. No input or output."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.consultation.rules.retention_period import LONGEST_DAYS
from config.clock import HELSINKI
from directory.people.contacts import Absence, Contact, Directory, DirectoryId
from directory.people.standing_in import stand_in
from directory.time.calendar import helsinki_date, is_working_day, next_working_day

State = Literal["open", "done", "left"]
MORNING = time(9)
AGAIN_AT_MOST = 3
"""How often a follow-up that nobody handles comes back before the coordinators are told."""
DAYS_BETWEEN = 2
"""Working days from one reminder to the next."""
WEEK = timedelta(days=7)
KEPT_AT_MOST = timedelta(days=LONGEST_DAYS)
LONGEST_AHEAD = timedelta(days=366)
"""From the day on which a follow-up is set."""
A_WHILE = timedelta(hours=2)
"""A follow-up set for a morning that has passed is reminded of after this time, not at once."""


@dataclass(frozen=True, slots=True)
class Followup:
    """The day (a Finnish date) on which both sides come back to a consultation, and what they wanted to look at."""

    number: int
    due_on: date
    note: str
    set_at: datetime
    state: State = "open"
    reminded: int = 0

    @property
    def step(self) -> str:
        """Names this follow-up among its consultation's: a timer that was set for another one does nothing."""
        return f"{self.due_on.isoformat()}/{self.set_at.isoformat()}"


def first_reminder(followup: Followup) -> datetime:
    """Nine in the morning of its day, or of the first working day after it (UTC)."""
    return max(_morning(followup.due_on), followup.set_at + A_WHILE)


def next_reminder(now: datetime) -> datetime:
    """The morning two working days from now (UTC)."""
    day = helsinki_date(now)
    for _ in range(DAYS_BETWEEN):
        day = next_working_day(day)
    return _morning(day)


def remind(followup: Followup) -> Followup:
    """A reminder is due: one more, or none any longer, and it is left to the coordinators."""
    if followup.reminded > AGAIN_AT_MOST:
        return replace(followup, state="left")
    return replace(followup, reminded=followup.reminded + 1)


def comes_too_late(case: Consultation, now: datetime) -> bool:
    """After a long standstill: the matter was closed so long ago that no follow-up keeps it from its wipe any more."""
    return case.closed_at is not None and helsinki_date(now) >= helsinki_date(case.closed_at) + KEPT_AT_MOST


def move(followup: Followup, now: datetime) -> Followup:
    """A week later than its day, and at least a week from today; its reminders begin anew."""
    day = max(followup.due_on, helsinki_date(now)) + WEEK
    return replace(followup, due_on=day, set_at=now, state="open", reminded=0)


def deputy_of_taker(case: Consultation, directory: Directory, today: date) -> Contact | None:
    """Who comes back to the matter in the place of its taker: the deputy, while the taker is away and the matter may be
    shown to somebody new."""
    taker = case.receiver(case.taker) if case.taker and not case.is_paused else None
    contact = directory.contacts.get(taker.contact_id) if taker else None
    if contact is None or directory.absence(contact.id, today) is None:
        return None
    return stand_in(directory, contact, today)


def absences(case: Consultation, directory: Directory, today: date) -> tuple[tuple[Contact, Absence], ...]:
    """The asker, and the taker without a deputy, while they are away: of them the other side should know."""
    parties = [case.asker]
    if case.taker is not None and deputy_of_taker(case, directory, today) is None:
        parties.append(case.taker)
    contacts = (directory.person(DirectoryId(one.tenant_id, one.aad_object_id)) for one in parties)
    found = ((one, directory.absence(one.id, today)) for one in contacts if one is not None)
    return tuple((contact, absence) for contact, absence in found if absence is not None)


def deputy_of_asker(case: Consultation, directory: Directory, today: date) -> Contact | None:
    """Who hears that the follow-up of an asker who is away has come: they see nothing of what is in the matter."""
    asker = directory.person(DirectoryId(case.asker.tenant_id, case.asker.aad_object_id))
    if asker is None or directory.absence(asker.id, today) is None:
        return None
    return stand_in(directory, asker, today)


def check_party(
    case: Consultation, person: Someone, *, channel_side: Side | None, deputy: Contact | None = None
) -> None:
    """Whether the follow-up is this person's: the asker's, the taker's or their deputy's, or their channels'.

    Raises Expected.
    """
    taken_by = case.taker is not None and person.is_same_as(case.taker)
    stands_in = deputy is not None and person.is_same_as(Someone(*deputy.directory_id, deputy.name))
    if not (person.is_same_as(case.asker) or taken_by or stands_in or channel_side is not None):
        raise refusals.not_yours(case.number)


def _morning(day: date) -> datetime:
    working = day if is_working_day(day) else next_working_day(day)
    return datetime.combine(working, MORNING, tzinfo=HELSINKI).astimezone(UTC)
