"""A message as Local Teams keeps it, and as one person sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.local_teams.world.ids import thread_id
from bot.local_teams.world.shapes import Json, inner, objects, text

TARGETED_FOR = timedelta(hours=24)
"""A targeted message vanishes after this (Microsoft, "Targeted messages")."""
CARD = "application/vnd.microsoft.card.adaptive"
FILE_OFFER = "application/vnd.microsoft.teams.card.file.consent"
FILE_SHOWN = "application/vnd.microsoft.teams.card.file.info"
BOT = "bot"
"""Stands for the bot where a sender's directory id is expected."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of its sender's own, by its id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat or channel; `root_id` is set for a reply in a thread of a channel."""

    id: str
    chat_id: str
    sender: str
    """A directory id, or BOT."""
    at: datetime
    text: str = ""
    text_format: str = "plain"
    card: Json | None = None
    root_id: str = ""
    in_thread: bool = False
    """Whether it is in a channel, where every message begins or continues a thread."""
    targeted_at: str = ""
    """The directory id of the only person who sees it."""
    mentions_bot: bool = False
    edited: bool = False
    deleted: bool = False
    page: str = ""
    """The HTML of a message with a pasted table; empty where the words say everything."""
    files: tuple[SentFile, ...] = ()
    """What its writer attached."""
    file: Json | None = None
    """The bot's offer of a file, or the file it has stored: the attachment as it was sent."""
    file_answer: str = ""
    """`accept` or `decline`, once the offer has been answered."""
    views: Mapping[str, Json] = field(default_factory=dict)
    """Per directory id: the card with which a press was answered, in place of the card everybody sees."""

    @property
    def conversation_id(self) -> str:
        """The conversation as the Bot Connector names it: in a channel, that of the thread."""
        return thread_id(self.chat_id, self.root_id or self.id) if self.in_thread else self.chat_id

    def visible_to(self, aad_id: str, now: datetime) -> bool:
        """Whether this member of the chat sees it."""
        return not self.targeted_at or (self.targeted_at == aad_id and now - self.at < TARGETED_FOR)

    def card_for(self, aad_id: str) -> Json | None:
        """The card as this person sees it."""
        return self.views.get(aad_id, self.card)


def card_of(activity: Json) -> Json | None:
    """The Adaptive Card among an activity's attachments."""
    for attachment in objects(activity.get("attachments")):
        if attachment.get("contentType") == CARD:
            return inner(attachment, "content")
    return None


def file_of(activity: Json) -> Json | None:
    """The offer of a file, or the stored file, among an activity's attachments."""
    for attachment in objects(activity.get("attachments")):
        if attachment.get("contentType") in {FILE_OFFER, FILE_SHOWN}:
            return attachment
    return None


def mentioned_in(activity: Json) -> frozenset[str]:
    """The Teams ids of those whom an activity mentions."""
    entities = objects(activity.get("entities"))
    return frozenset(text(inner(one, "mentioned"), "id") for one in entities if one.get("type") == "mention")
