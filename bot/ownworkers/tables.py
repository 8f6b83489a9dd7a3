"""Clients' own workers, told by their county. A client is a pseudonym here; nothing else of them is kept."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class OwnWorkerRow(SQLModel, table=True):
    """One client's own worker in one county, until a day."""

    __tablename__ = "own_worker"
    __table_args__ = (UniqueConstraint("county", "pseudonym", name="uq_own_worker_client"),)

    id: int | None = Field(default=None, primary_key=True)
    county: str = Field(foreign_key="organisation.code")
    pseudonym: str = Field(index=True)
    """The client's pseudonym between the county and Kela."""
    contact_id: str = Field(index=True)
    """The worker; the link is told to nobody once the contact is gone from the directory."""
    municipality: str = ""
    until: date = Field(index=True)
    """The last day on which the link is told."""
    source: str
    """form, import or consultation."""
    basis: str = ""
    consent_by: str = ""
    """Who consented: client or representative; empty when the basis is not a consent."""
    consent_how: str = ""
    """orally or in_writing."""
    consent_on: date | None = None
    added_by: str = ""
    """The contact id of whoever told it; empty for a batch from the county's own system."""
    added_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    asked_again_on: date | None = None
    """The day the worker was last asked whether the link still holds."""


class OwnWorkerImportRow(SQLModel, table=True):
    """A table of own workers that has been read and waits for whoever sent it to accept it; no identity codes in it."""

    __tablename__ = "own_worker_import"

    id: str = Field(primary_key=True)
    """UUID carried by the card's buttons."""
    county: str = Field(foreign_key="organisation.code")
    tenant_id: str
    aad_object_id: str
    """Who sent it, and alone may accept it."""
    links: list[list[str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Pseudonym, contact id, municipality and last day of each row; of a wrong row the pseudonym, if it tells one."""
    state: str = "open"
    """open, done or dropped."""
    created_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


TOLD = (
    Told(
        OwnWorkerRow,
        personal="pseudonym contact_id consent_by consent_how consent_on added_by",
        other="id county municipality until source basis added_at asked_again_on",
        of="clients, workers",
        why="who is the client's own worker",
        kept="until its last day, 24 months at most",
        ended_by="bot/ownworkers/link_rounds.py",
    ),
    Told(
        OwnWorkerImportRow,
        personal="tenant_id aad_object_id links",
        other="id county state created_at",
        of="clients, workers",
        why="a table of own workers that waits to be accepted",
        kept="until the choice, 1 day at most",
        ended_by="bot/ownworkers/link_rounds.py",
    ),
)
