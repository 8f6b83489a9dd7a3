"""A coordinator's table taken in: the rows that are in order, what is wrong with the others, and who is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from directory.areas.areas import AreaRule, ServiceLine
from directory.exchange.column_matching import field_called
from directory.exchange.contact_rows import Ground, lay
from directory.people.contacts import GUARDED_ROLES, Absence, Contact, DirectoryContent
from directory.records.cell_texts import on_one_line
from directory.records.changes import Changeset, difference, organisation_of, put
from directory.records.checking import read_records
from directory.records.contradictions import find_contradictions, find_repeats
from directory.records.field_shapes import is_name
from directory.records.fields import Problem, holds_identity_code
from directory.records.merging import Item, identity, items_of
from directory.records.records import SECTIONS, Record, Section, to_records

_Rows = dict[tuple[Section, object], int]


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a table would do. Nothing is stored by this."""

    items: tuple[Item, ...] = ()
    """The records that are in order, whole."""
    problems: tuple[Problem, ...] = ()
    good_rows: int = 0
    bad_rows: int = 0
    missing: tuple[Contact, ...] = ()
    """The organisation's contacts that no row is about; empty when the table has none, or a wrong row could be one.

    Those who keep the directory or audit it are never among them: a list of contacts need not have them.
    """

    def changes(self, known: DirectoryContent) -> Changeset:
        """What storing the rows in order does."""
        return difference(known, put(known, *self.items))


def plan_table(records: Sequence[Record], ground: Ground) -> TableImport:
    """Reads the records over what is known. Records of other organisations are wrong rows."""
    if not records:
        return TableImport(problems=(Problem("", 0, "", "nothing_found"),))
    own = [
        replace(one, row=at) for at, one in enumerate(records, 1) if not _is_known_organisation(one, ground)
    ]  # rows of several sheets may have the same number
    laid = lay([one for one in own if one.section == "contacts"], ground)
    whole = [*laid.records, *(one for one in own if one.section != "contacts")]
    items, problems, rows = _read(whole, ground)
    kept, contradictions = _without_contradictions(items, rows, ground)
    everything = (*laid.problems, *problems, *contradictions)
    bad = {(one.section, one.row) for one in everything if one.row}
    about = laid.about | {one.id for one in kept if isinstance(one, Contact)}
    whole_list = laid.records and all(one.fault == "two_columns" for one in everything)
    return TableImport(
        items=kept,
        problems=_each_column_once(
            [_told_of(one, records) for one in sorted(everything, key=lambda one: (one.section, one.row, one.column))]
        ),
        good_rows=len(kept),
        bad_rows=len(bad),
        missing=tuple(one for one in ground.contacts if one.id not in about and not _keeps(one)) if whole_list else (),
    )


def _told_of(problem: Problem, records: Sequence[Record]) -> Problem:
    """The problem with its row as a spreadsheet numbers it, and with the name on it."""
    if not problem.row:
        return problem
    record = records[problem.row - 1]
    names = [value for heading, value in record.fields.items() if field_called(heading) == "name"]
    who = next((on_one_line(one) for one in names if isinstance(one, str)), "")
    said = is_name(who) and not holds_identity_code("name", who)
    return replace(problem, row=record.row, sheet=record.sheet, who=who if said else problem.who)


def _keeps(contact: Contact) -> bool:
    return contact.is_a("coordinator") or not GUARDED_ROLES.isdisjoint(contact.roles)


def _each_column_once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """A column that is not known is told of the whole table and first, not once a row."""
    columns = dict.fromkeys(one.column for one in problems if one.fault == "unknown_column")
    told = (Problem("contacts", 0, one, "unknown_column") for one in columns)
    return (*told, *(one for one in problems if one.fault != "unknown_column"))


def _is_known_organisation(record: Record, ground: Ground) -> bool:
    """An export holds the organisations too; what is said of them must be what is known."""
    if record.section != "organisations":
        return False
    return dict(record.fields) in to_records(DirectoryContent(ground.content.organisations))["organisations"]


def _read(records: Sequence[Record], ground: Ground) -> tuple[tuple[Item, ...], tuple[Problem, ...], _Rows]:
    """The records that are in order by themselves and belong to the organisation, with their rows."""
    content, problems = read_records(records, ground.names.reference)
    by_section = {section: [one.row for one in records if one.section == section] for section in SECTIONS}
    told = [replace(one, row=by_section[one.section][one.row - 1]) for one in find_repeats(content) if one.section]
    merged = put(ground.content, *content.contacts)
    items: list[Item] = []
    rows: _Rows = {}
    for section in SECTIONS:
        for item, row in zip(items_of(content, section), by_section[section], strict=True):
            if organisation_of(item, merged) != ground.organisation.code or section == "organisations":
                told.append(Problem(section, row, "", "of_another_organisation"))
            items.append(item)
            rows[section, identity(item)] = row
    problems = (*problems, *told)
    bad = {(one.section, one.row) for one in problems}
    good = [
        item
        for section in SECTIONS
        for item, row in zip(items_of(content, section), by_section[section], strict=True)
        if (section, row) not in bad
    ]
    return tuple(good), problems, rows


def _without_contradictions(
    items: tuple[Item, ...], rows: _Rows, ground: Ground
) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Leaves out the rows that contradict the rest, until none does."""
    problems: list[Problem] = []
    known = {_what(one, ground.content) for one in find_contradictions(ground.content)}

    def made_by(some: tuple[Item, ...]) -> list[tuple[Problem, Item | None]]:
        merged = put(ground.content, *some)
        return [(one, _item_of(merged, one)) for one in find_contradictions(merged) if _what(one, merged) not in known]

    while items and (found := made_by(items)):
        offered = frozenset(items)
        left = {item: problem for problem, item in reversed(found) if item is not None and item in offered}
        if left:
            problems += [
                replace(one, row=rows[one.section, identity(item)]) for item, one in left.items() if one.section
            ]
        else:
            culprit = _culprit(items, made_by)
            left[culprit] = found[0][0]
            problems.append(_of_others(*found[0], rows[_section_of(culprit), identity(culprit)], ground))
        items = tuple(item for item in items if item not in left)
    return items, tuple(problems)


def _culprit(items: tuple[Item, ...], made_by: Callable[[tuple[Item, ...]], object]) -> Item:
    """The row that brings about a contradiction in what the directory holds already, found by halving."""
    low, high = 0, len(items)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if made_by(items[:middle]) else (middle, high)
    return items[low]


def _of_others(problem: Problem, item: Item | None, row: int, ground: Ground) -> Problem:
    """What a row makes of a record that the directory holds already, told of the row."""
    if not isinstance(item, Absence | Contact):
        return replace(problem, section="contacts", row=row, column="")
    names = {one.id: one.name for one in ground.contacts}
    stands_in = names.get(item.contact_id if isinstance(item, Absence) else item.id, "")
    days = f" {_day(item.starts_on)}–{_day(item.ends_on)}" if isinstance(item, Absence) else ""
    return Problem("contacts", row, "", "stands_in", f"{stands_in}{days}")


def _section_of(item: Item) -> Section:
    match item:
        case Contact():
            return "contacts"
        case AreaRule():
            return "areas"
        case ServiceLine():
            return "service_lines"
        case Absence():
            return "absences"
    return "organisations"


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _what(problem: Problem, content: DirectoryContent) -> tuple[str, object, str, str]:
    """A contradiction by itself, wherever its record stands."""
    item = _item_of(content, problem)
    return problem.section, identity(item) if item else "", problem.column, problem.fault


def _item_of(content: DirectoryContent, problem: Problem) -> Item | None:
    return items_of(content, problem.section)[problem.row - 1] if problem.section else None
