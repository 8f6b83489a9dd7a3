"""How far the waiting of a consultation has come: its plan, frozen when it was opened, and the clock that runs."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime, partial_index
from config.data_map import Told


class EscalationRow(SQLModel, table=True):
    """One consultation's plan and clock. A change of the area's plan touches only what is opened after it."""

    __tablename__ = "escalation"
    __table_args__ = (partial_index("ix_escalation_running", "number", "clock <> ''"),)

    number: int = Field(foreign_key="consultation.number", primary_key=True)
    plan: str
    """As directory.areas.plans writes it."""
    hours: str
    """The receivers' working hours, as directory.time.hours writes them."""
    clock: str = ""
    """waiting, or taken and by whom; empty while nothing has to happen by itself."""
    began_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    hurried: bool = False
    """The plan is that of an urgent question."""
    decide_by: str = ""
    """The last day for deciding on the application behind it (YYYY-MM-DD), to which the steps keep."""


class SnoozeRow(SQLModel, table=True):
    """A contact's wish not to be reminded until a moment. The plan goes on meanwhile, with the others."""

    __tablename__ = "snooze"

    contact_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """The consultation, or 0 for everything."""
    until: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


TOLD = (
    Told(
        EscalationRow,
        other="number plan hours clock began_at hurried decide_by",
        why="who is asked next, and when",
        kept="as the texts of the consultation",
        wiped=True,
    ),
    Told(
        SnoozeRow,
        personal="contact_id",
        other="number until",
        of="workers",
        why="until when a contact does not want reminders, of a consultation or of all",
        kept="until its moment",
        wiped=True,
    ),
)
