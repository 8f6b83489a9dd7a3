"""A change of the directory as data: each record before and after, so that it can be shown, kept and taken back."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from directory.areas.areas import AreaRule, ServiceLine
from directory.people.contacts import Absence, Contact, DirectoryContent, Organisation
from directory.records.contradictions import find_contradictions
from directory.records.fields import Problem
from directory.records.merging import Item, identity, items_of
from directory.records.records import SECTIONS, Section, Value, in_order, record_of

Key = tuple[Section, Hashable]
_SECTION_OF: Mapping[type[Item], Section] = {
    Organisation: "organisations",
    Contact: "contacts",
    AreaRule: "areas",
    ServiceLine: "service_lines",
    Absence: "absences",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One record before and after; None where it was not there, or is taken away."""

    section: Section
    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The record as it will be, or as it was when it is taken away."""
        one = self.after or self.before
        if one is None:
            raise ValueError("an edit of nothing")
        return one


Changeset = tuple[Edit, ...]


class ChangedMeanwhile(Exception):  # noqa: N818 - a state of affairs, not a bug
    """A record is no longer what the change was made from; `edit` says which."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(edit.section)
        self.edit = edit


def difference(known: DirectoryContent, wanted: DirectoryContent) -> Changeset:
    """What has to be done to one content to get the other, in the order of export."""
    before, after = _by_key(known), _by_key(wanted)
    keys = (*before, *(key for key in after if key not in before))
    return tuple(Edit(key[0], before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))


def put(known: DirectoryContent, *items: Item) -> DirectoryContent:
    """The content with these records added, or in the place of their namesakes."""
    return _content(_by_key(known) | {_key(item): item for item in items})


def without(known: DirectoryContent, *items: Item) -> DirectoryContent:
    """The content without these records, with what hangs on them: a contact's absences, and as somebody's deputy."""
    gone = {_key(item) for item in items}
    contacts = {item.id for item in items if isinstance(item, Contact)}
    kept = (_let_go(item, contacts) for key, item in _by_key(known).items() if key not in gone)
    return _content(
        {_key(item): item for item in kept if not (isinstance(item, Absence) and item.contact_id in contacts)}
    )


def undone(changes: Changeset) -> Changeset:
    """What takes the change back."""
    return tuple(Edit(edit.section, edit.after, edit.before) for edit in reversed(changes))


def undone_where_untouched(known: DirectoryContent, changes: Changeset) -> tuple[Changeset, Changeset]:
    """What takes the change back of the records that are still as it left them, and what would of the others."""
    items = _by_key(known)
    back = undone(changes)
    untouched = tuple(edit for edit in back if items.get(_key(edit.item)) == edit.before)
    return untouched, tuple(edit for edit in back if items.get(_key(edit.item)) != edit.before)


def applied(known: DirectoryContent, changes: Changeset) -> DirectoryContent:
    """The content after the change. Raises ChangedMeanwhile when a record is no longer what it was made from."""
    items = dict(_by_key(known))
    for edit in changes:
        key = _key(edit.item)
        if items.get(key) != edit.before:
            raise ChangedMeanwhile(edit)
        if edit.after is None:
            del items[key]
        else:
            items[key] = edit.after
    return _content(items)


def coordinated(content: DirectoryContent) -> frozenset[str]:
    """The organisations whose part of the directory somebody keeps."""
    return frozenset(one.organisation for one in content.contacts if one.is_a("coordinator"))


def organisation_of(item: Item, known: DirectoryContent) -> str:
    """Whose part of the directory a record belongs to; empty when that cannot be told."""
    match item:
        case Organisation():
            return item.code
        case Contact():
            return item.organisation
        case AreaRule():
            return item.area
        case ServiceLine():
            return item.owner
        case Absence():
            return next((one.organisation for one in known.contacts if one.id == item.contact_id), "")


def fields_changed(edit: Edit) -> Mapping[str, tuple[Value, Value]]:
    """Each field that the edit changes, as it is written in the exchange format: before and after."""
    before = record_of(edit.section, edit.before) if edit.before else {}
    after = record_of(edit.section, edit.after) if edit.after else {}
    names = after or before
    return {name: (before.get(name, ""), after.get(name, "")) for name in names if before.get(name) != after.get(name)}


def _let_go(item: Item, gone: set[str]) -> Item:
    """The record without a deputy who is gone."""
    if isinstance(item, Contact | Absence) and item.deputy_id in gone:
        return replace(item, deputy_id="")
    return item


def _by_key(content: DirectoryContent) -> dict[Key, Item]:
    return {(section, identity(item)): item for section in SECTIONS for item in items_of(content, section)}


def _key(item: Item) -> Key:
    return _SECTION_OF[type(item)], identity(item)


def _content(items: Mapping[Key, Item]) -> DirectoryContent:
    everything = items.values()
    return in_order(
        DirectoryContent(
            organisations=tuple(one for one in everything if isinstance(one, Organisation)),
            contacts=tuple(one for one in everything if isinstance(one, Contact)),
            areas=tuple(one for one in everything if isinstance(one, AreaRule)),
            service_lines=tuple(one for one in everything if isinstance(one, ServiceLine)),
            absences=tuple(one for one in everything if isinstance(one, Absence)),
        )
    )


def contradictions_made(known: DirectoryContent, wanted: DirectoryContent) -> tuple[Problem, ...]:
    """What is contradictory in the wanted content and was not before. A row tells nothing here."""
    before = {_sign(problem, known) for problem in find_contradictions(known)}
    return tuple(problem for problem in find_contradictions(wanted) if _sign(problem, wanted) not in before)


def _sign(problem: Problem, content: DirectoryContent) -> Hashable:
    """What makes two problems the same in two contents."""
    record = items_of(content, problem.section)[problem.row - 1] if problem.section and problem.row else None
    return problem.section, identity(record) if record else "", problem.column, problem.fault, problem.value
