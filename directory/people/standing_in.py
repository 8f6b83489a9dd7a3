"""Who stands in for an absent contact: as many deputies along as it takes, and only who may see the contact's matters.

A deputy is of the same organisation, has a role in which client matters are handled (contact, deputy or own worker),
and is not limited to municipalities or topics of which the contact has none. Areas do not limit: in Kela a colleague
of another area may stand in, and a county has only its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from directory.people.contacts import Absence, Contact, Directory, Role

ROLES_THAT_STAND_IN: tuple[Role, ...] = ("contact", "deputy", "own_worker")
Unfit = Literal["themselves", "other_organisation", "other_role", "other_municipalities", "other_topics"]
"""Why somebody may not stand in for a contact."""


def may_stand_in(person: Contact) -> bool:
    """Whether the person has a role in which client matters are handled."""
    return any(person.is_a(role) for role in ROLES_THAT_STAND_IN)


def why_not(deputy: Contact, contact: Contact) -> Unfit | None:
    """What keeps the deputy from standing in for the contact; None when nothing does."""
    if deputy.id == contact.id:
        return "themselves"
    if deputy.organisation != contact.organisation:
        return "other_organisation"
    if not may_stand_in(deputy):
        return "other_role"
    if _apart(deputy.municipalities, contact.municipalities):
        return "other_municipalities"
    return "other_topics" if _apart(deputy.topics, contact.topics) else None


def stand_in(directory: Directory, contact: Contact, day: date) -> Contact | None:
    """The contact, or while they are away the deputy, or that one's deputy.

    None when nobody is left, or when whoever is left may not see the contact's matters.
    """
    last = line_from(directory, contact, day)[-1]
    if directory.absence(last.id, day) is not None:
        return None
    return last if last is contact or why_not(last, contact) is None else None


def line_from(directory: Directory, contact: Contact, day: date) -> tuple[Contact, ...]:
    """The contact, while they are away the deputy, while that one is away the next: up to who is there that day."""
    line: dict[str, Contact] = {}
    person: Contact | None = contact
    while person is not None and person.id not in line:
        line[person.id] = person
        absence = directory.absence(person.id, day)
        person = directory.contacts.get(absence.deputy_id or person.deputy_id) if absence else None
    return tuple(line.values())


def comes_back(start: Absence, absences: Mapping[str, Sequence[Absence]], contacts: Mapping[str, Contact]) -> bool:
    """Whether on some day of this absence its deputies are all away themselves and lead back to the absent contact.

    `absences` are those of each contact, by contact id.
    """
    reached = [(start, start.starts_on, start.ends_on)]
    seen: set[tuple[str, date, date]] = set()
    while reached:
        absence, first, last = reached.pop()
        deputy_id = deputy_of(absence, contacts)
        if deputy_id == start.contact_id:
            return True
        for one, begins, ends in _meeting(absences.get(deputy_id, ()), first, last):
            if (key := (deputy_id, begins, ends)) not in seen:
                seen.add(key)
                reached.append((one, begins, ends))
    return False


def deputy_of(absence: Absence, contacts: Mapping[str, Contact]) -> str:
    """The contact id of the deputy in this absence: the one named for it, else the contact's usual one; or empty."""
    contact = contacts.get(absence.contact_id)
    return absence.deputy_id or (contact.deputy_id if contact else "")


def deputies_of(directory: Directory, contact: Contact) -> tuple[str, ...]:
    """The contact ids of the usual deputy and of those named for absences."""
    named = (absence.deputy_id for absence in directory.absences(contact.id))
    return tuple(contact_id for contact_id in (contact.deputy_id, *named) if contact_id)


def _meeting(absences: Sequence[Absence], first: date, last: date) -> Iterator[tuple[Absence, date, date]]:
    for one in absences:
        begins, ends = max(first, one.starts_on), min(last, one.ends_on)
        if begins <= ends:
            yield one, begins, ends


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both are limited and share nothing; no limit means everything."""
    return bool(one and other) and not set(one) & set(other)
