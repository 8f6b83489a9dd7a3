"""Words near each other in spelling: finding candidates quickly and saying how big the slip of the fingers was.

Candidates come from an index of word beginnings with one letter left out, so a look-up costs the same however many
words are known; rapidfuzz then measures only those few. A doubled or dropped twin letter, a missing mark, swapped
letters and a neighbouring key are smaller slips than any other change.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from directory.reading.words import without_marks

T = TypeVar("T", bound=Hashable)
C = TypeVar("C")

_TWINS = re.compile(r"(.)\1+")
_BEGINNING = 6
LETTERS_THAT_COUNT = 2 * _BEGINNING - 2
"""No more of a word than this is looked at when its beginning is compared."""
_MOST_CANDIDATES = 48
_ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_NEIGHBOURS = frozenset(
    pair
    for row in _ROWS
    for left, right in zip(row, row[1:], strict=False)
    for pair in (left + right, right + left, without_marks(left + right), without_marks(right + left))
) | frozenset(
    pair
    for above, below in zip(_ROWS, _ROWS[1:], strict=False)
    for index, letter in enumerate(below)
    for other in above[index : index + 2]
    for pair in (letter + other, other + letter)
)
_SOUNDS_ALIKE = frozenset(
    ("bp", "pb", "dt", "td", "gk", "kg", "vw", "wv", "ck", "kc", "sz", "zs", "yj", "jy", "fv", "vf")
)


class SlipIndex(Generic[T]):
    """Which known things have a name that begins nearly like a typed word."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        """`names` are (key without marks, thing) pairs; a thing may have several names."""
        beginnings: dict[str, dict[T, None]] = {}
        for name, thing in names:
            beginnings.setdefault(_beginning_of(name), {})[thing] = None
        self._things: dict[str, tuple[T, ...]] = {key: tuple(things) for key, things in beginnings.items()}
        self._by_letter: dict[str, list[str]] = {}
        for key in self._things:
            for letter in dict.fromkeys(key[:2]):
                self._by_letter.setdefault(letter, []).append(key)
        self._shorter: dict[str, dict[str, list[str]]] = {}

    def near(self, key: str) -> list[T]:
        """The things whose beginning is at most one change from the typed word's; a bounded number."""
        beginning = _beginning_of(key)
        found: dict[T, None] = dict.fromkeys(self._things.get(beginning, ()))
        for variant in (beginning, *_one_left_out(beginning)):
            for known in (variant, *self._longer(variant)):
                if len(found) >= _MOST_CANDIDATES:
                    return list(found)
                found.update(dict.fromkeys(self._things.get(known, ())))
        return list(found)

    def _longer(self, variant: str) -> Sequence[str]:
        """The beginnings that give this one when a letter is left out; worked out per first letter, when needed."""
        if not variant:
            return ()
        shorter = self._shorter.get(variant[0])
        if shorter is None:
            shorter = {}
            for key in self._by_letter.get(variant[0], ()):
                for left_out in _one_left_out(key):
                    if left_out[0] == variant[0]:
                        shorter.setdefault(left_out, []).append(key)
            self._shorter[variant[0]] = shorter
        return shorter.get(variant, ())


class Spelling(NamedTuple, Generic[C]):
    """One known spelling, without marks, and what it tells."""

    text: str
    case: C


def nearest(
    typed: str, key: str, spellings: Sequence[Spelling[C]], longest: int
) -> tuple[Spelling[C], float] | None:
    """The spelling with the smallest slip from a typed word (`key` is it without marks), and that slip.

    None when every slip is bigger than a word of that length allows; no more is allowed than for `longest` letters,
    so that a short name does not become easier to hit by its endings.
    """
    limit = 2 if len(key) < 9 else 3
    close = process.extract(key, [one.text for one in spellings], scorer=OSA.distance, score_cutoff=limit, limit=4)
    best: tuple[Spelling[C], float] | None = None
    for text, _, index in close:
        cost = slip(typed, key, text)
        if cost <= tolerance(min(len(text), longest)) and (best is None or cost < best[1]):
            best = (spellings[index], cost)
    return best


def slip(typed: str, left: str, right: str) -> float:
    """How much went wrong between a known form (`right`) and what was typed: about 1 for each wrong letter.

    Both without marks; `typed` has the marks that were typed: one that the form cannot have had counts a little.
    """
    changes = Levenshtein.editops(left, right)
    swaps = len(changes) - OSA.distance(left, right)
    total = -1.4 * swaps
    for change in changes:
        total += _weight(left, right, change.tag, change.src_pos, change.dest_pos)
        if change.src_pos == 0 and not swaps:
            total += 0.5
    return max(total, 0.1) + (0.5 if typed != left else 0.0)


def tolerance(length: int) -> float:
    """The biggest slip that is still taken for a word of this many letters: none for short ones."""
    if length < 4:
        return 0.0
    if length == 4:
        return 0.45
    if length == 5:
        return 0.85
    if length == 6:
        return 1.05
    if length < 9:
        return 1.2
    if length < 12:
        return 1.6
    return 2.1 if length < 15 else 2.7


def _beginning_of(word: str) -> str:
    """The first letters of a word, each doubled one taken once."""
    start = word[:LETTERS_THAT_COUNT]
    if _TWINS.search(start):
        start = _TWINS.sub(_first_letter, start)
    return start[:_BEGINNING]


def _first_letter(twins: re.Match[str]) -> str:
    return twins.group(1)


def _one_left_out(word: str) -> list[str]:
    return [word[:index] + word[index + 1 :] for index in range(len(word))] if len(word) > 2 else []


def _weight(left: str, right: str, tag: str, at: int, to: int) -> float:
    """What one change costs."""
    if tag == "delete":
        twin = left[at] in (left[at - 1 : at] or "-") or left[at] in left[at + 1 : at + 2]
        return 0.4 if twin else 1.0
    if tag == "insert":
        twin = right[to] in (right[to - 1 : to] or "-") or right[to] in (right[to + 1 : to + 2] or "-")
        return 0.4 if twin else 1.0
    pair = left[at] + right[to]
    return 0.75 if pair in _NEIGHBOURS or pair in _SOUNDS_ALIKE else 1.1
