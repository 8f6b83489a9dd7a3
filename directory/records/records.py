"""The exchange format: how all that the directory holds is written as records.

A record is flat: each field holds a text or a list of short texts. JSON keeps the lists, CSV and XLSX join them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, get_args

from directory.areas.areas import AreaRule, ServiceLine
from directory.areas.plans import Plan, write_plan
from directory.people.contacts import Absence, Contact, DirectoryContent, Organisation
from directory.time.hours import WeeklyHours, write_hours

Section = Literal["organisations", "contacts", "areas", "service_lines", "absences"]
SECTIONS: tuple[Section, ...] = get_args(Section)
Value = str | list[str]
FIELDS: Mapping[Section, tuple[str, ...]] = {
    "organisations": ("code", "name", "tenant_id", "kind"),
    "contacts": tuple(one.name for one in fields(Contact)),
    "areas": (
        "area",
        "valid_from",
        "state",
        "who_may_ask",
        "urgency",
        "prefers",
        "place",
        "team_id",
        "channel_id",
        "working_hours",
        "languages",
        "fall_backs",
        "escalation",
        "website",
        "source",
        "checked_on",
    ),
    "service_lines": ("owner", "kind", "phone", "hours"),
    "absences": ("contact_id", "starts_on", "ends_on", "deputy_id"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was read: `row` is its line in a table, or its place in the JSON list, counted from 1."""

    section: Section
    row: int
    fields: Mapping[str, Value]
    sheet: str = ""
    """The name of its sheet, when the table has several."""


def to_records(content: DirectoryContent) -> dict[Section, list[dict[str, Value]]]:
    """The whole content in the exchange format, every record with all the fields of its section."""
    return {
        "organisations": [record_of("organisations", one) for one in content.organisations],
        "contacts": [record_of("contacts", one) for one in content.contacts],
        "areas": [record_of("areas", one) for one in content.areas],
        "service_lines": [record_of("service_lines", one) for one in content.service_lines],
        "absences": [record_of("absences", one) for one in content.absences],
    }


def in_order(content: DirectoryContent) -> DirectoryContent:
    """The same content in the order in which it is exported: by code or id."""
    return DirectoryContent(
        organisations=tuple(sorted(content.organisations, key=lambda one: (one.kind != "kela", one.code))),
        contacts=tuple(sorted(content.contacts, key=lambda one: (one.organisation, one.id))),
        areas=tuple(sorted(content.areas, key=lambda one: (one.area, one.valid_from))),
        service_lines=tuple(sorted(content.service_lines, key=lambda one: (one.owner, one.kind))),
        absences=tuple(sorted(content.absences, key=lambda one: (one.contact_id, one.starts_on))),
    )


def record_of(section: Section, one: Organisation | Contact | AreaRule | ServiceLine | Absence) -> dict[str, Value]:
    """One record in the exchange format, with all the fields of its section."""
    return {name: _value(getattr(one, name)) for name in FIELDS[section]}


def _value(value: object) -> Value:
    match value:
        case None:
            return ""
        case WeeklyHours():
            return write_hours(value)
        case Plan():
            return write_plan(value)
        case date():
            return "" if value == date.min else value.isoformat()
        case tuple():
            return [str(part) for part in value]
    return str(value)
