"""The access log's rows, where each of its chains ends, what binds the chains together, and what has been cut off."""

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class AccessRow(SQLModel, table=True):
    """One row of the log. Written only by `record`; nothing changes or deletes it."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_chain_number", "chain", "number", unique=True),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """The order in which rows are read. Within a chain it grows; it has gaps."""
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
    chain: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Which chain it is part of; empty for the one chain of all that there was before each organisation had its own."""
    number: int | None = None
    """One more than the row before it in its chain: a gap is a missing row. None in the chain of all: there `id` is."""


class AccessLogHead(SQLModel, table=True):
    """Where a chain ends now, so that rows cut off its end are missed too; whoever writes to the chain locks it."""

    __tablename__ = "access_log_head"

    chain: str = Field(primary_key=True)
    last_number: int
    last_hash: str


class AccessLogBinding(SQLModel, table=True):
    """Where all chains ended, each hour, chained and signed: so a chain that is taken away whole is missed."""

    __tablename__ = "access_log_binding"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """One more than the binding before."""
    at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    ends: str
    """Canonical JSON: number and hash of the last row, by chain."""
    previous: str
    """The signature of the binding before."""
    signature: str
    """Of the bot, over all the rest: nobody who may only write to the database can bind anew."""


class AccessLogCut(SQLModel, table=True):
    """Rows that were cut off a chain's beginning because their time was over. One row for each cut."""

    __tablename__ = "access_log_cut"

    chain: str = Field(primary_key=True)
    last_number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
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
        other="id at organisation action consultation_id basis result previous_hash hash chain number",
        of="workers, clients",
        why="who did what, for whom, on which basis",
        kept="12 years, longer when so set (**check**: whether 12 years hold for Kela's part)",
        ended_by="bot/access_log/log_cutting.py",
    ),
    Told(
        AccessLogHead,
        other="chain last_number last_hash",
        why="where each chain of the log ends",
        kept="for ever",
        ended_by="nobody",
    ),
    Told(
        AccessLogBinding,
        other="number at ends previous signature",
        why="where all chains of the log ended at each hour",
        kept="for ever",
        ended_by="nobody",
    ),
    Told(
        AccessLogCut,
        other="chain last_number last_hash older_than cut_at signature",
        why="that the rows before were cut off by their time",
        kept="for ever",
        ended_by="nobody",
    ),
)
