"""The bot's own posts in Teams and the rows that say what is still to be done to them."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from bot.privacy.sealed_texts import sealed_text, sealed_to
from config.columns import UtcDateTime, partial_index
from config.data_map import Told


class Post(SQLModel, table=True):
    """One message of the bot's in one place, from the moment it is decided until it is deleted.

    `conversation_id` is empty until a 1:1 conversation with `recipient_*` has been created, and `activity_id` until
    Teams has accepted the message.
    """

    __table_args__ = (
        Index("ix_post_conversation", "conversation_id", "id"),
        partial_index("ix_post_thread", "thread_post_id", "thread_post_id IS NOT NULL"),
        partial_index("ix_post_about_nothing", "created_at", "consultation_id IS NULL"),
        partial_index("ix_post_nudge", "contact_id", "kind = 'nudge'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str
    service_url: str
    conversation_id: str = ""
    channel_id: str = ""
    """Set together with an empty conversation_id: a new thread in this channel."""
    recipient_aad_object_id: str = ""
    recipient_teams_id: str = ""
    thread_post_id: int | None = Field(default=None, foreign_key="post.id")
    """The post whose channel thread this one belongs in: waits for it and takes its conversation."""
    targeted: bool = False
    """Only the recipient sees it (a targeted message in a channel); gone after 24 hours."""
    activity_id: str = Field(default="", index=True)
    kind: str
    """What the post is to the room that made it, e.g. `asker`, `receiver`, `message`, `notice`."""
    consultation_id: int | None = Field(default=None, index=True)
    message_id: int | None = Field(default=None, index=True)
    """The consultation message of which this post is a copy."""
    contact_id: str = ""
    language: str = "fi"
    digest: str = ""
    """Keyed fingerprint of the newest content decided for the post: an equal update is not sent."""
    state: str = "pending"
    """pending, delivered, refused or deleted."""
    created_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    refusal: str = ""
    """Why it was refused for good: one of bot.outbox.delivery_refusals.Refusal."""
    seen_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    """When its only reader had seen it, as Teams told in a 1:1 chat; kept of questions and lines alone."""


class OutboxRow(SQLModel, table=True):
    """One thing to be done in Teams, committed with the change that caused it. Rows of one post run in order."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_lane", "state", "lane", "id"),
        partial_index("ix_outbox_over", "created_at", "state <> 'pending'"),
        {"info": sealed_to("post_id")},
    )

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    operation: str
    """send, update or delete."""
    activity: str | None = Field(default=None, sa_column=sealed_text(nullable=True))
    """The Bot Framework activity as JSON; emptied when the row is done, so that no text stays behind."""
    lane: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Rows of one lane are delivered one after another: bot/outbox/lanes.py."""
    state: str = "pending"
    """pending, done, superseded or refused."""
    attempts: int = 0
    due_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    leased_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    created_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    last_error: str = Field(default="", sa_column=Column(Text, nullable=False, default=""))
    """Status and Teams error code of the last failure, never its text."""


TOLD = (
    Told(
        Post,
        personal="tenant_id conversation_id recipient_aad_object_id recipient_teams_id contact_id seen_at",
        other=(
            "id service_url channel_id thread_post_id targeted activity_id kind consultation_id message_id "
            "language digest state refusal created_at"
        ),
        of="workers",
        why="which messages in Teams are the bot's; no text",
        kept="a consultation's: a week after the wipe; others: 1 year",
    ),
    Told(
        OutboxRow,
        personal="activity lane",
        other="id post_id operation state attempts due_at leased_until created_at last_error",
        of="clients, workers",
        why="what is still to be sent",
        kept="the content until it is sent, the row 1 day",
    ),
)
