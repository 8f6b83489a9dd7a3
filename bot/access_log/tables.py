"""The access log's rows, where its chain ends, and what has been cut off its beginning."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class AccessRow(SQLModel, table=True):
    """One row of the log. Written only by `record`; nothing changes or deletes it."""

    __tablename__ = "access_log"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """One more than the row before: a gap is a missing row."""
    at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    actor_tenant_id: str
    actor_aad_object_id: str = Field(index=True)
    organisation: str
    """Code of the organisation in whose name it was done."""
    role: str
    action: str
    consultation_id: int | None = Field(default=None, index=True)
    pseudonym: str = Field(default="", index=True)
    """The client concerned, as a pseudonym; empty when none was given."""
    basis: str
    result: str
    previous_hash: str
    hash: str


class AccessLogHead(SQLModel, table=True):
    """Where the chain ends now, so that rows cut off its end are missed too. One row."""

    __tablename__ = "access_log_head"

    id: int = Field(default=1, primary_key=True)
    last_id: int
    last_hash: str


class AccessLogCut(SQLModel, table=True):
    """Rows that were cut off the log's beginning because their time was over. One row for each cut."""

    __tablename__ = "access_log_cut"

    last_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The last row that was cut off."""
    last_hash: str
    older_than: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    """All rows cut off were written before this moment."""
    cut_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    signature: str
    """Of the bot, over all the rest: nobody who may only write to the database can make a cut look lawful."""


TOLD = (
    Told(
        AccessRow,
        personal="actor_tenant_id actor_aad_object_id role pseudonym",
        other="id at organisation action consultation_id basis result previous_hash hash",
        of="workers, clients",
        why="who did what, for whom, on which basis",
        kept="12 years, longer when so set (**check**: whether 12 years hold for Kela's part)",
        ended_by="bot/access_log/log_cutting.py",
    ),
    Told(
        AccessLogHead,
        other="id last_id last_hash",
        why="where the log ends",
        kept="for ever",
        ended_by="nobody",
    ),
    Told(
        AccessLogCut,
        other="last_id last_hash older_than cut_at signature",
        why="that the rows before were cut off by their time",
        kept="for ever",
        ended_by="nobody",
    ),
)
