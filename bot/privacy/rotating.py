"""Changing the sealing keys while the bot serves: everything sealed goes under the newest key, a few rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, RowMapping, Table, and_, false, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.sealed_texts import (
    PLAIN,
    is_newest,
    is_sealed,
    resealed,
    row_key,
    seal_values,
    sealed_columns,
    sealed_tokens,
)
from bot.privacy.sealing import CannotOpenError, Sealer
from config.connections import take_time
from config.database import Database

ROWS_AT_ONCE = 100
"""Rows of one transaction: on SQLite the bot's writers wait for it, a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation found, counted in sealed values; a row may hold several."""

    resealed: int = 0
    already_newest: int = 0
    unopened: int = 0
    """Sealed under a key that is no longer given, or damaged: they stay as they are."""

    def __add__(self, other: "Rotated") -> "Rotated":
        return Rotated(
            self.resealed + other.resealed,
            self.already_newest + other.already_newest,
            self.unopened + other.unopened,
        )


async def rotate(database: Database, sealer: Sealer, tables: Sequence[Table]) -> Rotated:
    """Reseals what is not yet under the newest key, and seals what is in clear. May be stopped and begun again.

    Every replica must know the new key before this runs: what it reseals, the old keys no longer open.
    """
    total = Rotated()
    for table in tables:
        total += await _through(database, sealer, table, None)
    return total


async def seal_clear_texts(database: Database, sealer: Sealer, tables: Sequence[Table]) -> int:
    """Seals the texts that were stored in clear before texts were sealed; how many there were."""
    total = Rotated()
    for table in tables:
        total += await _through(database, sealer, table, _holds_clear_text(table))
    return total.resealed


def _holds_clear_text(table: Table) -> ColumnElement[bool]:
    columns = [table.c[name] for name in sealed_columns(table)]
    return or_(false(), *(and_(column != "", column.not_like(PLAIN)) for column in columns))


async def _through(database: Database, sealer: Sealer, table: Table, only: ColumnElement[bool] | None) -> Rotated:
    """Goes through a table in the order of its key, in transactions of a few rows."""
    total, keys = Rotated(), list(table.primary_key.columns)
    names = {*(key.name for key in keys), *row_key(table), *sealed_columns(table), *sealed_tokens(table)}
    page = select(*(table.c[name] for name in names)).order_by(*keys).limit(ROWS_AT_ONCE)
    query = page if only is None else page.where(only)
    while True:
        async with database.write() as connection:
            await take_time(connection)
            rows = (await connection.execute(query)).mappings().all()
            for row in rows:
                total += await _renew(connection, sealer, table, row)
        if not rows:
            return total
        after = tuple_(*keys) > tuple(rows[-1][key.name] for key in keys)
        query = page.where(after) if only is None else page.where(only, after)


async def _renew(connection: AsyncConnection, sealer: Sealer, table: Table, row: RowMapping) -> Rotated:
    """Brings one row under the newest key."""
    new: dict[str, object] = {}
    newest = unopened = 0
    for name in (*sealed_columns(table), *sealed_tokens(table)):
        stored = row[name]
        if not stored:
            continue
        try:
            value = _renewed(sealer, table, name, row)
        except CannotOpenError:
            unopened += 1
            continue
        if value is None:
            newest += 1
        else:
            new[name] = value
    changed = 0
    if new:
        # Only what is still there: a copy destroyed meanwhile must not come back.
        same = [table.c[key.name] == row[key.name] for key in table.primary_key.columns]
        same += [table.c[name] == row[name] for name in new]
        result = await connection.execute(update(table).where(*same).values(**new))
        changed = len(new) if result.rowcount else 0
    return Rotated(changed, newest, unopened)


def _renewed(sealer: Sealer, table: Table, name: str, row: RowMapping) -> object:
    """The value under the newest key; None when it is there already. Raises CannotOpenError."""
    stored = row[name]
    if isinstance(stored, bytes):
        return None if sealer.is_newest(stored) else sealer.rotate(stored)
    if not is_sealed(stored):
        return seal_values(sealer, table, {name: stored}, {one: row[one] for one in row_key(table)})[name]
    return None if is_newest(sealer, stored) else resealed(sealer, stored)
