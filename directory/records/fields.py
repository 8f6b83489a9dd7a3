"""Takes the fields of one record of the exchange format, and notes everything that is wrong with them.

Problems carry what was written, except where it may be an identity code.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from stdnum.fi import hetu

from directory.areas.plans import Plan, UnreadablePlan, read_whole_plan
from directory.guard.finding import holds_hetu
from directory.people.contact_fields import of_kinds
from directory.records.cell_texts import is_broken, on_one_line
from directory.records.field_shapes import LONGEST, bare_email, holds_markup, is_email, is_name, is_phone, whole_phone
from directory.records.records import Record, Section
from directory.time.hours import HoursError, WeeklyHours, parse_hours
from directory.time.written_days import written_day

Fault = Literal[
    "missing",
    "too_long",
    "control_character",
    "broken_cell",
    "identity_code",
    "unknown_column",
    "unknown_word",
    "unknown_organisation",
    "unknown_area",
    "area_of_another",
    "unknown_municipality",
    "municipality_elsewhere",
    "unknown_topic",
    "not_a_guid",
    "not_an_email",
    "not_a_name",
    "not_a_phone",
    "markup",
    "not_a_web_address",
    "bad_hours",
    "bad_plan",
    "bad_date",
    "wrong_tenant",
    "duplicate_key",
    "duplicate_email",
    "duplicate_person",
    "duplicate_tenant",
    "unknown_contact",
    "deputy_cycle",
    "deputy_unfit",
    "audits_themselves",
    "ends_before_start",
    "absences_overlap",
    "nothing_found",
    "not_readable",
    "no_headings",
    "web_page",
    "two_columns",
    "group_row",
    "stands_in",
    "file_protected",
    "file_too_big",
    "of_another_organisation",
    "name_of_several",
]
_IDENTITY_CODE = re.compile(
    r"(?<!\d)\d{6}\s{0,2}[-+\u2010-\u2015\u2212\uff0dA-FU-Ya-fu-y]?\s{0,2}\d{3}\s?[0-9A-Za-z](?![0-9A-Za-z])"
)
"""Wide on purpose: a text that only looks like an identity code is refused too, but for the columns below."""
_PHONES = of_kinds("phone")
_MAY_HOLD_DIGITS = frozenset({*of_kinds("guid", "phone"), "team_id", "channel_id", "website"})
T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one record. `row` as in Record, 0 for the file as a whole."""

    section: Section | Literal[""]
    row: int
    column: str
    fault: Fault
    value: str = ""
    hint: str = ""
    """What may have been meant, as it is called."""
    who: str = ""
    """The name on the row."""
    sheet: str = ""
    """The name of the row's sheet, when the table has several."""


NOT_READABLE = Problem("", 0, "", "not_readable")
"""Told of a file that raises ExchangeError."""


@dataclass
class FieldReader:
    """Takes the fields of one record one by one, and notes what is wrong with them."""

    record: Record
    problems: list[Problem] = field(default_factory=list)

    def fault(self, column: str, fault: Fault, value: str = "") -> None:
        """Notes a problem of this record."""
        self.problems.append(Problem(self.record.section, self.record.row, column, fault, value))

    def text(self, column: str, *, required: bool = False) -> str:
        """A short text without control characters and without anything like an identity code."""
        raw = self.record.fields.get(column, "")
        value = on_one_line((raw if isinstance(raw, str) else "; ".join(raw)).replace("\xa0", " ").strip())
        if required and not value:
            self.fault(column, "missing")
        return self._clean(column, value)

    def words(self, column: str) -> tuple[str, ...]:
        """A list of short texts, each once."""
        raw = self.record.fields.get(column, "")
        parts = re.split(r"[;|]", raw.replace("\xa0", " ")) if isinstance(raw, str) else raw
        return tuple(dict.fromkeys(self._clean(column, part.strip()) for part in parts if part.strip()))

    def plain_words(self, column: str) -> tuple[str, ...]:
        """A list of short texts without links and markup."""
        words = self.words(column)
        if any(map(holds_markup, words)):
            self.fault(column, "markup")
        return words

    def choice(self, column: str, allowed: Iterable[T], default: T) -> T:
        """One of the allowed words; the default for an empty field."""
        value = self.text(column)
        for word in allowed:
            if word == value:
                return word
        if value:
            self.fault(column, "unknown_word", value)
        return default

    def guid(self, column: str, *, required: bool = False) -> str:
        """A GUID in lower case with its dashes."""
        value = self.text(column, required=required)
        try:
            return str(uuid.UUID(value)) if value else ""
        except ValueError:
            self.fault(column, "not_a_guid", value)
            return value

    def email(self, column: str) -> str:
        """An e-mail address, without what copying one brings along."""
        value = bare_email(self.text(column))
        if value and not is_email(value):
            self.fault(column, "not_an_email", value)
        return value

    def name(self, column: str) -> str:
        """The name of a person or an organisation, which must be there."""
        value = self.text(column, required=True)
        if value and not is_name(value):
            self.fault(column, "not_a_name")
        return value

    def phone(self, column: str, *, required: bool = False) -> str:
        """One telephone number, with what a spreadsheet took from it."""
        value = whole_phone(self.text(column, required=required))
        if value and not is_phone(value):
            self.fault(column, "not_a_phone", value)
        return value

    def plain(self, column: str) -> str:
        """A short text without links and markup: people of other organisations read it on cards."""
        value = self.text(column)
        if holds_markup(value):
            self.fault(column, "markup")
        return value

    def hours(self, column: str) -> WeeklyHours | None:
        """Weekly hours in the written form of directory.time.hours."""
        value = self.text(column)
        try:
            return parse_hours(value) if value else None
        except HoursError:
            self.fault(column, "bad_hours", value)
            return None

    def plan(self, column: str) -> Plan | None:
        """A plan of escalation in the written form of directory.areas.plans."""
        value = self.text(column)
        try:
            return read_whole_plan(value) if value else None
        except UnreadablePlan as error:
            self.fault(column, "bad_plan", error.part.strip() or value)
            return None

    def day(self, column: str, *, required: bool = False) -> date | None:
        """A day as people and spreadsheets write it."""
        value = self.text(column, required=required)
        found = written_day(value)
        if value and found is None:
            self.fault(column, "bad_date", value)
        return found

    def _clean(self, column: str, value: str) -> str:
        if not value.isprintable():
            self.fault(column, "control_character")
        elif is_broken(value):
            self.fault(column, "broken_cell", value[:20])
        elif len(value) > LONGEST:
            self.fault(column, "too_long", f"{value[:20]}…")
        elif holds_identity_code(column, value):
            self.fault(column, "identity_code")
            return ""
        return value


def holds_identity_code(column: str, value: str) -> bool:
    """Whether a text holds an identity code as messages are searched for one, or what only has the shape of one.

    Columns of numbers only when it is a right one; a telephone number also with a letter in it.
    """
    candidates = _IDENTITY_CODE.findall("".join(mark for mark in value if mark.isprintable() or mark.isspace()))
    if column in _MAY_HOLD_DIGITS:
        lettered = column in _PHONES and any(mark.isalpha() for mark in value)
        right = any(hetu.is_valid(candidate, allow_temporary=True) for candidate in candidates)
        return right or (lettered and holds_hetu(value))
    return bool(candidates) or holds_hetu(value)
