"""Who may see, or could see, the open matters of their team, and until when."""

from datetime import date, datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class TeamViewRow(SQLModel, table=True):
    """A team lead's right. Every one stays; the newest of a person counts."""

    __tablename__ = "team_view"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    contact_id: str = Field(index=True)
    aad_object_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The account that the entry had: another one has not been given the right."""
    team: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The team whose matters are seen, as it was called then: a contact may rename the team of their own entry."""
    until: date
    """The last day (Finnish date)."""
    given_by: str
    given_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    ended_by: str = ""
    """Who ended it before its last day."""
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))


TOLD = (
    Told(
        TeamViewRow,
        personal="contact_id aad_object_id given_by ended_by",
        other="id team until given_at ended_at",
        of="workers",
        why="which team lead may, or could, see the list of the team's open matters, without their content",
        kept="for ever",
        ended_by="nobody",
    ),
)
