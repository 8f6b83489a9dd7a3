"""What was meant by a line that is no command: a search without its word, or a command with a slip in it. Pure."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.turns.beginning import after_name, as_seen
from directory.reading.reading import Reading

LONGEST_OFFERED = 300
"""Characters of a line for which a command is still offered: a button's card shows it whole."""
_SLIPS = 2
_SHORTEST_WITH_TWO = 7
"""A shorter name is known with one slip only: with two it may be any word."""
_WORDS_OF_A_SEARCH = 6


def misspelt(text: str, names: Iterable[str]) -> str | None:
    """The command line that was meant by one whose first word is nearly a command's name, without the slash.

    `names`: those that may be meant; without a slash few are, because most of them are everyday words.
    """
    line = as_seen(text)
    line = after_name(line) or line
    typed, *rest = line.removeprefix("/").split(maxsplit=1) or [""]
    word = typed.rstrip(":,").casefold()
    near = sorted((distance, name) for name in names if (distance := _slips(word, name)) is not None)
    if not near or (len(near) > 1 and near[0][0] == near[1][0] and near[0][1] != near[1][1]):
        return None
    return " ".join((near[0][1], *rest))


def may_search(read: Reading, text: str) -> bool:
    """Whether a line that is for nobody else can be offered as a search: a place or a topic was found in it."""
    return len(text) <= LONGEST_OFFERED and not read.removed and bool(read.place_words or read.topic_words)


def is_search(read: Reading, text: str) -> bool:
    """Whether a line is nothing but a search: a place, a topic, and no other word."""
    count = len(text.split())
    whole = bool(read.place_words and read.topic_words) and count <= len(read.place_words) + len(read.topic_words)
    return whole and count <= _WORDS_OF_A_SEARCH and "?" not in text and may_search(read, text)


def _slips(word: str, name: str) -> int | None:
    most = _SLIPS if len(name) >= _SHORTEST_WITH_TWO else 1
    if len(name) <= _SLIPS + 1 or abs(len(word) - len(name)) > most:
        return None
    distance = OSA.distance(word, name, score_cutoff=most)
    return distance if 0 < distance <= most else None
