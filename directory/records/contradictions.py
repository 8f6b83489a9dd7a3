"""What cannot be true of a directory as a whole: the same person twice, deputies in a circle, absences that overlap."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from directory.people.contacts import Contact, DirectoryContent, grouped
from directory.people.standing_in import comes_back, deputy_of, why_not
from directory.records.fields import Fault, Problem
from directory.records.records import Section
from directory.reference import KELA


def find_contradictions(content: DirectoryContent) -> tuple[Problem, ...]:
    """Every contradiction; `row` is the place of the record in its section of the content, counted from 1."""
    return (*find_repeats(content), *_belonging(content), *_deputies(content), *_absences(content))


def find_repeats(content: DirectoryContent) -> tuple[Problem, ...]:
    """What is there twice, told of the later one."""
    contacts, organisations = content.contacts, content.organisations
    lines = [f"{line.owner} {line.kind}" for line in content.service_lines]
    absences = [f"{absence.contact_id} {absence.starts_on}" for absence in content.absences]
    people = [one.aad_object_id and f"{one.tenant_id} {one.aad_object_id}" for one in contacts]
    return (
        *_repeated("organisations", "code", "duplicate_key", [one.code for one in organisations]),
        *_repeated("organisations", "tenant_id", "duplicate_tenant", [one.tenant_id for one in organisations]),
        *_repeated("contacts", "id", "duplicate_key", [one.id for one in contacts]),
        *_repeated("contacts", "email", "duplicate_email", [one.email.lower() for one in contacts]),
        *_repeated("contacts", "aad_object_id", "duplicate_person", people),
        *_repeated("areas", "area", "duplicate_key", [f"{rule.area} {rule.valid_from}" for rule in content.areas]),
        *_repeated("service_lines", "kind", "duplicate_key", lines),
        *_repeated("absences", "starts_on", "duplicate_key", absences),
    )


def _belonging(content: DirectoryContent) -> Iterator[Problem]:
    organisations = {organisation.code: organisation for organisation in content.organisations}
    for row, one in enumerate(content.contacts, 1):
        organisation = organisations.get(one.organisation)
        if organisation is None:
            yield Problem("contacts", row, "organisation", "unknown_organisation", one.organisation)
            continue
        if one.tenant_id and one.tenant_id != organisation.tenant_id:
            yield Problem("contacts", row, "tenant_id", "wrong_tenant", one.tenant_id)
        if one.is_a("coordinator") and one.is_a("auditor"):
            yield Problem("contacts", row, "roles", "audits_themselves")
        for area in one.areas:
            if organisation.code not in {KELA, area}:
                yield Problem("contacts", row, "areas", "area_of_another", area)


def _deputies(content: DirectoryContent) -> Iterator[Problem]:
    contacts = {contact.id: contact for contact in content.contacts}
    for row, contact in enumerate(content.contacts, 1):
        if contact.deputy_id and (fault := _deputy_fault(contact.deputy_id, contact, contacts)):
            yield Problem("contacts", row, "deputy_id", fault, _called(contact.deputy_id, contacts), who=contact.name)
        elif _comes_back(contact, contacts):
            deputy = _called(contact.deputy_id, contacts)
            yield Problem("contacts", row, "deputy_id", "deputy_cycle", deputy, who=contact.name)


def _called(contact_id: str, contacts: Mapping[str, Contact]) -> str:
    """The name, in the place of the id that nobody knows anybody by."""
    return contacts[contact_id].name if contact_id in contacts else contact_id


def _deputy_fault(deputy_id: str, contact: Contact, contacts: Mapping[str, Contact]) -> Fault | None:
    deputy = contacts.get(deputy_id)
    if deputy is None:
        return "unknown_contact"
    match why_not(deputy, contact):
        case None:
            return None
        case "themselves":
            return "deputy_cycle"
        case "other_organisation":
            return "unknown_contact"
        case _:
            return "deputy_unfit"


def _comes_back(start: Contact, contacts: dict[str, Contact]) -> bool:
    seen: set[str] = set()
    deputy_id = start.deputy_id
    while deputy_id in contacts and deputy_id not in seen:
        if deputy_id == start.id:
            return True
        seen.add(deputy_id)
        deputy_id = contacts[deputy_id].deputy_id
    return False


def _absences(content: DirectoryContent) -> Iterator[Problem]:
    contacts = {contact.id: contact for contact in content.contacts}
    of_contact = grouped(content.absences)
    last_day: dict[str, date] = {}
    in_time = sorted(enumerate(content.absences, 1), key=lambda pair: pair[1].starts_on)
    for row, absence in in_time:
        contact = contacts.get(absence.contact_id)
        if contact is None:
            yield Problem("absences", row, "contact_id", "unknown_contact", absence.contact_id)
        elif absence.deputy_id and (fault := _deputy_fault(absence.deputy_id, contact, contacts)):
            deputy = _called(absence.deputy_id, contacts)
            yield Problem("absences", row, "deputy_id", fault, deputy, who=contact.name)
        elif comes_back(absence, of_contact, contacts):
            deputy = _called(deputy_of(absence, contacts), contacts)
            yield Problem("absences", row, "deputy_id", "deputy_cycle", deputy, who=contact.name)
        if absence.starts_on <= last_day.get(absence.contact_id, date.min):
            yield Problem("absences", row, "starts_on", "absences_overlap", absence.starts_on.isoformat())
        last_day[absence.contact_id] = max(absence.ends_on, last_day.get(absence.contact_id, date.min))


def _repeated(section: Section, column: str, fault: Fault, keys: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row, key in enumerate(keys, 1):
        if key and key in seen:
            yield Problem(section, row, column, fault, key)
        seen.add(key)
