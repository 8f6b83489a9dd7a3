"""The stored follow-up of a consultation."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from bot.privacy.sealed_texts import sealed_text, sealed_to
from config.columns import UtcDateTime, partial_index
from config.data_map import Told


class FollowupRow(SQLModel, table=True):
    """The day on which both sides come back to a consultation; one at a time, a new one takes its place."""

    __tablename__ = "followup"
    __table_args__ = (
        partial_index("ix_followup_to_come", "number", "state <> 'done'"),
        {"info": sealed_to("number")},
    )

    number: int = Field(foreign_key="consultation.number", primary_key=True)
    due_on: str
    """Finnish date as YYYY-MM-DD."""
    note: str = Field(sa_column=sealed_text())
    state: str
    """open, done, or left: reminded of often enough, and the coordinator knows."""
    reminded: int
    """How many times both sides have been reminded since the day was set."""
    set_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


TOLD = (
    Told(
        FollowupRow,
        personal="note",
        other="number due_on state reminded set_at",
        of="clients, workers",
        why="when both sides come back to a consultation, and to what",
        kept="as the texts of the consultation",
        wiped=True,
    ),
)
