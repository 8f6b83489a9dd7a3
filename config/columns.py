"""Column types and indexes shared by all tables."""

from datetime import UTC, datetime

from sqlalchemy import Dialect, Index, text
from sqlalchemy.types import DateTime, TypeDecorator
from typing_extensions import override


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases; SQLite, which keeps no zone, stores and returns UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a datetime without a zone: ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives back aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def partial_index(name: str, column: str, only: str) -> Index:
    """An index of the few rows of a large table that somebody looks for; `only` is SQL that both databases read.

    A query uses it when it repeats `only` word for word: a value that comes as a parameter is not known to match.
    """
    return Index(name, column, sqlite_where=text(only), postgresql_where=text(only))
