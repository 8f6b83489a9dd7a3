"""The stored versions of organisations' legal bases."""

from datetime import date, datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class BasisVersionRow(SQLModel, table=True):
    """One organisation's wording of one basis, from a day on. Never changed but for its decision."""

    __tablename__ = "basis_version"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(foreign_key="organisation.code", index=True)
    """Whose people may choose it."""
    code: str
    content: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Names, explanations, law, and what it allows and asks: see bot.bases.store."""
    valid_from: date
    in_use: bool = True
    """False takes the basis off the list from that day on."""
    state: str
    """waiting, accepted or rejected."""
    made_by_tenant_id: str
    made_by_aad_object_id: str
    made_by_name: str
    made_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_by_name: str = ""
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))


TOLD = (
    Told(
        BasisVersionRow,
        personal="made_by_tenant_id made_by_aad_object_id made_by_name decided_by_name",
        other="id organisation code content valid_from in_use state made_at decided_at",
        of="workers",
        why="which legal bases could be chosen when, and who decided it",
        kept="for ever",
        ended_by="nobody",
    ),
)
