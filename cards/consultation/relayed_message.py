"""A line from the other side, as a message of its own."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement

from cards.consultation.messages import reply_form
from cards.kit.actions import show
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import line, note, quote, run, top_row, words
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class RelayedMessageView:
    """Who wrote what, in which matter."""

    consultation: int
    version: int
    topic: str
    author: str
    organisation: str
    text: str
    time: str
    """ "9.41" """
    change: Literal["", "edited", "deleted"] = ""
    can_reply: bool = True
    """False once the matter is closed."""


def relayed_message_card(view: RelayedMessageView, t: Translate) -> Card:
    """The line with its writer; an edit changes it in place, a deletion empties it."""
    who = line(run(view.author, bold=True), run(f" · {view.organisation}", subtle=True), gap="None")
    deleted = view.change == "deleted"
    said: list[CardElement] = [note(t("The writer deleted this message."), "None")] if deleted else words(view.text)
    mark = [note(t("Edited"), "None")] if view.change == "edited" else []
    body: list[CardElement] = [
        top_row(f"{consultation_label(view.consultation)} · {view.topic}", view.time),
        who,
        quote([*said, *mark]),
    ]
    receiver = t("Receiver: {name}", name=f"{view.author}, {view.organisation}")
    reply = show(t("Answer"), reply_form(view, t("Answer", context="field"), t("Send the answer"), receiver, t))
    fallback = f"{consultation_label(view.consultation)}: {t('{name} wrote', name=view.author)}"
    return finished(body, [reply] if view.can_reply and not deleted else [], fallback, t)
