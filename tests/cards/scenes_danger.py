"""Danger to life on top of cards of every kind."""

from collections.abc import Callable, Mapping

from cards.kit.danger_strip import DangerView, with_danger
from cards.kit.frame import Card, finished
from cards.kit.person import PhoneView
from cards.kit.sentence import SentenceView, sentence_card
from cards.kit.text import Translate, language_code

Scene = Callable[[Translate], Card]
ON_CALL = PhoneView("05 000 0003", always=True)


def _told(t: Translate) -> tuple[str, ...]:
    """As the bot words it."""
    return {"fi": ("itsemurha",), "sv": ("självmord",), "en": ("suicide",)}[language_code(t)]


def _asked(t: Translate) -> DangerView:
    below = {
        "fi": "Kysymyksen voi silti lähettää.",
        "sv": "Frågan kan skickas ändå.",
        "en": "The question can be sent all the same.",
    }[language_code(t)]
    return DangerView(_told(t), "Etelä-Karjala", ON_CALL, below=below)


def danger_scenes(others: Mapping[str, Scene]) -> dict[str, Scene]:
    """The strip on the first card, on the receiver's, on a line, alone, and where no county is known."""
    hours = PhoneView("05 000 0003", hours="ma–pe 8–16")
    four = ("itsemurha", "väkivalta", "lapsi vaarassa", "henki vaarassa")
    return {
        "X1-danger-form": lambda t: with_danger(others["A1-form"](t), _asked(t), t),
        "X2-danger-receiver": lambda t: with_danger(
            others["C1-new"](t), DangerView(_told(t), "Etelä-Karjala", ON_CALL), t
        ),
        "X3-danger-line": lambda t: with_danger(
            others["M1-relayed"](t), DangerView(_told(t), "Etelä-Karjala", ON_CALL), t
        ),
        "X4-danger-alone": lambda t: with_danger(
            finished([], [], "", t), DangerView(_told(t), "Etelä-Karjala", ON_CALL), t
        ),
        "X5-danger-no-county": lambda t: with_danger(
            sentence_card(SentenceView("Viestiä ei ymmärretty, joten mitään ei tehty."), t), DangerView(_told(t)), t
        ),
        "X5-danger-aland": lambda t: with_danger(finished([], [], "", t), DangerView(_told(t), "Åland", aland=True), t),
        "X6-danger-longest": lambda t: with_danger(others["F2-phone"](t), DangerView(four, "Ö" * 60, hours), t),
    }
