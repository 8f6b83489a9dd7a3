"""What can be expected to go wrong, each with the sentence that tells the person what to do."""

from collections.abc import Callable

from config.texts import Translate

Wording = Callable[[Translate], str]


class Expected(Exception):  # noqa: N818 - a refusal, not a bug
    """Something the person did cannot be done; nothing was changed. `sentence` words it in their language."""

    def __init__(self, sentence: Wording, *, code: str, keeps_card: bool = False) -> None:
        super().__init__(code)
        self.sentence = sentence
        self.code = code
        """A short name for logs and tests, e.g. `closed`."""
        self.keeps_card = keeps_card
        """What was typed is at fault, not the state of things: the card and the text in it stay to be corrected."""


def consultation_label(number: int) -> str:
    """How a consultation is shown to people: K-1042."""
    return f"K-{number}"
