"""Reads and writes the directory in the database, and keeps the snapshot in which the bot looks people up."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, TypeGuard, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from config.database import Database
from directory.people.contacts import Contact, Directory, DirectoryContent, DirectoryId, Former, directory_of
from directory.records.changes import Changeset, difference
from directory.records.merging import Import, Item, plan_import
from directory.records.records import SECTIONS, Record, Section, in_order
from directory.reference import Reference
from directory.stored.directory_rows import absence_of, area_of, contact_of, organisation_of, service_line_of, to_row
from directory.stored.tables import (
    AbsenceRow,
    AreaRuleRow,
    ContactAreaRow,
    ContactMunicipalityRow,
    ContactRow,
    ContactTopicRow,
    DirectoryVersionRow,
    FormerContactRow,
    OrganisationRow,
    ServiceLineRow,
)

Writes = Sequence[tuple[Executable, Sequence[Mapping[str, object]]]]
"""Statements with the rows for which each is run."""
AT_ONCE = 500
"""Rows per statement: each takes the event loop a few milliseconds."""


def _table(model: type[SQLModel]) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # SQLModel makes it at run time


_VERSION, _FORMER = _table(DirectoryVersionRow), _table(FormerContactRow)
_TABLES: Mapping[Section, tuple[Table, tuple[str, ...]]] = {
    "organisations": (_table(OrganisationRow), ("code",)),
    "contacts": (_table(ContactRow), ("id",)),
    "areas": (_table(AreaRuleRow), ("area", "valid_from")),
    "service_lines": (_table(ServiceLineRow), ("owner", "kind")),
    "absences": (_table(AbsenceRow), ("contact_id", "starts_on")),
}
"""Each section's table and the columns that tell namesakes; organisations first, because contacts refer to them."""
_LISTS: Mapping[str, tuple[Table, str]] = {
    "areas": (_table(ContactAreaRow), "area"),
    "municipalities": (_table(ContactMunicipalityRow), "municipality"),
    "topics": (_table(ContactTopicRow), "topic"),
}


class DirectorySnapshot:
    """The newest directory this process has read. `refresh` reads it again when its version number has changed."""

    def __init__(self) -> None:
        self._current = directory_of(DirectoryContent())

    @property
    def current(self) -> Directory:
        """The snapshot in force now."""
        return self._current

    async def refresh(self, database: Database) -> bool:
        """Whether there was something newer."""
        async with database.read() as connection:
            if await current_version(connection) == self._current.version:
                return False
            self._current = await load_directory(connection)
            return True

    async def as_of(self, connection: AsyncConnection) -> Directory:
        """The directory as this transaction sees it, which may be newer than the snapshot in force."""
        seen = self._current
        return seen if await current_version(connection) == seen.version else await load_directory(connection)


async def current_version(connection: AsyncConnection) -> int:
    """The number of the directory's last change; 0 before the first."""
    return int(await connection.scalar(select(_VERSION.c.number)) or 0)


async def load_directory(connection: AsyncConnection) -> Directory:
    """The whole directory, indexed; read again when somebody has changed it between two of its tables."""
    while True:
        version, content = await current_version(connection), await load_content(connection)
        former = await load_former(connection)
        if version == await current_version(connection):
            return await asyncio.to_thread(directory_of, content, version, former)


async def load_content(connection: AsyncConnection) -> DirectoryContent:
    """The whole directory, in the order in which it is exported."""
    lists = {name: await _list_rows(connection, name) for name in _LISTS}
    stored = {section: await connection.execute(select(_TABLES[section][0])) for section in SECTIONS}
    return await asyncio.to_thread(_content_of, stored, lists)


def _content_of(
    stored: Mapping[Section, CursorResult[Any]], lists: Mapping[str, Sequence[Row[Any, Any]]]
) -> DirectoryContent:
    """The content out of rows that have been fetched: for a whole country too long a work for the event loop."""
    rows = {section: [dict(row) for row in result.mappings()] for section, result in stored.items()}
    grouped = {name: _by_contact(found) for name, found in lists.items()}
    contacts = (
        contact_of(row, {name: of_contact.get(str(row["id"]), ()) for name, of_contact in grouped.items()})
        for row in rows["contacts"]
    )
    return in_order(
        DirectoryContent(
            organisations=tuple(map(organisation_of, rows["organisations"])),
            contacts=tuple(contacts),
            areas=tuple(map(area_of, rows["areas"])),
            service_lines=tuple(map(service_line_of, rows["service_lines"])),
            absences=tuple(map(absence_of, rows["absences"])),
        )
    )


async def load_former(connection: AsyncConnection) -> tuple[Former, ...]:
    """Those who have left the directory."""
    return tuple(Former(**row) for row in (await connection.execute(select(_FORMER))).mappings())


async def save_content(connection: AsyncConnection, content: DirectoryContent) -> int:
    """Makes the stored directory equal to this one, touching only what differs. Gives its new version number."""
    await lock_directory(connection)
    return await save_changes(connection, difference(await load_content(connection), content))


async def lock_directory(connection: AsyncConnection) -> None:
    """Until the transaction ends nobody else changes the directory. Take it before reading what is to be changed."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(_VERSION).values(id=1, number=0).on_conflict_do_nothing())
    await connection.execute(select(_VERSION.c.number).with_for_update())


async def save_changes(connection: AsyncConnection, changes: Changeset, writes: Writes | None = None) -> int:
    """Writes the edits, which must have been made from what is stored. Gives the directory's new version number.

    `writes`: how, when that has been worked out already.
    """
    version = await _next_version(connection)
    for statement, rows in writes_of(changes) if writes is None else writes:
        await _in_slices(connection, statement, rows)
    await _remember_leavers(connection, changes)
    return version


async def switch_organisation(connection: AsyncConnection, code: str, *, off: bool) -> bool:
    """Cuts an organisation off, or lets it in again; every replica sees it with the new version. Whether it changed."""
    await lock_directory(connection)
    organisation = _table(OrganisationRow)
    otherwise = and_(organisation.c.code == code, organisation.c.switched_off.is_not(off))
    changed = await connection.execute(update(organisation).where(otherwise).values(switched_off=off))
    if changed.rowcount:
        await _next_version(connection)
    return bool(changed.rowcount)


async def import_directory(connection: AsyncConnection, records: Sequence[Record], reference: Reference) -> Import:
    """Takes the records over if all of them are clean; otherwise stores nothing and tells what is wrong."""
    await lock_directory(connection)
    plan = plan_import(records, await load_content(connection), reference)
    if not plan.problems:
        await save_content(connection, plan.content)
    return plan


async def _remember_leavers(connection: AsyncConnection, changes: Changeset) -> None:
    """Whoever had an entry and has none any more is known to have left; whoever has one again is not."""
    before = {one.before.directory_id: one.before for one in changes if _has_account(one.before)}
    after = {one.after.directory_id for one in changes if _has_account(one.after)}
    if before.keys() == after:
        return
    for one in await load_former(connection):
        if DirectoryId(one.tenant_id, one.aad_object_id) in after:
            await connection.execute(delete(_FORMER).where(_is(_FORMER, one.tenant_id, one.aad_object_id)))
    contacts = _TABLES["contacts"][0]
    for who, entry in before.items():
        listed = select(contacts.c.id).where(_is(contacts, *who))
        if who not in after and (await connection.execute(listed)).first() is None:
            left = Former(*who, contact_id=entry.id, deputy_id=entry.deputy_id)
            await connection.execute(insert(_FORMER).values(**asdict(left)))


def _is(table: Table, tenant_id: str, aad_object_id: str) -> ColumnElement[bool]:
    return and_(table.c.tenant_id == tenant_id, table.c.aad_object_id == aad_object_id)


def _has_account(item: Item | None) -> TypeGuard[Contact]:
    return isinstance(item, Contact) and bool(item.aad_object_id)


async def _next_version(connection: AsyncConnection) -> int:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(_VERSION).values(id=1, number=1)
    grown = first.on_conflict_do_update(index_elements=["id"], set_={"number": _VERSION.c.number + 1})
    await connection.execute(grown)
    return await current_version(connection)


async def _list_rows(connection: AsyncConnection, name: str) -> Sequence[Row[Any, Any]]:
    table, column = _LISTS[name]
    owner, word = table.c.contact_id, table.c[column]
    return (await connection.execute(select(owner, word).order_by(owner, word))).all()


def _by_contact(found: Sequence[Row[Any, Any]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(row[1] for row in group) for key, group in groupby(found, key=lambda row: str(row[0]))}


def writes_of(changes: Changeset) -> Writes:
    """The statements that write the edits, with their rows, in order. For thousands of edits it takes its time."""
    found: list[tuple[Executable, list[dict[str, object]]]] = []
    for section in reversed(SECTIONS):
        table, keys = _TABLES[section]
        gone = [one.before for one in changes if one.section == section and one.before and one.after is None]
        found.append((delete(table).where(_same(table, keys)), [_keys(section, keys, item) for item in gone]))
    for section in SECTIONS:
        edits = [one for one in changes if one.section == section]
        new = [one.after for one in edits if one.after and one.before is None]
        changed = [one.after for one in edits if one.after and one.before]
        table, keys = _TABLES[section]
        found.append((insert(table), [to_row(section, item) for item in new]))
        rows = [to_row(section, item) | _keys(section, keys, item) for item in changed]
        found.append((update(table).where(_same(table, keys)), rows))
        found += _writes_of_lists(
            [item for item in new if isinstance(item, Contact)],
            [item for item in changed if isinstance(item, Contact)],
        )
    return tuple((statement, rows) for statement, rows in found if rows)


def _writes_of_lists(
    new: Sequence[Contact], changed: Sequence[Contact]
) -> Iterator[tuple[Executable, list[dict[str, object]]]]:
    for name, (table, column) in _LISTS.items():
        old = delete(table).where(table.c.contact_id == bindparam("key_contact_id"))
        yield old, [{"key_contact_id": contact.id} for contact in changed]
        yield (
            insert(table),
            [{"contact_id": one.id, column: word} for one in (*new, *changed) for word in getattr(one, name)],
        )


async def _in_slices(connection: AsyncConnection, statement: Executable, rows: Sequence[Mapping[str, object]]) -> None:
    """Runs the statement for all rows; others get their turn after each few of them."""
    for start in range(0, len(rows), AT_ONCE):
        await connection.execute(statement, rows[start : start + AT_ONCE])


def _same(table: Table, keys: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys))


def _keys(section: Section, keys: tuple[str, ...], item: Item) -> dict[str, object]:
    row = to_row(section, item)
    return {f"key_{key}": row[key] for key in keys}
