"""One incoming activity as the rest of the bot sees it: who, where, and what was done. No SDK type gets this far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cards.kit.button_data import number_or_none

PlaceKind = Literal["personal", "channel", "group"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who did it. Identity is (tenant_id, aad_object_id), never the display name."""

    tenant_id: str
    aad_object_id: str
    teams_id: str
    """`29:…`, specific to this bot and this person."""
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Teams it happened, with all that is needed to answer there."""

    tenant_id: str
    service_url: str
    conversation_id: str
    """As sent by Teams, with `;messageid=<root>` in a channel thread."""
    kind: PlaceKind
    bot_id: str
    """`28:<app id>`."""
    channel_id: str = ""
    """`19:…@thread.tacv2` when the place is a channel, otherwise empty."""
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent with a message; its content is fetched with `Services.fetch_file`."""

    name: str
    content_type: str
    content_url: str = ""
    """Where it can be fetched for a few minutes."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something was typed. `text` is plain: the bot's mention removed, HTML entities decoded, trimmed."""

    text: str
    attachments: tuple[Attachment, ...] = ()
    targeted: bool = False
    """The message was a slash command in a channel: only the bot and its writer see it."""
    addressed: bool = True
    """The bot is meant: always in a 1:1 chat, by mention or slash elsewhere.

    Without it the message is thread talk, which arrives by the team's consent (RSC).
    """
    table: tuple[tuple[str, ...], ...] = ()
    """The rows of a table that was pasted into the message, each cell as plain text."""


@dataclass(frozen=True, slots=True)
class Press:
    """A card button was pressed. `data` holds the card's own data and all inputs, unvalidated."""

    verb: str
    data: Mapping[str, object]
    wants: Literal["card", "dialog", "nothing"]
    """What the client waits for: a card (adaptiveCard/action), a dialog (task/fetch), or nothing (Action.Submit)."""
    card_activity_id: str = ""
    """The message that holds the card, where Teams says it."""

    @property
    def consultation(self) -> int | None:
        """The consultation that it names, for what is done whichever button it was; None when it names none."""
        return number_or_none(self.data.get("consultation"))


@dataclass(frozen=True, slots=True)
class Edited:
    """A message sent before was changed; the activity id is the original's."""

    text: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message sent before was deleted; the activity id is the original's."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot was added to a place (`added`) or removed from it."""

    added: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Typeahead in a card field asks for choices."""

    dataset: str
    query: str
    skip: int
    top: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A place in the person's own files that Teams has made ready for one file."""

    name: str
    url: str
    """Where the content is put; it opens without a token."""
    content_url: str
    unique_id: str
    file_type: str


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """A file that was offered is wanted (`upload`) or declined. `context` is what the offer said, unvalidated."""

    context: Mapping[str, object]
    upload: Upload | None
    card_activity_id: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A 1:1 chat was read up to a message: a read receipt, which Teams sends where the organisation allows it."""

    last_read_id: str
    """The message's id; ids of one chat grow with time."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Something is being typed in a 1:1 chat. It comes every few seconds and never matters later."""


Doing = Message | Press | Edited | Deleted | Installed | Search | FileAnswer | Read | Typing


@dataclass(frozen=True, slots=True)
class Turn:
    """One activity: the same delivery twice gives two equal Turns."""

    activity_id: str
    activity_type: str
    """The Bot Framework's `type`, with `/name` behind it for an invoke: part of the once-only key."""
    timestamp: str
    """As Teams sent it: tells two edits of one message apart."""
    received_at: datetime
    actor: Actor
    place: Place
    locale: str
    doing: Doing
