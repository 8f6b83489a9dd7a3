"""What a client makes of the bot's answers to invokes: a card in place of the pressed one, a sentence, a dialog, choices."""

from dataclasses import dataclass
from typing import Literal

from bot.local_teams.messages import CARD
from bot.local_teams.sender import Reply
from bot.local_teams.shapes import Json, inner, objects

SENTENCE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person sees after a press."""

    kind: Literal["card", "sentence", "dialog", "error", "none"]
    text: str = ""
    title: str = ""
    card: Json | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One offer of a typeahead field."""

    title: str
    value: str


def outcome_of_press(reply: Reply | None) -> Outcome:
    """Of an adaptiveCard/action: `{"statusCode", "type", "value"}`. Anything else is an error, as in Teams."""
    if reply is None or reply.status != 200:
        return Outcome("error")
    value = reply.body.get("value")
    match reply.body.get("statusCode"), reply.body.get("type"):
        case 200, str(kind) if kind == CARD and isinstance(value, dict):
            return Outcome("card", card=value)
        case 200, str(kind) if kind == SENTENCE and isinstance(value, str):
            return Outcome("sentence", value) if value else Outcome("none")
        case _:
            return Outcome("error", str(inner(reply.body, "value").get("message", "")))


def outcome_of_dialog(reply: Reply | None) -> Outcome:
    """Of task/fetch and task/submit: a dialog that opens or goes on, a sentence, or the end of the dialog."""
    if reply is None or reply.status != 200:
        return Outcome("error")
    task = inner(reply.body, "task")
    value = task.get("value")
    match task.get("type"):
        case "continue" if isinstance(value, dict):
            return Outcome("dialog", title=str(value.get("title", "")), card=inner(value, "card", "content"))
        case "message" if isinstance(value, str):
            return Outcome("sentence", value)
        case _:
            return Outcome("none")


def choices_in(reply: Reply | None) -> list[Choice]:
    """Of application/search; none when the answer is not as it should be."""
    results = objects(inner(reply.body if reply else {}, "value").get("results"))
    return [Choice(str(one.get("title", "")), str(one.get("value", ""))) for one in results]
