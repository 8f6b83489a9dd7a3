"""Every statement that the bot runs, and how a database would find its rows."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.tables import metadata

Statements = dict[str, Any]
"""The words of each statement, and what it was given the first time."""
_EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_ALIAS = re.compile(r'\b(\w+) AS "?(\w+)"?')
_INDEXES = {str(index.name): table.name for table in metadata().tables.values() for index in table.indexes}
_PARTIAL = {
    str(index.name)
    for table in metadata().tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""Indexes of a few rows: to go through one of them whole is what it is for."""


@contextmanager
def listening() -> Iterator[Statements]:
    """What any engine of this process runs while the block lasts."""
    heard: Statements = {}

    def hear(_: object, __: object, words: str, given: Any, ___: object, many: bool) -> None:
        rows = many and isinstance(given[0], tuple | list)  # several in one statement come in one row
        heard.setdefault(words, tuple(given[0] if rows else given))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


async def read_whole(connection: AsyncConnection, words: str, given: Any) -> set[str]:
    """The tables of which the statement would look at every row, or go through a whole index."""
    if not words.lstrip().startswith(_EXPLAINED):
        return set()
    if connection.dialect.name == "postgresql":
        plan = (await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {words}", given)).scalar_one()
        return set(_whole_in_postgresql((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
    aliases = {alias: table for table, alias in _ALIAS.findall(words)}
    rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", given)
    return {aliases.get(found, found) for row in rows for found in _whole_in_sqlite(row.detail)}


def _whole_in_postgresql(node: Mapping[str, Any]) -> Iterator[str]:
    index = node.get("Index Name", "")
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    elif index and index not in _PARTIAL and "Index Cond" not in node:
        yield node.get("Relation Name") or _INDEXES.get(index, index)
    for inner in node.get("Plans", ()):
        yield from _whole_in_postgresql(inner)


def _whole_in_sqlite(detail: str) -> Iterator[str]:
    """One line of a plan, such as `SCAN post USING INDEX ix_post_nudge`."""
    if detail.startswith("SCAN ") and not any(detail.endswith(f" {one}") for one in _PARTIAL):
        yield detail.split()[1]
