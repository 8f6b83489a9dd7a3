"""Reads and writes the directory in the database, and keeps the snapshot in which the bot looks people up."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from config.connections import take_time
from config.database import Database
from directory.people.contacts import Directory, DirectoryContent, Former, directory_of
from directory.records.changes import Changeset, difference
from directory.records.merging import Import, plan_import
from directory.records.records import SECTIONS, Record, Section, in_order
from directory.reference import Reference
from directory.stored.directory_rows import (
    FORMER,
    TABLES,
    VERSION,
    absence_of,
    area_of,
    contact_of,
    organisation_of,
    service_line_of,
)
from directory.stored.next_version import NextVersion, next_of

NUMBER = select(VERSION.c.number)
"""The number of the directory's last change, which is no row before the first."""
AT_ONCE = 20_000
"""Values handed to the database together: PostgreSQL's driver packs them on the event loop."""


class DirectorySnapshot:
    """The newest directory this process has read. `refresh` reads it again when its version number has changed."""

    def __init__(self) -> None:
        self._current = directory_of(DirectoryContent())
        self._reading = asyncio.Lock()

    @property
    def current(self) -> Directory:
        """The snapshot in force now."""
        return self._current

    def becomes(self, directory: Directory) -> None:
        """This process has committed a newer version and need not read it."""
        if directory.version > self._current.version:
            self._current = directory

    async def refresh(self, database: Database) -> bool:
        """Whether there was something newer. However many turns ask at once, one of them reads it."""
        if await self._is_newest(database):
            return False
        async with self._reading:
            if await self._is_newest(database):
                return True
            before = self._current
            async with database.read() as connection:
                read = await load_directory(connection, before)
            if self._current is before:
                self._current = read
            else:  # a change was committed here meanwhile
                self.becomes(read)
            return True

    async def as_of(self, connection: AsyncConnection, version: int | None = None) -> Directory:
        """The directory as this transaction sees it, which may be newer than the snapshot in force. `version`: its
        number, where the transaction has just read it."""
        seen = self._current
        number = await current_version(connection) if version is None else version
        return seen if number == seen.version else await load_directory(connection, seen)

    async def _is_newest(self, database: Database) -> bool:
        async with database.read() as connection:
            return await current_version(connection) == self._current.version


async def current_version(connection: AsyncConnection) -> int:
    """The number of the directory's last change; 0 before the first."""
    return int(await connection.scalar(NUMBER) or 0)


async def load_directory(connection: AsyncConnection, before: Directory | None = None) -> Directory:
    """The whole directory, indexed; read again when somebody has changed it between two of its tables.

    `before`: an earlier version, as in `directory_of`.
    """
    await take_time(connection)
    while True:
        version, content = await current_version(connection), await load_content(connection)
        former = await load_former(connection)
        if version == await current_version(connection):
            return await asyncio.to_thread(directory_of, content, version, former, before)


async def load_content(connection: AsyncConnection) -> DirectoryContent:
    """The whole directory, in the order in which it is exported."""
    stored = {section: await connection.execute(select(TABLES[section][0])) for section in SECTIONS}
    return await asyncio.to_thread(_content_of, stored)


def _content_of(stored: Mapping[Section, CursorResult[Any]]) -> DirectoryContent:
    """The content out of rows that have been fetched: for a whole country too long a work for the event loop."""
    rows = {section: [dict(row) for row in result.mappings()] for section, result in stored.items()}
    return in_order(
        DirectoryContent(
            organisations=tuple(map(organisation_of, rows["organisations"])),
            contacts=tuple(map(contact_of, rows["contacts"])),
            areas=tuple(map(area_of, rows["areas"])),
            service_lines=tuple(map(service_line_of, rows["service_lines"])),
            absences=tuple(map(absence_of, rows["absences"])),
        )
    )


async def load_former(connection: AsyncConnection) -> tuple[Former, ...]:
    """Those who have left the directory."""
    return tuple(Former(**row) for row in (await connection.execute(select(FORMER))).mappings())


async def save_content(connection: AsyncConnection, content: DirectoryContent) -> int:
    """Makes the stored directory equal to this one, touching only what differs. Gives its new version number."""
    await lock_directory(connection)
    before = await load_directory(connection)
    return await save_next(connection, next_of(before, difference(before.content, content), connection.dialect))


async def save_changes(connection: AsyncConnection, changes: Changeset) -> int:
    """Writes the edits, which must have been made from what is stored. Gives the directory's new version number."""
    return await save_next(connection, next_of(await load_directory(connection), changes, connection.dialect))


async def save_next(connection: AsyncConnection, wanted: NextVersion) -> int:
    """Writes the version that has been worked out: its number. The directory has to be locked.

    Raises ValueError when the stored version is not the one that it was made of.
    """
    number = await _grow_version(connection)
    if number != wanted.directory.version:
        raise ValueError("made of another version of the directory")
    for statement, rows in wanted.writes:
        together = AT_ONCE // len(rows[0])
        for start in range(0, len(rows), together):
            await connection.exec_driver_sql(statement, rows[start : start + together])
    return number


async def lock_directory(connection: AsyncConnection) -> None:
    """Until the transaction ends nobody else changes the directory. Take it before reading what is to be changed."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(VERSION).values(id=1, number=0).on_conflict_do_nothing())
    await connection.execute(select(VERSION.c.number).with_for_update())
    await take_time(connection)


async def switch_organisation(connection: AsyncConnection, code: str, *, off: bool) -> bool:
    """Cuts an organisation off, or lets it in again; every replica sees it with the new version. Whether it changed."""
    await lock_directory(connection)
    organisation = TABLES["organisations"][0]
    otherwise = and_(organisation.c.code == code, organisation.c.switched_off.is_not(off))
    changed = await connection.execute(update(organisation).where(otherwise).values(switched_off=off))
    if changed.rowcount:
        await _grow_version(connection)
    return bool(changed.rowcount)


async def import_directory(connection: AsyncConnection, records: Sequence[Record], reference: Reference) -> Import:
    """Takes the records over if all of them are clean; otherwise stores nothing and tells what is wrong."""
    await lock_directory(connection)
    plan = plan_import(records, await load_content(connection), reference)
    if not plan.problems:
        await save_content(connection, plan.content)
    return plan


async def _grow_version(connection: AsyncConnection) -> int:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(VERSION).values(id=1, number=1)
    grown = first.on_conflict_do_update(index_elements=["id"], set_={"number": VERSION.c.number + 1})
    await connection.execute(grown)
    return await current_version(connection)
