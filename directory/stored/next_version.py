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
    Update,
    and_,
    bindparam,
    delete,
    insert,
    update,
)
from sqlalchemy.sql.compiler import SQLCompiler

from directory.people.contacts import Contact, Directory, DirectoryContent, DirectoryId, Former, directory_of
from directory.records.changes import Changeset, applied
from directory.records.merging import Item
from directory.records.records import SECTIONS, Section
from directory.stored.directory_rows import FORMER, TABLES, to_row

TOGETHER = 50
"""New rows in one statement."""
Rows = Sequence[tuple[object, ...]]
Statement = Insert | Update | Delete


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
    directory = directory_of(content, before.version + 1, (*former, *gone))
    found = [*_writes_of(edits), *_writes_of_leavers(gone, back)]
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


def _writes_of(edits: Changeset) -> Iterator[tuple[Statement, Sequence[Mapping[str, object]]]]:
    """What is taken away from the last section up, then what is added and changed from the first down."""
    for section in reversed(SECTIONS):
        stored, keys = TABLES[section]
        gone = [one.before for one in edits if one.section == section and one.before and one.after is None]
        yield delete(stored).where(_same(stored, keys)), [_keys(section, keys, item) for item in gone]
    for section in SECTIONS:
        stored, keys = TABLES[section]
        of_it = [one for one in edits if one.section == section and one.after]
        new = [one.after for one in of_it if one.after and one.before is None]
        changed = [one.after for one in of_it if one.after and one.before]
        switched_on = {"switched_off": False} if section == "organisations" else {}
        yield insert(stored), [to_row(section, item) | switched_on for item in new]
        rows = [to_row(section, item) | _keys(section, keys, item) for item in changed]
        yield update(stored).where(_same(stored, keys)), rows


def _writes_of_leavers(
    gone: Iterable[Former], back: Iterable[Former]
) -> Iterator[tuple[Statement, Sequence[Mapping[str, object]]]]:
    keys = ("tenant_id", "aad_object_id")
    yield (
        delete(FORMER).where(_same(FORMER, keys)),
        [{"key_tenant_id": one.tenant_id, "key_aad_object_id": one.aad_object_id} for one in back],
    )
    yield insert(FORMER), [asdict(one) for one in gone]


def _prepared(
    statement: Statement, rows: Sequence[Mapping[str, object]], dialect: Dialect
) -> Iterator[tuple[str, Rows]]:
    """The statement and its rows as the driver takes them; of new rows many in each, which is quicker."""
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
