"""SQL that both databases understand, for SQLModel's table classes used with SQLAlchemy core."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Insert,
    Table,
    TableValuedAlias,
    Text,
    TextClause,
    delete,
    func,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy import cast as as_type
from sqlalchemy import column as column_named
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import SQLModel

Row = Mapping[str, object]
ROWS_AT_ONCE = 200
"""Rows deleted in one transaction by what tidies up: on SQLite all writers wait for it, some hundredths of a second."""
_BROKEN_CIRCLES = {"40P01", "40001"}
"""PostgreSQL's states for a deadlock and for a failed serialization."""


def broke_a_circle(error: Exception) -> bool:
    """Whether PostgreSQL undid a transaction only to let others go on that waited for it: it may be done again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in _BROKEN_CIRCLES


def table(model: type[SQLModel]) -> Table:
    """The SQLAlchemy table of a SQLModel class."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]


async def insert_once(connection: AsyncConnection, into: Table, row: Row) -> bool:
    """Inserts the row unless its key is there already; whether it was inserted."""
    return (await connection.execute(_once(connection.dialect.name, into), row)).rowcount == 1


async def insert_each_once(connection: AsyncConnection, into: Table, rows: Sequence[Row]) -> None:
    """Inserts those of the rows whose keys are not there already."""
    if rows:
        await connection.execute(_once(connection.dialect.name, into), rows)


async def insert_numbered(connection: AsyncConnection, into: Table, row: Row) -> int | None:
    """Inserts the row and gives its id; None when a row with its key is there already."""
    statement = _once_numbered(connection.dialect.name, into)
    number: int | None = (await connection.execute(statement, row)).scalar()
    return number


async def upsert(connection: AsyncConnection, into: Table, row: Row, changed: Row) -> None:
    """Inserts `row` and `changed` together, or sets only `changed` where the primary key is there already."""
    statement = _or_changes(connection.dialect.name, into, frozenset(changed))
    await connection.execute(statement, {**row, **changed})


# Statements are built once: building one anew costs more than running it.
@cache
def _once(dialect: str, into: Table) -> Insert:
    return _insert(dialect, into).on_conflict_do_nothing()


@cache
def _once_numbered(dialect: str, into: Table) -> ReturningInsert[int]:
    return _insert(dialect, into).on_conflict_do_nothing().returning(into.c.id)


@cache
def _or_changes(dialect: str, into: Table, changed: frozenset[str]) -> Insert:
    insert = _insert(dialect, into)
    new = {name: insert.excluded[name] for name in changed}
    return insert.on_conflict_do_update(index_elements=list(into.primary_key.columns), set_=new)


def _insert(dialect: str, into: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(into) if dialect == "postgresql" else sqlite.insert(into)


async def delete_some(connection: AsyncConnection, of: Table, *which: ColumnElement[bool] | TextClause) -> int:
    """Deletes some of the rows for which all this holds, ROWS_AT_ONCE at most; how many."""
    keys = list(of.primary_key.columns)
    some = select(*keys).where(*which).limit(ROWS_AT_ONCE)
    key = keys[0] if len(keys) == 1 else tuple_(*keys)
    return int((await connection.execute(delete(of).where(key.in_(some)))).rowcount)


def written_json(connection: AsyncConnection, json: str) -> ColumnElement[Any]:
    """A value for a column of JSON that has been written out already: of megabytes that is not for the event loop."""
    value = type_coerce(json, Text())
    return as_type(value, JSON()) if connection.dialect.name == "postgresql" else value


def items_of_json(connection: AsyncConnection, column: ColumnElement[Any]) -> TableValuedAlias:
    """What stands in a column of JSON lists as rows, each with a `value`: to be joined to the column's table."""
    each = func.json_array_elements if connection.dialect.name == "postgresql" else func.json_each
    return each(column).table_valued(column_named("value", JSON()))


def unread_json(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column of JSON as the text that it is, to be read beside the event loop."""
    return as_type(column, Text())
