"""A message that seems to hold personal data, a telephone number for example: is it to be sent?"""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement

from cards.buttons.consultation_data import ReplyData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import heading, line, note, quote, run, words
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class PersonalDataView:
    """What was found, and the key under which the bot holds the typed text (the text itself is not in the card)."""

    held: str
    found: str
    """Worded: "puhelinnumero, katuosoite"."""
    cleaned: str
    """The message without it."""
    consultation: int = 0
    """Where the message goes; 0 when its writer has still to say it."""
    with_piece: bool = False
    """A part of an identity code is among what was found: its writer has been asked about it too."""


def personal_data_card(view: PersonalDataView, t: Translate) -> Card:
    """The cleaned draft and the ways on."""
    title = t("Does the message need this: {found}?", found=view.found)
    body: list[CardElement] = [
        heading(title),
        line(run(t("The message has not been sent to anyone yet.")), gap="None"),
        quote([note(t("Without it:"), "None"), *words(view.cleaned)]),
        row(
            button(t("Remove and send"), _data(view, "clean"), filled=True),
            button(t("Send as it is"), _data(view, "as_is")),
        ),
    ]
    if view.consultation:
        body.append(note(t("The message goes to {label}.", label=consultation_label(view.consultation))))
    return finished(body, [button(t("Do not send"), _data(view, "discard"))], title, t)


def _data(view: PersonalDataView, step: Literal["clean", "as_is", "discard"]) -> ReplyData:
    return ReplyData(
        held=view.held,
        step=step,
        consultation=view.consultation or None,
        piece=view.with_piece,
    )
