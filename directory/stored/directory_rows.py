"""Between the directory's types and the rows of its tables."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import cast

from sqlalchemy import Table

from config.sql import table
from directory.areas.areas import (
    FALL_BACKS,
    AreaRule,
    FallBack,
    LineKind,
    Prefers,
    RuleState,
    ServiceLine,
    ThreadPlace,
    Urgency,
    WhoMayAsk,
)
from directory.areas.plans import Plan, read_plan, write_plan
from directory.people.contact_fields import CONTACT_FIELDS, Kind, contact_of_values, of_kinds
from directory.people.contacts import Absence, Contact, Organisation, OrganisationKind
from directory.records.merging import Item
from directory.records.records import FIELDS, Section
from directory.stored.tables import (
    AbsenceRow,
    AreaRuleRow,
    ContactRow,
    DirectoryVersionRow,
    FormerContactRow,
    OrganisationRow,
    ServiceLineRow,
)
from directory.time.hours import WeeklyHours, parse_hours, write_hours

VERSION, FORMER = table(DirectoryVersionRow), table(FormerContactRow)
TABLES: Mapping[Section, tuple[Table, tuple[str, ...]]] = {
    "organisations": (table(OrganisationRow), ("code",)),
    "contacts": (table(ContactRow), ("id",)),
    "areas": (table(AreaRuleRow), ("area", "valid_from")),
    "service_lines": (table(ServiceLineRow), ("owner", "kind")),
    "absences": (table(AbsenceRow), ("contact_id", "starts_on")),
}
"""Each section's table and the columns that tell namesakes; organisations first, because contacts refer to them."""

_HOURS = frozenset({*of_kinds("hours"), "working_hours", "hours"})
Row = Mapping[str, object]


def to_row(section: Section, item: Item) -> dict[str, object]:
    """The row of one item."""
    return {name: _stored(name, getattr(item, name)) for name in FIELDS[section]}


def organisation_of(row: Row) -> Organisation:
    """An organisation as it was stored."""
    kind = cast("OrganisationKind", _text(row, "kind"))
    code, name, tenant_id = (_text(row, column) for column in ("code", "name", "tenant_id"))
    return Organisation(code, name, tenant_id, kind, switched_off=bool(row["switched_off"]))


def contact_of(row: Row) -> Contact:
    """A contact as it was stored."""
    return contact_of_values({name: read(row, name) for name, read in _COLUMNS.items()})


def _reader(kind: Kind) -> Callable[[Row, str], object]:
    """What reads a column of a contact."""
    match kind:
        case "code" | "guid" | "name" | "email" | "phone" | "text" | "colleague":
            return _text
        case "areas" | "municipalities" | "topics" | "roles" | "languages" | "texts":
            return _words
        case "hours":
            return _hours
        case "day":
            return _day


def area_of(row: Row) -> AreaRule:
    """An area's rule as it was stored."""
    return AreaRule(
        area=_text(row, "area"),
        valid_from=_day(row, "valid_from") or date.min,
        state=cast("RuleState", _text(row, "state")),
        who_may_ask=cast("WhoMayAsk", _text(row, "who_may_ask")),
        urgency=cast("Urgency", _text(row, "urgency")),
        prefers=cast("Prefers", _text(row, "prefers")),
        place=cast("ThreadPlace", _text(row, "place")),
        team_id=_text(row, "team_id"),
        channel_id=_text(row, "channel_id"),
        working_hours=_hours(row, "working_hours"),
        languages=_words(row, "languages"),
        fall_backs=cast("tuple[FallBack, ...]", _words(row, "fall_backs")) or FALL_BACKS,
        escalation=_plan(row, "escalation"),
        website=_text(row, "website"),
        source=_text(row, "source"),
        checked_on=_day(row, "checked_on"),
    )


def service_line_of(row: Row) -> ServiceLine:
    """A telephone service as it was stored."""
    kind = cast("LineKind", _text(row, "kind"))
    return ServiceLine(_text(row, "owner"), kind, _text(row, "phone"), _hours(row, "hours"))


def absence_of(row: Row) -> Absence:
    """An absence as it was stored."""
    starts_on, ends_on = _day(row, "starts_on"), _day(row, "ends_on")
    if starts_on is None or ends_on is None:
        raise ValueError("an absence without its days")
    return Absence(_text(row, "contact_id"), starts_on, ends_on, _text(row, "deputy_id"))


def _stored(name: str, value: object) -> object:
    if name in _HOURS:
        return write_hours(value) if isinstance(value, WeeklyHours) else ""
    if name == "escalation":
        return write_plan(value) if isinstance(value, Plan) else ""
    return "|".join(value) if isinstance(value, tuple) else value


def _text(row: Row, name: str) -> str:
    return str(row[name])


def _words(row: Row, name: str) -> tuple[str, ...]:
    return tuple(word for word in _text(row, name).split("|") if word)


def _hours(row: Row, name: str) -> WeeklyHours | None:
    written = _text(row, name)
    return _parsed(written) if written else None


@lru_cache(maxsize=2048)
def _parsed(written: str) -> WeeklyHours:
    """One object for all contacts with the same hours."""
    return parse_hours(written)


def _plan(row: Row, name: str) -> Plan | None:
    written = _text(row, name)
    return read_plan(written) if written else None


def _day(row: Row, name: str) -> date | None:
    value = row[name]
    return value if isinstance(value, date) else None


_COLUMNS = {one.name: _reader(one.kind) for one in CONTACT_FIELDS}
"""A contact's columns and what reads them."""
