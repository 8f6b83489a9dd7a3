"""Reads records of the exchange format into the directory's types; each record is looked at by itself."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from config.texts import LANGUAGES
from directory.areas.areas import (
    FALL_BACKS,
    LINE_KINDS,
    PREFERENCES,
    RULE_STATES,
    THREAD_PLACES,
    URGENCIES,
    WHO_MAY_ASK,
    AreaRule,
    LineKind,
    ServiceLine,
)
from directory.areas.web_addresses import is_web_address
from directory.people.contact_fields import FIELD_NAMED, Kind, contact_of_values
from directory.people.contacts import ROLES, Absence, Contact, DirectoryContent, Organisation, OrganisationKind
from directory.records.fields import Fault, FieldReader, Problem
from directory.records.records import FIELDS, Record
from directory.reference import KELA, Reference

T = TypeVar("T", bound=str)
_BY_KIND: Mapping[Kind, Callable[[FieldReader, str], object]] = {
    "code": partial(FieldReader.text, required=True),
    "guid": FieldReader.guid,
    "name": FieldReader.name,
    "email": FieldReader.email,
    "phone": FieldReader.phone,
    "hours": FieldReader.hours,
    "text": FieldReader.plain,
    "texts": FieldReader.plain_words,
    "colleague": FieldReader.text,
    "day": FieldReader.day,
}
"""Readers of a contact's fields whose kind needs nothing but what is written."""


def read_records(records: Iterable[Record], reference: Reference) -> tuple[DirectoryContent, tuple[Problem, ...]]:
    """Content and problems of the records, each by itself; `find_contradictions` looks at them together."""
    organisations: list[Organisation] = []
    contacts: list[Contact] = []
    areas: list[AreaRule] = []
    lines: list[ServiceLine] = []
    absences: list[Absence] = []
    problems: list[Problem] = []
    for record in records:
        reader = FieldReader(record)
        for column in record.fields.keys() - set(FIELDS[record.section]):
            reader.fault(column, "unknown_column")
        match record.section:
            case "organisations":
                organisations.append(_organisation(reader, reference))
            case "contacts":
                contacts.append(_contact(reader, reference))
            case "areas":
                areas.append(_area(reader, reference))
            case "service_lines":
                lines.append(_service_line(reader, reference))
            case "absences":
                absences.append(_absence(reader))
        problems += reader.problems
    content = DirectoryContent(tuple(organisations), tuple(contacts), tuple(areas), tuple(lines), tuple(absences))
    return content, tuple(problems)


def _organisation(reader: FieldReader, reference: Reference) -> Organisation:
    code = reader.text("code", required=True)
    if code and code != KELA and code not in reference.areas:
        reader.fault("code", "unknown_area", code)
    kind: OrganisationKind = "kela" if code == KELA else "county"
    return Organisation(
        code=code,
        name=reader.name("name"),
        tenant_id=reader.guid("tenant_id", required=True),
        kind=reader.choice("kind", (kind,), kind),
    )


def _contact(reader: FieldReader, reference: Reference) -> Contact:
    contact = contact_of_values({name: _field_of_contact(name, reader, reference) for name in FIELDS["contacts"]})
    for code in contact.municipalities:
        if code in reference.municipalities and reference.municipalities[code].area_code not in contact.areas:
            reader.fault("municipalities", "municipality_elsewhere", code)
    return contact


def _field_of_contact(name: str, reader: FieldReader, reference: Reference) -> object:
    kind = FIELD_NAMED[name].kind
    match kind:
        case "areas":
            return _codes(reader, name, reference.areas.keys(), "unknown_area")
        case "municipalities":
            return _codes(reader, name, reference.municipalities.keys(), "unknown_municipality")
        case "topics":
            return _codes(reader, name, reference.topics.keys(), "unknown_topic")
        case "roles":
            return _words(reader, name, ROLES) or ("contact",)
        case "languages":
            return _words(reader, name, LANGUAGES)
    return _BY_KIND[kind](reader, name)


def _area(reader: FieldReader, reference: Reference) -> AreaRule:
    area = reader.text("area", required=True)
    if area and area != KELA and area not in reference.areas:
        reader.fault("area", "unknown_area", area)
    website = reader.text("website")
    if website and not is_web_address(website):
        reader.fault("website", "not_a_web_address", website)
    return AreaRule(
        area=area,
        valid_from=reader.day("valid_from") or date.min,
        state=reader.choice("state", RULE_STATES, "no_rule"),
        who_may_ask=reader.choice("who_may_ask", WHO_MAY_ASK, "unknown"),
        urgency=reader.choice("urgency", URGENCIES, "unknown"),
        prefers=reader.choice("prefers", PREFERENCES, "named"),
        place=reader.choice("place", THREAD_PLACES, "chat"),
        team_id=reader.text("team_id"),
        channel_id=reader.text("channel_id"),
        working_hours=reader.hours("working_hours"),
        languages=_words(reader, "languages", LANGUAGES),
        fall_backs=_words(reader, "fall_backs", FALL_BACKS) or FALL_BACKS,
        escalation=reader.plan("escalation"),
        website=website,
        source=reader.plain("source"),
        checked_on=reader.day("checked_on"),
    )


def _service_line(reader: FieldReader, reference: Reference) -> ServiceLine:
    owner = reader.text("owner", required=True)
    if owner and owner != KELA and owner not in reference.areas:
        reader.fault("owner", "unknown_area", owner)
    kind: LineKind = reader.choice("kind", LINE_KINDS, "advice")
    return ServiceLine(owner, kind, reader.phone("phone", required=True), reader.hours("hours"))


def _absence(reader: FieldReader) -> Absence:
    starts_on, ends_on = reader.day("starts_on", required=True), reader.day("ends_on", required=True)
    if starts_on and ends_on and ends_on < starts_on:
        reader.fault("ends_on", "ends_before_start", ends_on.isoformat())
    contact_id = reader.text("contact_id", required=True)
    return Absence(contact_id, starts_on or date.min, ends_on or date.min, reader.text("deputy_id"))


def _codes(reader: FieldReader, column: str, known: Iterable[str], fault: Fault) -> tuple[str, ...]:
    """Codes in order. A spreadsheet may have eaten the zeros in front of a number: `91` is 091."""
    codes = set(known)
    width = {"areas": 2, "municipalities": 3}.get(column, 0)
    written = [word.zfill(width) if word.isdigit() else word for word in reader.words(column)]
    for code in written:
        if code not in codes:
            reader.fault(column, fault, code)
    return tuple(sorted(written))


def _words(reader: FieldReader, column: str, allowed: tuple[T, ...]) -> tuple[T, ...]:
    written = reader.words(column)
    for word in written:
        if word not in allowed:
            reader.fault(column, "unknown_word", word)
    return tuple(known for word in written for known in allowed if known == word)
