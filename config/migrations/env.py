"""Alembic's entry: runs the migrations on the connection it is given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel import SQLModel

from config.columns import UtcDateTime


def plain_types(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own types, so that they go on working when ours change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_types,
    compare_type=True,
    # While others use the tables, no lock is held for longer than one migration takes.
    transaction_per_migration=context.config.attributes["online"],
)
with context.begin_transaction():
    context.run_migrations()
