"""The stored decision time of a consultation."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class DecisionClockRow(SQLModel, table=True):
    """From what the law's working days are counted in the handler's case behind a consultation. Dates are Finnish."""

    __tablename__ = "decision_clock"

    number: int = Field(foreign_key="consultation.number", primary_key=True)
    complete_on: str
    """When the application was there with its attachments, as YYYY-MM-DD."""
    asked_until: str = ""
    """Until when the client may send what has been asked for; empty when nothing is awaited."""
    warned: bool = False
    """The asker has been told that the last day is at hand and no answer has come."""
    set_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


TOLD = (
    Told(
        DecisionClockRow,
        other="number complete_on asked_until warned set_at",
        of="clients, through the consultation",
        why="by when Kela decides on the application",
        kept="as the texts of the consultation",
        wiped=True,
    ),
)
