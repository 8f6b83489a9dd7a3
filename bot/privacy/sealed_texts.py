"""Texts of people sealed for the database: each opens only in the row and column it was written for.

A table says itself what is sealed: `sealed_text()` makes the column, `sealed_to()` names the columns that tell its row
apart. They must be known before the row is written and never change, so a serial id will not do.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, LargeBinary, RowMapping, Table, Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.sealing import CannotOpenError, Sealer

SEALER = "sealer"
"""Under this name every connection of a Database carries the Sealer."""
_SCHEME = "s1:"
"""Part of the stored text: another scheme can come beside it, and a clear text is never taken for a sealed one."""
PLAIN = f"{_SCHEME}%"
"""What a stored text that is neither sealed nor empty is not like."""
Row = RowMapping | Mapping[str, Any]
_SEALED, _SEALED_TO, _TOKEN = "sealed", "sealed_to", "sealed_token"


def sealed_text(*, nullable: bool = False) -> Column[str]:
    """A column whose texts are sealed; an empty text is stored as it is."""
    return Column(Text, nullable=nullable, info={_SEALED: True})


def sealed_to(*columns: str) -> dict[str, Any]:
    """A table's `info`: its sealed texts open only in the row with these values."""
    return {_SEALED_TO: columns}


def sealed_token() -> Column[bytes]:
    """A column of what whoever writes the row seals by itself; None when there is nothing."""
    return Column(LargeBinary, nullable=True, info={_TOKEN: True})


@cache
def sealed_columns(table: Table) -> tuple[str, ...]:
    """The names of the columns whose texts are sealed."""
    return tuple(column.name for column in table.columns if column.info.get(_SEALED))


def sealed_tokens(table: Table) -> tuple[str, ...]:
    """The names of the columns made by `sealed_token`."""
    return tuple(column.name for column in table.columns if column.info.get(_TOKEN))


def row_key(table: Table) -> tuple[str, ...]:
    """The names of the columns to which the table's sealed texts are bound."""
    return tuple(table.info.get(_SEALED_TO, ()))


def sealer_of(connection: AsyncConnection) -> Sealer:
    """The Sealer that the connection's Database carries. Raises LookupError where there is none: texts stay shut."""
    if connection.sync_connection is not None:
        sealer = connection.sync_connection.get_execution_options().get(SEALER)
        if isinstance(sealer, Sealer):
            return sealer
    raise LookupError("this database was opened without the sealing keys")


def sealed(connection: AsyncConnection, table: Table, values: Mapping[str, Any], **key: object) -> dict[str, Any]:
    """The values as they are stored. `key` gives the columns that tell the row apart, where `values` lacks them."""
    return seal_values(sealer_of(connection), table, values, key)


def opened(connection: AsyncConnection, table: Table, row: Row) -> dict[str, Any]:
    """The stored row with its texts in clear.

    Raises CannotOpenError when one was changed, moved from another row or column, or stored in clear.
    """
    sealer = sealer_of(connection)
    found: dict[str, Any] = {str(name): value for name, value in row.items()}
    for column in sealed_columns(table):
        if found.get(column):
            found[column] = _open(sealer, found[column], _place(table, column, found))
    return found


def seal_values(sealer: Sealer, table: Table, values: Mapping[str, Any], key: Mapping[str, object]) -> dict[str, Any]:
    """The same with a Sealer at hand; for texts that were stored in clear once."""
    stored = dict(values)
    for column in sealed_columns(table):
        if stored.get(column):
            sealed_one = sealer.seal(stored[column], _place(table, column, {**values, **key}))
            stored[column] = _SCHEME + sealed_one.decode("ascii")
    return stored


def is_sealed(stored: str) -> bool:
    """Whether the stored text has been sealed."""
    return stored.startswith(_SCHEME)


def is_newest(sealer: Sealer, stored: str) -> bool:
    """Whether the sealed text is under the newest key."""
    return sealer.is_newest(_token(stored))


def sealed_token_in(stored: object) -> bytes:
    """What a sealed column holds, as the Sealer made it."""
    return stored if isinstance(stored, bytes) else _token(str(stored))


def resealed(sealer: Sealer, stored: str) -> str:
    """The same text under the newest key. Raises CannotOpenError."""
    return _SCHEME + sealer.rotate(_token(stored)).decode("ascii")


def write_json(value: Sequence[str] | Mapping[str, Any]) -> str:
    """A list or an object as a text to be sealed; empty when there is nothing in it."""
    return json.dumps(value, ensure_ascii=False) if value else ""


def _open(sealer: Sealer, stored: str, place: str) -> str:
    if not is_sealed(stored):
        raise CannotOpenError("the stored text is not sealed")
    return sealer.open(_token(stored), place)


def _token(stored: str) -> bytes:
    return stored.removeprefix(_SCHEME).encode("utf-8")


def _place(table: Table, column: str, row: Mapping[str, object]) -> str:
    return json.dumps([table.name, column, *(row[name] for name in row_key(table))], ensure_ascii=False)
