"""Changing the sealing keys while the bot serves: everything sealed goes under the newest key, a few rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.sealing import CannotOpenError, Sealer
from config.database import Database

ROWS_AT_ONCE = 100
"""Rows of one transaction: on SQLite the bot's writers wait for it, a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """Where sealed texts are kept."""

    table: Table
    key: str
    """The column by which rows are told apart and gone through in order."""
    sealed: str


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation found."""

    resealed: int
    already_newest: int
    unopened: int
    """Sealed under a key that is no longer given, or damaged: they stay as they are."""

    def __add__(self, other: "Rotated") -> "Rotated":
        return Rotated(
            self.resealed + other.resealed,
            self.already_newest + other.already_newest,
            self.unopened + other.unopened,
        )


async def rotate(database: Database, sealer: Sealer, columns: Sequence[SealedColumn]) -> Rotated:
    """Reseals what is not yet under the newest key. Can be stopped at any moment and begun again.

    Every replica must know the new key before this runs: what it reseals, the old keys no longer open.
    """
    total = Rotated(0, 0, 0)
    for column in columns:
        key = column.table.c[column.key]
        after: ColumnElement[bool] | None = None
        while True:
            async with database.write() as connection:
                found, last = await _some(connection, sealer, column, after)
            if last is None:
                break
            total += found
            after = key > last
    return total


async def _some(
    connection: AsyncConnection, sealer: Sealer, column: SealedColumn, after: ColumnElement[bool] | None
) -> tuple[Rotated, object]:
    key, sealed = column.table.c[column.key], column.table.c[column.sealed]
    query = select(key, sealed).where(sealed.is_not(None)).order_by(key).limit(ROWS_AT_ONCE)
    rows = (await connection.execute(query if after is None else query.where(after))).all()
    done = Rotated(0, 0, 0)
    for row_key, old in rows:
        if sealer.is_newest(old):
            done += Rotated(0, 1, 0)
            continue
        try:
            new = sealer.rotate(old)
        except CannotOpenError:
            done += Rotated(0, 0, 1)
            continue
        # Only what is still there: a copy destroyed meanwhile must not come back.
        change = update(column.table).where(key == row_key, sealed == old).values({column.sealed: new})
        done += Rotated((await connection.execute(change)).rowcount, 0, 0)
    return done, rows[-1][0] if rows else None
