"""Indexes made and dropped by a migration while the bot serves: for PostgreSQL, without keeping writers waiting.

It makes such an index outside any transaction. One that was cut short leaves an index behind that is kept up and never
used: the next try begins it anew. So a migration that calls these does nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alembic import context, op
from sqlalchemy import text

_IS_INVALID = text("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)")


@dataclass(frozen=True, slots=True)
class NewIndex:
    """An index; `only` is the SQL condition of the rows in it, empty for all."""

    name: str
    table: str
    columns: tuple[str, ...]
    only: str = ""
    is_unique: bool = False


def make_indexes(indexes: Sequence[NewIndex]) -> None:
    """Makes those that are not there; on PostgreSQL also those anew that an earlier try left unfinished."""
    _each(indexes, _make)


def drop_indexes(indexes: Sequence[NewIndex]) -> None:
    """Drops those that are there."""
    _each(indexes, _drop)


def _each(indexes: Sequence[NewIndex], do: Callable[[NewIndex, str], None]) -> None:
    if not context.config.attributes["online"]:
        for one in indexes:
            do(one, "")
        return
    with op.get_context().autocommit_block():
        # A limit meant for turns would end the making of a large index each time. It waits for every transaction that
        # has begun before: one that somebody forgot to end is not waited for without end.
        op.execute("SET statement_timeout = 0")
        op.execute("SET lock_timeout = '60s'")
        for one in indexes:
            do(one, "CONCURRENTLY")
        op.execute("RESET lock_timeout")
        op.execute("RESET statement_timeout")


def _make(index: NewIndex, how: str) -> None:
    if how and op.get_bind().execute(_IS_INVALID, {"name": index.name}).scalar():
        _drop(index, how)
    where = f" WHERE {index.only}" if index.only else ""
    columns = ", ".join(index.columns)
    kind = "UNIQUE INDEX" if index.is_unique else "INDEX"
    op.execute(f"CREATE {kind} {how} IF NOT EXISTS {index.name} ON {index.table} ({columns}){where}")


def _drop(index: NewIndex, how: str) -> None:
    op.execute(f"DROP INDEX {how} IF EXISTS {index.name}")
