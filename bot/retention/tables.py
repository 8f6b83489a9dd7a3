"""How long an organisation's closed matters are kept."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class RetentionRow(SQLModel, table=True):
    """An organisation's own period; without a row the usual one holds."""

    __tablename__ = "retention"

    organisation: str = Field(foreign_key="organisation.code", primary_key=True)
    days: int
    """After closing."""
    changed_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


TOLD = (
    Told(
        RetentionRow,
        other="organisation days changed_at",
        why="how long an organisation keeps closed matters",
        kept="while in use",
        ended_by="nobody",
    ),
)
