"""Reading rows as they lie in the database, whatever somebody has put there: what is not of its column's kind is left
out, where the database's driver would raise.
"""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, LargeBinary, RowMapping, Table, cast, func
from sqlalchemy.ext.asyncio import AsyncConnection

from config.columns import UtcDateTime

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)
_ERA = " AD"
_AS_TEXT = f"YYYY-MM-DD HH24:MI:SS.US{_ERA}"
_KIND = "/kind"


def columns_as_stored(connection: AsyncConnection, table: Table) -> list[ColumnElement[Any]]:
    """What to select so that `values_as_stored` can read it."""
    if connection.dialect.name == "postgresql":
        # PostgreSQL keeps what a column is; only its moments reach further than Python's.
        return [_moment(one) if _is_moment(one) else one for one in table.columns]
    kinds = [func.typeof(one).label(one.name + _KIND) for one in table.columns]
    return [*kinds, *(cast(one, LargeBinary).label(one.name) for one in table.columns)]


def values_as_stored(table: Table, row: RowMapping) -> Mapping[str, Any]:
    """The row's values by column, without those that are not of the column's kind; moments in UTC as ISO 8601 text."""
    found: dict[str, Any] = {}
    for column in table.columns:
        try:
            found[column.name] = _value(column, row)
        except ValueError:
            continue
    return found


def _value(column: Column[Any], row: RowMapping) -> str | int | None:
    """Raises ValueError for what is not of the column's kind."""
    value = row[column.name]
    kind = "integer" if isinstance(column.type, Integer) else "text"
    if column.name + _KIND in row:
        if value is None and column.nullable:
            return None
        if value is None or row[column.name + _KIND] != kind:
            raise ValueError(column.name)
        value = int(value) if kind == "integer" else value.decode("utf-8")
    return _canonical(value) if _is_moment(column) else value


def _canonical(moment: str | None) -> str:
    text = (moment or "").removesuffix(_ERA)
    if not _MOMENT.fullmatch(text):
        raise ValueError("not a moment")
    return f"{text[:10]}T{text[11:]}+00:00"


def _is_moment(column: Column[Any]) -> bool:
    return isinstance(column.type, UtcDateTime)


def _moment(column: Column[Any]) -> ColumnElement[Any]:
    return func.to_char(func.timezone("UTC", column), _AS_TEXT).label(column.name)
