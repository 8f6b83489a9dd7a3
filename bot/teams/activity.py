"""The parts of a Bot Framework activity that the bot reads, named as Microsoft's protocol names them.

Own classes and not the SDK's: those bring 350 modules and are made slowly (decision 0048). A field
that Teams left out is empty, never None.
"""

from dataclasses import dataclass

from bot.teams.json_shapes import Json


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends or receives, or is a member."""

    id: str
    name: str
    aad_object_id: str
    role: str
    is_targeted: bool
    """Of a recipient: the message was written to the bot alone, in a place that others share."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where it happens."""

    id: str
    conversation_type: str
    is_group: bool
    tenant_id: str


@dataclass(frozen=True, slots=True)
class ActivityAttachment:
    """A file, a card or a page of HTML."""

    content_type: str
    content_url: str
    name: str
    content: Json | str


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, every field of the right type and bounded in length."""

    type: str
    id: str
    timestamp: str
    service_url: str
    channel_id: str
    sender: Account
    recipient: Account
    conversation: Conversation
    locale: str
    text: str
    name: str
    action: str
    reply_to_id: str
    channel_data: Json
    value: object
    """Anything: whoever reads it checks it."""
    attachments: tuple[ActivityAttachment, ...]
    entities: tuple[Json, ...]
    """Mentions and what the client tells of itself."""
    members_added: tuple[Account, ...]
    members_removed: tuple[Account, ...]
