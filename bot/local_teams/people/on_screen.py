"""What a person of Local Teams sees: messages with their cards, what came of a press, and what did not come."""

from dataclasses import dataclass
from typing import Literal

from bot.local_teams.people.card_actions import Button, buttons, texts
from bot.local_teams.world.shapes import Json, inner, text


class DidNotCome(AssertionError):  # noqa: N818 - reads as a sentence in a test
    """What was waited for did not come in time; the message tells what was there instead."""


class NotDone(Exception):  # noqa: N818 - what Teams said
    """Local Teams would not let the person do it: HTTP status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(f"{status}: {sentence}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as the person sees it."""

    json: Json

    @property
    def id(self) -> str:
        """The message's id."""
        return text(self.json, "id")

    @property
    def conversation(self) -> str:
        """The conversation; in a channel, that of its thread."""
        return text(self.json, "conversationId")

    @property
    def text(self) -> str:
        """Its text, empty for a card."""
        return text(self.json, "text")

    @property
    def sender(self) -> str:
        """The sender's name."""
        return text(inner(self.json, "from"), "name")

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return inner(self.json, "from").get("bot") is True

    @property
    def card(self) -> Json:
        """Its card as the person sees it; empty when there is none."""
        return inner(self.json, "card")

    @property
    def file(self) -> Json:
        """The bot's file card: `kind` offer or file, `name`, `description`, `size`, `id`; empty when there is none."""
        return inner(self.json, "file")

    @property
    def texts(self) -> list[str]:
        """Everything readable in it."""
        return [*([self.text] if self.text else []), *texts(self.card)]

    @property
    def verbs(self) -> list[str]:
        """The verbs of its card's buttons."""
        return [button.verb for button in buttons(self.card) if button.verb]

    @property
    def targeted(self) -> bool:
        """Whether only one person sees it."""
        return self.json.get("targeted") is True

    @property
    def deleted(self) -> bool:
        """Whether it has been deleted."""
        return self.json.get("deleted") is True

    @property
    def edited(self) -> bool:
        """Whether its writer has changed it."""
        return self.json.get("edited") is True

    def says(self, part: str) -> bool:
        """Whether this can be read somewhere in it."""
        return any(part in one for one in self.texts)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a press."""

    kind: Literal["card", "sentence", "dialog", "nothing"]
    text: str = ""
    title: str = ""
    card: Json | None = None
    failed: bool = False
    """Whether Teams said that the bot did not answer."""

    def says(self, part: str) -> bool:
        """Whether this can be read in it."""
        return any(part in one for one in (self.text, self.title, *texts(self.card)))


def find_button(card: Json, wanted: str) -> Button:
    """The button with this verb or title. Raises DidNotCome."""
    found = list(buttons(card))
    for button in found:
        if wanted in {button.verb, button.title}:
            return button
    shown = ", ".join(f"{one.title!r} ({one.verb})" for one in found)
    raise DidNotCome(f"no button {wanted!r}; there are {shown or 'none'}")


def told(seen: list[Seen]) -> str:
    """The last messages in short, for an error."""
    return "\n".join(f"{one.sender}: {' | '.join(one.texts)[:300]}" for one in seen[-5:]) or "no messages"
