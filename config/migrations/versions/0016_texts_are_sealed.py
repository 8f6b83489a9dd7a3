"""texts are sealed

What was stored in clear stays so here, where no key is known: the bot seals it when it starts, before anybody reads.

Revision ID: 0016
Revises: 0015
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON_COLUMNS = (("consultation", "details"), ("consultation", "situation"), ("outbox", "activity"))
SHORT_COLUMNS = (
    ("consultation_receiver", "reason"),
    ("consultation_receiver", "whose"),
    ("consultation_draft", "place_words"),
    ("consultation_draft", "topic_words"),
    ("misroute", "named"),
)
NULLABLE = ("outbox", "activity")


def upgrade() -> None:
    for table, column in (*JSON_COLUMNS, *SHORT_COLUMNS):
        _retype(table, column, sa.Text(), "text")
    op.execute("UPDATE outbox SET activity = NULL WHERE activity = 'null'")
    # Fingerprints without a key would let short texts be guessed. Without one the next change is sent once too often.
    op.execute("UPDATE post SET digest = ''")


def downgrade() -> None:
    # Sealed texts do not open without the keys: none of them goes back.
    op.execute("UPDATE consultation SET details = '{}', situation = '[]'")
    op.execute("UPDATE outbox SET activity = NULL, state = 'superseded' WHERE state = 'pending'")
    op.execute("UPDATE outbox SET activity = NULL")
    for table, column in JSON_COLUMNS:
        _retype(table, column, sa.JSON(), "json")
    for table, column in SHORT_COLUMNS:
        _retype(table, column, sa.String(), "varchar")


def _retype(table: str, column: str, new: sa.types.TypeEngine[Any], name: str) -> None:
    """Another type for a column. SQLite cannot change one: there a new column takes the place of the old."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, type_=new, postgresql_using=f"{column}::{name}")
        return
    nullable = (table, column) == NULLABLE
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO {column}_before")
    op.add_column(table, sa.Column(column, new, nullable=nullable, server_default=None if nullable else ""))
    op.execute(f"UPDATE {table} SET {column} = {column}_before")  # noqa: S608 - names from above
    op.drop_column(table, f"{column}_before")
