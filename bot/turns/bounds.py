"""How long may be what people type. Nothing longer gets to a pattern or a reader: it is refused as a whole."""

from collections.abc import Mapping

from bot.errors import Expected
from bot.turns.turn import Doing, FileAnswer, Press, Search

LONGEST_LINE = 4_000
"""Characters of a line to the other side."""
LONGEST_TYPED = LONGEST_LINE + 100
"""Characters of a message or a card's field: a line, and before it a command with its number."""
LONGEST_FORM = 2 * LONGEST_TYPED
"""Characters of all fields of a card together."""
LONGEST_SEARCH = 200
"""Characters typed into a field that searches."""


def check(doing: Doing) -> None:
    """Whether a press, a search or the answer to a file is within the bounds. Raises Expected.

    Messages and edits are looked at where it is known whether they are for the bot at all.
    """
    match doing:
        case Press(data=data):
            if (length := _check_data(data)) > LONGEST_FORM:
                raise too_long(length, LONGEST_FORM)
        case Search(query=query) if len(query) > LONGEST_SEARCH:
            raise too_long(len(query), LONGEST_SEARCH)
        case FileAnswer(context=context, upload=upload):
            _check_data((context, *((upload.name, upload.url, upload.content_url) if upload else ())))
        case _:
            pass


def is_too_long(text: str) -> bool:
    """Whether what was typed is longer than any line with its command."""
    return len(text) > LONGEST_TYPED


def too_long(length: int, limit: int = LONGEST_LINE) -> Expected:
    """The text does not fit."""
    return Expected(
        lambda t: t(
            "The text is too long ({length} characters). Shorten it to {limit}; nothing was sent.",
            length=length,
            limit=limit,
        ),
        code="too_long",
        keeps_card=True,
    )


def _check_data(value: object) -> int:
    """Looks at every text in a card's data, however deep: its depth was bounded before. Gives their length together."""
    match value:
        case str() if is_too_long(value):
            raise too_long(len(value))
        case str():
            return len(value)
        case Mapping():
            return sum(_check_data(key) + _check_data(one) for key, one in value.items())
        case list() | tuple():
            return sum(map(_check_data, value))
        case _:
            return 0
