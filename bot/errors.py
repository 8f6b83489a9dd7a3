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


class Denied(Expected):
    """A refusal of what the person has no right to. It is itself why the access log has a row of it.

    Whoever makes it says what the row holds; a refusal of what can be put right by the person is only `Expected`.
    """

    def __init__(
        self,
        sentence: Wording,
        *,
        code: str,
        number: int | None = None,
        keeps_card: bool = False,
        action: str = "",
    ) -> None:
        super().__init__(sentence, code=code, keeps_card=keeps_card)
        self.number = number
        """The consultation that was asked for, whether there is one or not."""
        self.action = action or code
        """What was tried, as the access log calls it."""
