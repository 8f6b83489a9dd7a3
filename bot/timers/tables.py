"""What is to happen by itself at a moment: one row each, claimed by whichever replica comes first."""

from datetime import datetime

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class TimerRow(SQLModel, table=True):
    """One thing to be done once, not before its moment."""

    __tablename__ = "timer"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "step", name="uq_timer_step"),
        Index("ix_timer_due", "state", "due_at"),
        Index("ix_timer_subject", "subject", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """What is done: the name of a handler."""
    subject: str
    """What it is about, e.g. `consultation/1042`. Timers of one subject run in the order of their moments."""
    step: str
    """Which of the subject's timers of this kind: setting the same one again changes nothing."""
    due_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    state: str = "pending"
    """pending, done, cancelled, or failed after too many attempts."""
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    """After a failure: when it is tried again. Until then it keeps its place before the subject's later timers."""
    error: str = ""
    """The kind of the last failure, never its words."""
    created_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    done_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))


TOLD = (
    Told(
        TimerRow,
        personal="subject",
        other="id kind step due_at state attempts retry_at error created_at done_at",
        of="workers",
        why="reminders: the number of a consultation, or a contact's id",
        kept="a consultation's: as its texts; others: 1 year after they were done",
    ),
)
