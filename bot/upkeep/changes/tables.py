"""How the directory came to be what it is: every change with its maker, and the wrong turns that call for one."""

from datetime import datetime

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from bot.privacy.sealed_texts import sealed_text, sealed_to
from config.columns import UtcDateTime
from config.data_map import Told


class DirectoryChangeRow(SQLModel, table=True):
    """One change of the directory, proposed, made or taken back. Shown to people as M-12."""

    __tablename__ = "directory_change"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(foreign_key="organisation.code", index=True)
    """Whose part of the directory it changes."""
    kind: str
    state: str
    """proposed, second, done, dropped or undone."""
    aside: dict[str, object] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """Of a table: its wrong rows, and the contacts that are not in it."""
    why: str = Field(default="", sa_column=Column(Text, nullable=False, default=""))
    made_by_tenant_id: str
    made_by_aad_object_id: str
    made_by_name: str
    made_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    decided_by_name: str = ""
    """Who accepted or dropped it, when that was not its maker."""
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    undone_by_name: str = ""
    undone_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))


class ChangeEditsRow(SQLModel, table=True):
    """What a change consists of. Kept apart: it stays as it was made, and of a table it is megabytes, which a database
    writes anew with every other word of their row."""

    __tablename__ = "directory_change_edits"

    change_id: int = Field(foreign_key="directory_change.id", ondelete="CASCADE", primary_key=True)
    edits: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Each record before and after, in the exchange format."""


class ChangePostRow(SQLModel, table=True):
    """A card that shows a change and follows what becomes of it."""

    __tablename__ = "directory_change_post"

    change_id: int = Field(foreign_key="directory_change.id", primary_key=True)
    post_id: int = Field(foreign_key="post.id", primary_key=True, index=True)


class MisrouteRow(SQLModel, table=True):
    """One time that a question came to the wrong person: what about, to whom, and whose it was. Nothing of a client."""

    __tablename__ = "misroute"
    __table_args__ = {"info": sealed_to("number", "contact_id")}

    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(foreign_key="consultation.number", index=True)
    organisation: str = Field(index=True)
    """Whose contact was asked."""
    area: str
    municipality: str = ""
    topic: str
    contact_id: str
    """Who passed it on."""
    named_contact_id: str = ""
    named: str = Field(default="", sa_column=sealed_text())
    """The right person or unit as written, when it is not a contact of the directory."""
    at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    state: str = "open"
    """open, corrected or left."""
    change_id: int | None = Field(default=None, foreign_key="directory_change.id", index=True)


TOLD = (
    Told(
        DirectoryChangeRow,
        personal="aside why made_by_tenant_id made_by_aad_object_id made_by_name decided_by_name undone_by_name",
        other="id organisation kind state made_at decided_at undone_at",
        of="workers",
        why="every change of the directory can be seen and undone",
        kept="2 years: long enough to ask who changed what, and far longer than anybody undoes one",
    ),
    Told(
        ChangeEditsRow,
        personal="edits",
        other="change_id",
        of="workers",
        why="what a change of the directory consists of",
        kept="as the change",
        ended_by="the change's end",
    ),
    Told(
        ChangePostRow,
        other="change_id post_id",
        why="the cards of a change",
        kept="as the change",
    ),
    Told(
        MisrouteRow,
        personal="contact_id named_contact_id named",
        other="id number organisation area municipality topic at state change_id",
        of="workers",
        why="a question that came to the wrong person",
        kept="90 days",
    ),
)
