"""A message that seems to hold personal data, a telephone number for example: is it to be sent?"""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.kit.actions import Data, execute, row
from cards.kit.consultation_label import consultation_label
from cards.kit.frame import Card, finished
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
    where = {"consultation": view.consultation} if view.consultation else {}
    data: Data = {"held": view.held, **where, **({"piece": True} if view.with_piece else {})}
    body: list[CardElement] = [
        heading(title),
        line(run(t("The message has not been sent to anyone yet.")), gap="None"),
        quote([note(t("Without it:"), "None"), *words(view.cleaned)]),
        row(
            execute("consultation.reply", t("Remove and send"), {**data, "step": "clean"}, filled=True),
            execute("consultation.reply", t("Send as it is"), {**data, "step": "as_is"}),
        ),
    ]
    if view.consultation:
        body.append(note(t("The message goes to {label}.", label=consultation_label(view.consultation))))
    return finished(
        body, [execute("consultation.reply", t("I will not send it"), {**data, "step": "discard"})], title, t
    )
