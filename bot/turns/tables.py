"""What the bot remembers of turns: who has written, how to reach them, and which activities it has already handled."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from config.columns import UtcDateTime
from config.data_map import Told


class Person(SQLModel, table=True):
    """Somebody who has written to the bot, with the 1:1 conversation through which to reach them."""

    tenant_id: str = Field(primary_key=True)
    aad_object_id: str = Field(primary_key=True)
    name: str = ""
    teams_id: str = ""
    bot_id: str = ""
    language: str = "fi"
    language_chosen: bool = False
    """The person chose the language; otherwise it follows the Teams client."""
    service_url: str = ""
    conversation_id: str = ""
    """The 1:1 conversation; empty until one is known."""
    updated_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))


class SeenActivity(SQLModel, table=True):
    """An activity whose effect has been committed: its second delivery changes nothing."""

    __tablename__ = "seen_activity"

    key: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))


TOLD = (
    Told(
        Person,
        personal="tenant_id aad_object_id name teams_id language language_chosen conversation_id",
        other="bot_id service_url updated_at",
        of="workers",
        why="how to write to somebody",
        kept="2 years after the last message; as long as the access log needs the name",
    ),
    Told(
        SeenActivity,
        other="key seen_at",
        why="an activity has one effect; the key is a hash",
        kept="7 days",
    ),
)
