"""Takes records over into what the directory holds already: records replace their namesakes, the rest stays.

Either every record is clean and all are taken over, or the problems are told and none is.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from directory.areas.areas import AreaRule, ServiceLine
from directory.people.contacts import Absence, Contact, DirectoryContent, Organisation
from directory.records.checking import read_records
from directory.records.contradictions import find_contradictions, find_repeats
from directory.records.fields import Problem
from directory.records.records import SECTIONS, Record, Section, in_order
from directory.reference import Reference

Item = Organisation | Contact | AreaRule | ServiceLine | Absence
T = TypeVar("T", Organisation, Contact, AreaRule, ServiceLine, Absence)


@dataclass(frozen=True, slots=True)
class Import:
    """What the directory would hold after the import. With problems, it must not be stored."""

    content: DirectoryContent
    problems: tuple[Problem, ...] = ()


def plan_import(records: Sequence[Record], known: DirectoryContent, reference: Reference) -> Import:
    """The directory after taking over the records, or all that is wrong with them."""
    if not records:
        return Import(known, (Problem("", 0, "", "nothing_found"),))
    content, problems = read_records(records, reference)
    rows = {section: [record.row for record in records if record.section == section] for section in SECTIONS}
    repeats = tuple(_told_of(problem, rows) for problem in find_repeats(content))
    if problems or repeats:
        return Import(known, tuple(sorted((*problems, *repeats), key=lambda one: (one.section, one.row, one.column))))
    merged = in_order(_overlaid(known, content))
    file_rows: dict[tuple[str, Hashable], int] = {
        (section, identity(item)): row
        for section in SECTIONS
        for item, row in zip(items_of(content, section), rows[section], strict=True)
    }
    contradictions = tuple(
        replace(problem, row=file_rows.get((problem.section, identity(_item_of(merged, problem))), 0))
        for problem in find_contradictions(merged)
    )
    return Import(known, contradictions) if contradictions else Import(merged)


def identity(item: Item) -> Hashable:
    """What makes two records namesakes."""
    match item:
        case Organisation():
            return item.code
        case Contact():
            return item.id
        case AreaRule():
            return item.area, item.valid_from
        case ServiceLine():
            return item.owner, item.kind
        case Absence():
            return item.contact_id, item.starts_on


def items_of(content: DirectoryContent, section: Section) -> tuple[Item, ...]:
    """One section of the content."""
    sections: dict[Section, tuple[Item, ...]] = {
        "organisations": content.organisations,
        "contacts": content.contacts,
        "areas": content.areas,
        "service_lines": content.service_lines,
        "absences": content.absences,
    }
    return sections[section]


def _item_of(content: DirectoryContent, problem: Problem) -> Item:
    if problem.section == "":
        raise ValueError("a problem of the whole file belongs to no record")
    return items_of(content, problem.section)[problem.row - 1]


def _told_of(problem: Problem, rows: dict[Section, list[int]]) -> Problem:
    return replace(problem, row=rows[problem.section][problem.row - 1]) if problem.section else problem


def _overlaid(known: DirectoryContent, new: DirectoryContent) -> DirectoryContent:
    return DirectoryContent(
        organisations=_replaced(known.organisations, new.organisations),
        contacts=_replaced(known.contacts, new.contacts),
        areas=_replaced(known.areas, new.areas),
        service_lines=_replaced(known.service_lines, new.service_lines),
        absences=_replaced(known.absences, new.absences),
    )


def _replaced(known: Iterable[T], new: Iterable[T]) -> tuple[T, ...]:
    return tuple(({identity(item): item for item in known} | {identity(item): item for item in new}).values())
