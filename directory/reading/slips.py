"""Words near each other in spelling: finding candidates quickly and saying how big the slip of the fingers was.

Candidates come from an index of word beginnings with one letter left out, so a look-up costs the same however many
words are known; rapidfuzz then measures only those few. A doubled or dropped twin letter, a missing mark, swapped
letters and a neighbouring key are smaller slips than any other change.
"""

import itertools
import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
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
NEIGHBOURS = frozenset(
    pair
    for row in _ROWS
    for left, right in itertools.pairwise(row)
    for pair in (left + right, right + left, without_marks(left + right), without_marks(right + left))
) | frozenset(
    pair
    for above, below in itertools.pairwise(_ROWS)
    for index, letter in enumerate(below)
    for other in above[index : index + 2]
    for pair in (letter + other, other + letter)
)
_SWAP = 0.6
_CHANGE_BESIDE_SWAP = 0.9
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
        self._by_start: dict[str, list[str]] = {}
        self._shorter: dict[str, dict[str, list[str]]] = {}

    def with_names(self, names: Iterable[tuple[str, T]]) -> "SlipIndex[T]":
        """An index that knows these names too."""
        added = SlipIndex(names)
        if not self._things:
            return added
        whole: SlipIndex[T] = SlipIndex(())
        whole._things = self._things | {
            key: tuple(dict.fromkeys((*self._things.get(key, ()), *things))) for key, things in added._things.items()
        }
        return whole

    def near(self, key: str) -> list[T]:
        """The things whose beginning is at most one change from the typed word's; a bounded number."""
        beginning = _beginning_of(key)
        found: dict[T, None] = dict.fromkeys(self._things.get(beginning, ()))
        variants = dict.fromkeys((beginning, *_one_left_out(beginning), key[: _BEGINNING - 1]))
        for variant in variants:
            for known in (variant, *self._longer(variant)):
                if len(found) >= _MOST_CANDIDATES:
                    return list(found)
                found.update(dict.fromkeys(self._things.get(known, ())))
        return list(found)

    def _longer(self, variant: str) -> Sequence[str]:
        """The beginnings that give this one when a letter is left out; worked out per first letters, when needed."""
        start = variant[:2]
        shorter = self._shorter.get(start)
        if shorter is None:
            shorter = {}
            for key in self._beginning_near(start):
                for left_out in _one_left_out(key):
                    if left_out[:2] == start:
                        shorter.setdefault(left_out, []).append(key)
            self._shorter[start] = shorter
        return shorter.get(variant, ())

    def _beginning_near(self, start: str) -> Sequence[str]:
        """The beginnings that a letter left out may make begin so; all are sorted when first needed."""
        if not self._by_start:
            for key in self._things:
                for begun in dict.fromkeys((key[:2], key[:1] + key[2:3], key[1:3])):
                    self._by_start.setdefault(begun, []).append(key)
        return self._by_start.get(start, ())


class Near(NamedTuple, Generic[C]):
    """The nearest form: what it tells, how big the slip from it is, and whether that is too big to be sure."""

    tells: C
    slip: float
    doubtful: bool


class Spellings(Generic[C]):
    """The written forms of one known name or word, and what each of them tells."""

    __slots__ = ("_common", "_longest", "_plain", "_tells", "_texts")

    def __init__(self, forms: Mapping[str, C], name: str) -> None:
        """`forms` are without marks; `name` is the word itself, with its marks."""
        self._texts = list(forms)
        self._tells = list(forms.values())
        self._common = _common_beginning(self._texts)
        self._plain = len(self._common) if name.isascii() else 0
        self._longest = len(name) + 1

    def nearest(self, typed: str, key: str) -> Near[C] | None:
        """The form nearest to a typed word; `key` is the word without marks.

        None when every slip is bigger than a word of that length allows; no more is allowed than the name itself
        allows, so that a short name does not become easier to hit by its endings. A slip a little bigger than a short
        name allows makes a doubtful hit.
        """
        limit = 2 if len(key) < 9 else 3
        common = self._common
        if OSA.distance(key[: len(common)], common, score_cutoff=limit + 1) > limit + 1:
            return None
        added = 0.5 if self._plain and not typed[: self._plain].isascii() else 0.0
        best: Near[C] | None = None
        for text, _, index in process.extract(key, self._texts, scorer=OSA.distance, score_cutoff=limit, limit=4):
            cost = slip(key, text) + added
            letters = min(len(text), self._longest)
            if cost <= _utmost(letters) and (best is None or cost < best.slip):
                best = Near(self._tells[index], cost, cost > tolerance(letters))
        return best


def slip(left: str, right: str) -> float:
    """How much went wrong between a known form (`right`) and what was typed: about 1 for each wrong letter."""
    changes = Levenshtein.editops(left, right)
    with_swaps = OSA.distance(left, right)
    swaps = len(changes) - with_swaps
    if swaps:
        return _SWAP * swaps + _CHANGE_BESIDE_SWAP * (with_swaps - swaps)
    total = 0.0
    for change in changes:
        total += _weight(left, right, change.tag, change.src_pos, change.dest_pos)
        if change.src_pos == 0:
            total += 0.5
    return max(total, 0.1)


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


def _common_beginning(words: Sequence[str]) -> str:
    """What all the words begin with."""
    first, last = min(words, default=""), max(words, default="")
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def _utmost(letters: int) -> float:
    """The biggest slip that is worth asking about."""
    return {4: 0.8, 5: 1.05}.get(letters, tolerance(letters))


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
    return 0.75 if pair in NEIGHBOURS or pair in _SOUNDS_ALIKE else 1.1
