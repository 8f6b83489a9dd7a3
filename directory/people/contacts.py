"""Who is in the directory: organisations, their people and absences, and the snapshot for looking them up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, get_args

from directory.areas.areas import AreaRule, LineKind, ServiceLine, in_force
from directory.guard.finding import public_form
from directory.time.hours import WeeklyHours

OrganisationKind = Literal["kela", "county"]
Role = Literal["contact", "deputy", "own_worker", "coordinator", "auditor", "data_protection"]
"""contact: a named contact, offered to askers. deputy: stands in for an absent contact. own_worker: has clients of
their own but is not a named contact. coordinator: keeps the organisation's part. auditor: reads the access log.
data_protection: keeps the legal bases that the organisation's people use."""
GUARDED_ROLES: frozenset[Role] = frozenset({"auditor", "data_protection"})
"""Roles that watch over the others: never given or taken by one person alone."""
ROLES: tuple[Role, ...] = get_args(Role)


class DirectoryId(NamedTuple):
    """A person's identity at Microsoft: object ids are those of one tenant."""

    tenant_id: str
    aad_object_id: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Kela or a county; whoever writes from its tenant belongs to it. `code` is KELA or the county's area code."""

    code: str
    name: str
    tenant_id: str
    kind: OrganisationKind
    switched_off: bool = field(default=False, compare=False)
    """Whoever runs the bot has cut it off: nothing comes from its people, nothing goes to them. No part of a file."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of the directory. Empty `municipalities` means the whole of the areas, empty `topics` all topics."""

    id: str
    name: str
    organisation: str
    tenant_id: str
    aad_object_id: str
    email: str
    roles: tuple[Role, ...] = ("contact",)
    areas: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    deputy_id: str = ""
    title: str = ""
    team: str = ""
    place: str = ""
    """The town where the person works, as it is shown."""
    phone: str = ""
    phone_hours: WeeklyHours | None = None
    languages: tuple[str, ...] = ()
    """`fi`, `sv`, `en`, the strongest first."""
    skills: tuple[str, ...] = ()
    """Special skills in the organisation's own words, e.g. `kansainväliset asiat`."""
    verified_on: date | None = None

    @property
    def directory_id(self) -> DirectoryId:
        """Under what the person's presence is found."""
        return DirectoryId(self.tenant_id, self.aad_object_id)

    def is_a(self, role: Role) -> bool:
        """Whether the person has this role."""
        return role in self.roles


@dataclass(frozen=True, slots=True)
class Absence:
    """Days (Finnish dates) on which a contact is away, both ends included. No deputy means the contact's usual one."""

    contact_id: str
    starts_on: date
    ends_on: date
    deputy_id: str = ""

    def covers(self, day: date) -> bool:
        """Whether the contact is away on this day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class DirectoryContent:
    """All that the directory holds, as it is imported, exported and stored."""

    organisations: tuple[Organisation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    areas: tuple[AreaRule, ...] = ()
    service_lines: tuple[ServiceLine, ...] = ()
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody who was in the directory and has left it, known by the account alone."""

    tenant_id: str
    aad_object_id: str
    contact_id: str
    """The entry that they had."""
    deputy_id: str = ""
    """Who was its usual deputy."""


@dataclass(frozen=True, slots=True)
class Directory:
    """One version of the content, indexed for looking up. Make it with `directory_of`; it never changes."""

    version: int
    content: DirectoryContent
    organisations: Mapping[str, Organisation] = field(repr=False)
    contacts: Mapping[str, Contact] = field(repr=False)
    rules: Mapping[str, tuple[AreaRule, ...]] = field(repr=False)
    """Each area's rules, the earliest first; `rule_on` gives the one in force."""
    public_details: frozenset[str] = field(repr=False)
    """The telephone numbers and e-mail addresses that it tells everybody, as the guard's `public_form` writes them."""
    _public_forms: Mapping[str, str] = field(repr=False)
    """The same by how they stand in it."""
    _by_tenant: Mapping[str, Organisation] = field(repr=False)
    _by_directory_id: Mapping[DirectoryId, Contact] = field(repr=False)
    _named: Mapping[tuple[str, str], tuple[Contact, ...]] = field(repr=False)
    _absences: Mapping[str, tuple[Absence, ...]] = field(repr=False)
    _lines: Mapping[tuple[str, LineKind], ServiceLine] = field(repr=False)
    _former: Mapping[DirectoryId, Former] = field(repr=False)

    def organisation_of_tenant(self, tenant_id: str) -> Organisation | None:
        """Whose people write from this tenant."""
        return self._by_tenant.get(tenant_id.lower())

    def person(self, who: DirectoryId) -> Contact | None:
        """The directory's entry of somebody who writes to the bot."""
        return self._by_directory_id.get(_lower(who))

    def former(self, who: DirectoryId) -> Former | None:
        """What is known of somebody who has left the directory; None for who is in it, or never was."""
        return None if self.person(who) else self._former.get(_lower(who))

    @property
    def leavers(self) -> tuple[Former, ...]:
        """Everybody who is known to have left."""
        return tuple(self._former.values())

    def named_contacts(self, organisation: str, area: str = "") -> tuple[Contact, ...]:
        """An organisation's named contacts, those that serve one area when it is given."""
        return self._named.get((organisation, area), ())

    def with_role(self, organisation: str, role: Role) -> tuple[Contact, ...]:
        """An organisation's people with this role."""
        return tuple(one for one in self.content.contacts if one.organisation == organisation and role in one.roles)

    def absence(self, contact_id: str, day: date) -> Absence | None:
        """The absence that covers this day; of several, the one that ends last."""
        absences = self._absences.get(contact_id)
        if not absences:
            return None
        return max((one for one in absences if one.covers(day)), key=lambda one: one.ends_on, default=None)

    def rule_on(self, area: str, day: date) -> AreaRule:
        """The area's rule in force on this day; one that says nothing is agreed when there is none."""
        return in_force(self.rules.get(area, ()), day) or AreaRule(area)

    def absences(self, contact_id: str) -> tuple[Absence, ...]:
        """All absences of a contact that the directory knows of."""
        return self._absences.get(contact_id, ())

    def line(self, owner: str, kind: LineKind) -> ServiceLine | None:
        """A telephone service of Kela or of an area."""
        return self._lines.get((owner, kind))


def directory_of(
    content: DirectoryContent, version: int = 0, former: Iterable[Former] = (), before: Directory | None = None
) -> Directory:
    """Indexes the content, and those who have left it.

    `before`: an earlier version; what is known of numbers and addresses that stand in it too is not worked out again.
    """
    named: dict[tuple[str, str], list[Contact]] = {}
    for contact in content.contacts:
        if contact.is_a("contact"):
            for area in ("", *contact.areas):
                named.setdefault((contact.organisation, area), []).append(contact)
    public = _public_forms(content, before._public_forms if before else {})
    return Directory(
        version=version,
        content=content,
        organisations={organisation.code: organisation for organisation in content.organisations},
        contacts={contact.id: contact for contact in content.contacts},
        rules=_rules(content.areas),
        public_details=frozenset(public.values()),
        _public_forms=public,
        _by_tenant={organisation.tenant_id.lower(): organisation for organisation in content.organisations},
        _by_directory_id={_lower(one.directory_id): one for one in content.contacts if one.aad_object_id},
        _named={key: tuple(contacts) for key, contacts in named.items()},
        _absences=grouped(content.absences),
        _lines={(line.owner, line.kind): line for line in content.service_lines},
        _former={DirectoryId(one.tenant_id.lower(), one.aad_object_id.lower()): one for one in former},
    )


def _lower(who: DirectoryId) -> DirectoryId:
    return DirectoryId(who.tenant_id.lower(), who.aad_object_id.lower())


def _public_forms(content: DirectoryContent, known: Mapping[str, str]) -> dict[str, str]:
    return {one: known.get(one) or public_form(one) for one in _told_to_everybody(content) if one}


def _told_to_everybody(content: DirectoryContent) -> Iterator[str]:
    for line in content.service_lines:
        yield line.phone
    for contact in content.contacts:
        yield contact.phone
        yield contact.email


def _rules(rules: Iterable[AreaRule]) -> dict[str, tuple[AreaRule, ...]]:
    by_area: dict[str, list[AreaRule]] = {}
    for rule in sorted(rules, key=lambda one: one.valid_from):
        by_area.setdefault(rule.area, []).append(rule)
    return {area: tuple(dated) for area, dated in by_area.items()}


def grouped(absences: Iterable[Absence]) -> dict[str, tuple[Absence, ...]]:
    """The absences of each contact, by contact id."""
    groups: dict[str, list[Absence]] = {}
    for absence in absences:
        groups.setdefault(absence.contact_id, []).append(absence)
    return {contact_id: tuple(group) for contact_id, group in groups.items()}
