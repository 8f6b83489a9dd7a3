"""A short notice or refusal: one sentence that says what to do, and at most one button."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement

from cards.kit.actions import button, type_command
from cards.kit.button_data import ButtonData
from cards.kit.frame import Card, finished
from cards.kit.pieces import line, notice, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class SentenceView:
    """Worded by the caller."""

    text: str
    title: str = ""
    tone: Literal["plain", "warning", "attention"] = "plain"
    button: str = ""
    command: str = ""
    """Typed for the reader when the button is pressed."""
    press: ButtonData | None = None
    """What the button carries instead of a command."""


def sentence_card(view: SentenceView, t: Translate) -> Card:
    """The sentence."""
    body: list[CardElement] = []
    if view.tone != "plain":
        body.append(notice(view.title or view.text, view.text if view.title else "", style=view.tone))
    else:
        body += [line(run(view.title, bold=True))] if view.title else []
        body.append(line(run(view.text), gap="None" if view.title else "Small"))
    return finished(body, _actions(view), view.text, t)


def _actions(view: SentenceView) -> list[Action]:
    if view.press is not None:
        return [button(view.button, view.press)]
    return [type_command(view.button, view.command)] if view.button else []
