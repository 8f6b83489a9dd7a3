"""The directory's next version, worked out in full before it is written.

On SQLite everybody who writes waits for the one who does, also while that one only thinks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain

from sqlalchemy import (
    ColumnElement,
    Delete,
    Dialect,
    Insert,
    Table,
    and_,
    bindparam,
    delete,
    insert,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from directory.people.contacts import Contact, Directory, DirectoryContent, DirectoryId, Former, directory_of
from directory.records.changes import Changeset, Edit, applied
from directory.records.merging import Item
from directory.records.records import FIELDS, SECTIONS, Section
from directory.stored.directory_rows import FORMER, TABLES, to_row

TOGETHER = 200
"""Rows to be stored in one statement."""
Rows = Sequence[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class NextVersion:
    """One version of the directory, what is changed in it, and the version that comes of it. Make it with `next_of`."""

    before: Directory
    directory: Directory
    edits: Changeset
    writes: Sequence[tuple[str, Rows]]
    """The driver's own statements with their parameters: nothing is left to be done to them."""


def next_of(before: Directory, edits: Changeset, dialect: Dialect) -> NextVersion:
    """Works the next version out: for thousands of edits beside the loop. Raises ChangedMeanwhile."""
    content = _as_switched(before, applied(before.content, edits))
    gone, back = _leavers(before, content, edits)
    back_again = frozenset(back)
    former = [one for one in before.leavers if one not in back_again]
    directory = directory_of(content, before.version + 1, (*former, *gone), before)
    found = [*_writes_of(edits, dialect), *_writes_of_leavers(gone, back)]
    writes = [one for statement, rows in found for one in _prepared(statement, rows, dialect)]
    return NextVersion(before, directory, edits, writes)


def _as_switched(before: Directory, content: DirectoryContent) -> DirectoryContent:
    """Whoever runs the bot switches organisations off and on: no edit does."""
    known = before.organisations
    organisations = tuple(
        replace(one, switched_off=one.code in known and known[one.code].switched_off) for one in content.organisations
    )
    return replace(content, organisations=organisations)


def _leavers(
    before: Directory, content: DirectoryContent, edits: Changeset
) -> tuple[tuple[Former, ...], tuple[Former, ...]]:
    """Whose account has no entry any more, and who of those who had left has one again."""
    entries = [one.before for one in edits if isinstance(one.before, Contact) and one.before.aad_object_id]
    listed = {one.directory_id for one in content.contacts if one.aad_object_id}
    last = {one.directory_id: one for one in entries if one.directory_id not in listed}
    gone = tuple(Former(*who, contact_id=entry.id, deputy_id=entry.deputy_id) for who, entry in last.items())
    back = tuple(one for one in before.leavers if DirectoryId(one.tenant_id, one.aad_object_id) in listed)
    return gone, back


def _writes_of(edits: Changeset, dialect: Dialect) -> Iterator[tuple[Insert | Delete, Sequence[Mapping[str, object]]]]:
    """What is taken away from the last section up, then what is added and changed from the first down."""
    for section in reversed(SECTIONS):
        stored, keys = TABLES[section]
        gone = [one.before for one in edits if one.section == section and one.before and _goes(one)]
        yield delete(stored).where(_same(stored, keys)), [_keys(section, keys, item) for item in gone]
    for section in SECTIONS:
        put = [one.after for one in edits if one.section == section and one.after]
        of_new_ones = {"switched_off": False} if section == "organisations" else {}
        yield _put(section, dialect), [to_row(section, item) | of_new_ones for item in put]


def _goes(edit: Edit) -> bool:
    """Whether the row that was is deleted; one that its table does not know by its keys is, also to be changed."""
    return edit.after is None or not _is_known_by_keys(edit.section)


def _put(section: Section, dialect: Dialect) -> Insert:
    """Adds the row of an item; where it is there, sets what it holds. Columns that no edit changes stay as they are."""
    (stored, keys), held = TABLES[section], FIELDS[section]
    if not _is_known_by_keys(section):
        return insert(stored)
    statement = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(stored)
    changed = {name: statement.excluded[name] for name in held if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _is_known_by_keys(section: Section) -> bool:
    stored, keys = TABLES[section]
    return {one.name for one in stored.primary_key} == set(keys)


def _writes_of_leavers(
    gone: Iterable[Former], back: Iterable[Former]
) -> Iterator[tuple[Insert | Delete, Sequence[Mapping[str, object]]]]:
    keys = ("tenant_id", "aad_object_id")
    yield (
        delete(FORMER).where(_same(FORMER, keys)),
        [{"key_tenant_id": one.tenant_id, "key_aad_object_id": one.aad_object_id} for one in back],
    )
    yield insert(FORMER), [asdict(one) for one in gone]


def _prepared(
    statement: Insert | Delete, rows: Sequence[Mapping[str, object]], dialect: Dialect
) -> Iterator[tuple[str, Rows]]:
    """The statement and its rows as the driver takes them; of rows to be stored many in each, which is quicker."""
    if isinstance(statement, Insert):
        whole = len(rows) - len(rows) % TOGETHER
        for part, together in ((rows[:whole], TOGETHER), (rows[whole:], 1)):
            if part:
                several = statement.values([dict(part[0])] * together)
                yield _of_driver(several.compile(dialect=dialect), part, together, dialect)
    elif rows:
        yield _of_driver(statement.compile(dialect=dialect, column_keys=list(rows[0])), rows, 1, dialect)


def _of_driver(
    compiled: SQLCompiler, rows: Sequence[Mapping[str, object]], together: int, dialect: Dialect
) -> tuple[str, Rows]:
    binds = [compiled.binds[name] for name in compiled.positiontup or ()]
    binds = binds[: len(binds) // together]
    keys = [one.key.removesuffix("_m0") for one in binds]
    makers = [one.type.dialect_impl(dialect).bind_processor(dialect) for one in binds]
    flat = [tuple(make(row[key]) if make else row[key] for key, make in zip(keys, makers, strict=True)) for row in rows]
    return str(compiled), [tuple(chain.from_iterable(flat[at : at + together])) for at in range(0, len(flat), together)]


def _same(stored: Table, keys: Sequence[str]) -> ColumnElement[bool]:
    return and_(*(stored.c[key] == bindparam(f"key_{key}") for key in keys))


def _keys(section: Section, keys: Sequence[str], item: Item) -> dict[str, object]:
    row = to_row(section, item)
    return {f"key_{key}": row[key] for key in keys}
