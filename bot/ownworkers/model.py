"""A client's own worker: until when the link holds, whom it may be told, and what a table of links changes. Pure."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.errors import Expected
from directory.people.contacts import Contact, Directory, Role

Source = Literal["form", "import", "consultation"]
WORKING_ROLES: frozenset[Role] = frozenset({"contact", "deputy", "own_worker"})
"""Roles in which somebody has clients: a coordinator or auditor without another one has none."""
USUAL_MONTHS = 12
LONGEST_MONTHS = 24
"""A link that nobody confirms in two years is no longer worth telling."""


@dataclass(frozen=True, slots=True)
class Link:
    """One client's own worker in one county. The client is a pseudonym between the county and Kela."""

    county: str
    pseudonym: str
    contact_id: str
    until: date
    """The last day (Finnish date) on which it is told."""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link with what is known of how it came to be."""

    id: int
    link: Link
    source: Source
    added_at: datetime
    asked_again_on: date | None


def worker_of(link: Link, directory: Directory, today: date) -> Contact | None:
    """The worker, while the link holds: not after its last day, nor when the worker has left or has other work."""
    if today > link.until:
        return None
    contact = directory.contacts.get(link.contact_id)
    return contact if contact is not None and may_be_own_worker(contact, link.county) else None


def may_be_own_worker(contact: Contact, county: str) -> bool:
    """Whether the contact works with clients of this county."""
    return contact.organisation == county and not WORKING_ROLES.isdisjoint(contact.roles)


def workers(directory: Directory, county: str) -> tuple[Contact, ...]:
    """Everybody in the county who can be somebody's own worker, by name."""
    found = (one for one in directory.content.contacts if may_be_own_worker(one, county))
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def by_title(offered: Iterable[Contact]) -> dict[str, Contact]:
    """The workers by what a list calls them: the name, with the id behind it where several have the name.

    A list's value is its title: some clients send, and show, the one for the other.
    """
    people = tuple(offered)
    names = Counter(one.name for one in people)
    return {one.name if names[one.name] == 1 else f"{one.name} ({one.id})": one for one in people}


def usual_end(today: date) -> date:
    """How long a link holds when nobody says otherwise."""
    return months_later(today, USUAL_MONTHS)


def latest_end(today: date) -> date:
    """How long a link may hold at most."""
    return months_later(today, LONGEST_MONTHS)


def checked_end(until: date, today: date) -> date:
    """The day itself, when a link may hold until then. Raises Expected otherwise."""
    if until < today:
        raise Expected(lambda t: t("The last day has passed. Choose a day from today on."), code="end_in_the_past")
    if until > latest_end(today):
        raise Expected(
            lambda t: t("An own worker is remembered for two years at most. Choose an earlier day."),
            code="end_too_far",
        )
    return until


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking over a table of links would change; the clients themselves are not named."""

    added: tuple[Link, ...] = ()
    moved: tuple[Link, ...] = ()
    """Clients who get another worker."""
    changed: tuple[Link, ...] = ()
    """The same worker, another last day or municipality."""
    same: int = 0
    missing: int = 0
    """Clients of the county whom no row of the table is about."""

    @property
    def to_write(self) -> tuple[Link, ...]:
        """The links that have to be stored."""
        return (*self.added, *self.moved, *self.changed)


def difference(known: Mapping[str, Link], wanted: Iterable[Link], missing: int) -> Difference:
    """Compares the wanted links with those known of the same clients, by pseudonym."""
    added: list[Link] = []
    moved: list[Link] = []
    changed: list[Link] = []
    same = 0
    for link in wanted:
        before = known.get(link.pseudonym)
        if before is None:
            added.append(link)
        elif before.contact_id != link.contact_id:
            moved.append(link)
        elif before != link:
            changed.append(link)
        else:
            same += 1
    return Difference(tuple(added), tuple(moved), tuple(changed), same, missing)
