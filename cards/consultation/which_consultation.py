"""A line typed in a chat with several open questions: which is it for? Nothing is relayed before the answer."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement

from cards.buttons.consultation_data import ReplyData
from cards.kit.actions import button, row, type_command
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import heading, line, note, quote, run, shortened, words
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class OpenQuestionView:
    """An open question the line may belong to."""

    consultation: int
    version: int
    topic: str
    place: str
    other_side: str
    """ "Liisa Näyte, Kela" """


@dataclass(frozen=True, slots=True)
class WhichConsultationView:
    """The choices, and the key under which the bot holds the typed text."""

    held: str
    questions: tuple[OpenQuestionView, ...]
    text: str
    """What was typed: after several lines in a row each card must tell which of them it asks about."""
    search: str = ""
    """The command that begins a new question with the line; empty where it does not look like a search."""


def which_consultation_card(view: WhichConsultationView, t: Translate) -> Card:
    """One button per open question, and none of them."""
    title = t("Which question does this belong to?")
    body: list[CardElement] = [
        heading(title),
        line(run(t("The message has not been sent to anyone yet.")), gap="None"),
        quote(words(shortened(view.text))),
    ]
    for one in view.questions:
        data = ReplyData(consultation=one.consultation, version=one.version, held=view.held)
        body.append(row(button(f"{consultation_label(one.consultation)} · {one.topic}", data)))
        body.append(note(f"{one.other_side} · {one.place}"))
    none = button(t("None of them"), ReplyData(held=view.held, step="discard"))
    search: list[Action] = [type_command(t("A new question"), view.search)] if view.search else []
    return finished(body, [*search, none], title, t)
