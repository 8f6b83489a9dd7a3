"""Reads and writes the directory in the database, and keeps the snapshot in which the bot looks people up."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from config.database import Database
from directory.changes import Changeset, Edit, difference
from directory.contacts import Contact, Directory, DirectoryContent, directory_of
from directory.importing import Import, Item, plan_import
from directory.records import SECTIONS, Record, Section, in_order
from directory.reference import Reference
from directory.rows import absence_of, area_of, contact_of, organisation_of, service_line_of, to_row
from directory.tables import (
    AbsenceRow,
    AreaRuleRow,
    ContactAreaRow,
    ContactMunicipalityRow,
    ContactRow,
    ContactTopicRow,
    DirectoryVersionRow,
    OrganisationRow,
    ServiceLineRow,
)


def _table(model: type[SQLModel]) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # SQLModel makes it at run time


_VERSION = _table(DirectoryVersionRow)
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


async def current_version(connection: AsyncConnection) -> int:
    """The number of the directory's last change; 0 before the first."""
    return int(await connection.scalar(select(_VERSION.c.number)) or 0)


async def load_directory(connection: AsyncConnection) -> Directory:
    """The whole directory, indexed; read again when somebody has changed it between two of its tables."""
    while True:
        version, content = await current_version(connection), await load_content(connection)
        if version == await current_version(connection):
            return directory_of(content, version)


async def load_content(connection: AsyncConnection) -> DirectoryContent:
    """The whole directory, in the order in which it is exported."""
    lists = {name: await _lists(connection, name) for name in _LISTS}
    contacts = (
        contact_of(row, {name: of_contact.get(str(row["id"]), ()) for name, of_contact in lists.items()})
        for row in await _rows(connection, "contacts")
    )
    return in_order(
        DirectoryContent(
            organisations=tuple(map(organisation_of, await _rows(connection, "organisations"))),
            contacts=tuple(contacts),
            areas=tuple(map(area_of, await _rows(connection, "areas"))),
            service_lines=tuple(map(service_line_of, await _rows(connection, "service_lines"))),
            absences=tuple(map(absence_of, await _rows(connection, "absences"))),
        )
    )


async def save_content(connection: AsyncConnection, content: DirectoryContent) -> int:
    """Makes the stored directory equal to this one, touching only what differs. Gives its new version number."""
    await lock_directory(connection)
    return await save_changes(connection, difference(await load_content(connection), content))


async def lock_directory(connection: AsyncConnection) -> None:
    """Until the transaction ends nobody else changes the directory. Take it before reading what is to be changed."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(_VERSION).values(id=1, number=0).on_conflict_do_nothing())
    await connection.execute(select(_VERSION.c.number).with_for_update())


async def save_changes(connection: AsyncConnection, changes: Changeset) -> int:
    """Writes the edits, which must have been made from what is stored. Gives the directory's new version number."""
    version = await _next_version(connection)
    for section in reversed(SECTIONS):
        gone = [one.before for one in changes if one.section == section and one.before and one.after is None]
        await _remove(connection, section, gone)
    for section in SECTIONS:
        await _write(connection, section, [one for one in changes if one.section == section])
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


async def _next_version(connection: AsyncConnection) -> int:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(_VERSION).values(id=1, number=1)
    grown = first.on_conflict_do_update(index_elements=["id"], set_={"number": _VERSION.c.number + 1})
    await connection.execute(grown)
    return await current_version(connection)


async def _rows(connection: AsyncConnection, section: Section) -> list[dict[str, object]]:
    table, _ = _TABLES[section]
    return [dict(row) for row in (await connection.execute(select(table))).mappings()]


async def _lists(connection: AsyncConnection, name: str) -> dict[str, tuple[str, ...]]:
    table, column = _LISTS[name]
    owner, word = table.c.contact_id, table.c[column]
    found = (await connection.execute(select(owner, word).order_by(owner, word))).all()
    return {key: tuple(row[1] for row in group) for key, group in groupby(found, key=lambda row: str(row[0]))}


async def _remove(connection: AsyncConnection, section: Section, gone: Sequence[Item]) -> None:
    if gone:
        table, keys = _TABLES[section]
        await connection.execute(delete(table).where(_same(table, keys)), [_keys(section, keys, item) for item in gone])


async def _write(connection: AsyncConnection, section: Section, edits: Sequence[Edit]) -> None:
    new = [one.after for one in edits if one.after and one.before is None]
    changed = [one.after for one in edits if one.after and one.before]
    table, keys = _TABLES[section]
    if new:
        await connection.execute(insert(table), [to_row(section, item) for item in new])
    if changed:
        rows = [to_row(section, item) | _keys(section, keys, item) for item in changed]
        await connection.execute(update(table).where(_same(table, keys)), rows)
    contacts = [item for item in (*new, *changed) if isinstance(item, Contact)]
    if contacts:
        await _write_lists(connection, contacts)


async def _write_lists(connection: AsyncConnection, contacts: Sequence[Contact]) -> None:
    for name, (table, column) in _LISTS.items():
        old = delete(table).where(table.c.contact_id == bindparam("key_contact_id"))
        await connection.execute(old, [{"key_contact_id": contact.id} for contact in contacts])
        rows = [{"contact_id": one.id, column: word} for one in contacts for word in getattr(one, name)]
        if rows:
            await connection.execute(insert(table), rows)


def _same(table: Table, keys: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys))


def _keys(section: Section, keys: tuple[str, ...], item: Item) -> dict[str, object]:
    row = to_row(section, item)
    return {f"key_{key}": row[key] for key in keys}
