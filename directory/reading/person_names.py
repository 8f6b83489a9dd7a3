"""Telling names of people from names of places: Salla Virtanen is a person, Sallassa is a municipality."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from directory.reading import finnish
from directory.reading.words import Word, normalised, typed_as, without_marks

_INTO_A_LONG_VOWEL = re.compile(r"([aeiouy])\1sen$")
_SURNAME_ENDINGS = ("nen", "sen", "sella", "selle", "selta", "sesta")
_SHORTEST_SURNAME = 6
_INITIALS = frozenset("bcdfghjklmnprstvwy")
"""Letters that stand for a first name; the others are words in Swedish or English."""
_TITLES = frozenset(("rouva", "herra", "neiti", "rva", "hra", "fru", "herr", "fröken", "mr", "mrs", "ms"))
_CASES = ("lla", "lta", "lle", "sta", "ssa", "ta", "n", "a", "s")


class PeopleNames:
    """Common first names and surnames, recognised in the cases people bend them in."""

    def __init__(self, first_names: Iterable[str], surnames: Iterable[str]) -> None:
        self._first = _with_stems(first_names)
        self._last = _with_stems(surnames)

    @classmethod
    def load(cls, directory: Path) -> "PeopleNames":
        """The shipped lists; raises OSError when one is missing."""
        return cls(_lines(directory / "first_names.txt"), _lines(directory / "surnames.txt"))

    def is_first_name(self, word: Word) -> bool:
        """Whether the word is a form of a common first name."""
        return _bent(word, self._first)

    def is_surname(self, word: Word) -> bool:
        """Whether the word is a form of a common surname, or ends as only surnames and adjectives do."""
        return _bent(word, self._last) or self.ends_like_surname(word)

    def ends_like_surname(self, word: Word) -> bool:
        """Whether the word ends in -nen or a form of it; espoosen is Espooseen with a letter left out."""
        if _INTO_A_LONG_VOWEL.search(word.key):
            return False
        return len(word.key) >= _SHORTEST_SURNAME and word.key.endswith(_SURNAME_ENDINGS)

    def is_name(self, word: Word) -> bool:
        """Whether the word is a title or a form of a listed name of either kind, or would be without its marks."""
        return word.key in _TITLES or any(stem in self._first or stem in self._last for stem in _stems(word.key))

    def persons(
        self,
        words: Sequence[Word],
        never: Collection[int],
        placed: Collection[int],
        as_named: Collection[int] = (),
    ) -> frozenset[int]:
        """The words that make up persons' names: runs with a first name (or an initial) and another name.

        Words at `never` belong to no name: they are known to say something else. Those at `placed` are places too, so
        that two of them by themselves are two places and no person, unless one is a surname. Of them, those at
        `as_named` stand in their basic form, as a surname does, and beside a first name or `rouva` they are one.
        """
        if not any(at not in never and self._is_first(word) for at, word in enumerate(words)):
            return frozenset()
        found: set[int] = set()
        run: list[int] = []
        for at in range(len(words) + 1):
            as_surname = at in as_named and self._is_surname_here(words, at, placed)
            if at < len(words) and at not in never and (as_surname or self._may_be_name(words, at)):
                run.append(at)
                continue
            if self._is_person(words, run, placed):
                found.update(run)
            run = []
        return frozenset(found)

    def _may_be_name(self, words: Sequence[Word], at: int) -> bool:
        word = words[at]
        if not word.text.isalpha():
            return False
        return self._is_first(word) or self.is_surname(word)

    def _is_surname_here(self, words: Sequence[Word], at: int, placed: Collection[int]) -> bool:
        """Whether a name of a place is a surname here: after a first name or a title, or before a lone first name."""
        if at > 0 and self._calls_by_name(words[at - 1]):
            return True
        if at + 1 >= len(words) or at + 1 in placed or not _is_whole(words[at + 1], self._first):
            return False
        return at + 2 >= len(words) or not self.is_surname(words[at + 2])

    def _calls_by_name(self, word: Word) -> bool:
        """Whether a surname may come next: a title or a whole first name."""
        return word.key in _TITLES or _is_whole(word, self._first)

    def _is_first(self, word: Word) -> bool:
        """Whether the word is a first name, an initial or a title."""
        return word.key in _INITIALS or word.key in _TITLES or self.is_first_name(word)

    def _is_person(self, words: Sequence[Word], run: Sequence[int], placed: Collection[int]) -> bool:
        if len(run) < 2 or all(len(words[at].key) == 1 for at in run):
            return False
        if any(at in placed for at in run) and any(at not in placed for at in run):
            return any(self._is_first(words[at]) for at in run)
        first = [at for at in run if self._is_first(words[at])]
        return any(self.is_surname(words[at]) and any(other != at for other in first) for at in run)


def _with_stems(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names and their stems as they are written, by the same without marks."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for part in normalised(name).split("-"):
            stem = finnish.stems(part)
            for form in (part, stem.weak, stem.strong):
                found.setdefault(without_marks(form), {})[form] = None
    return {key: tuple(forms) for key, forms in found.items()}


def _is_whole(word: Word, known: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the word is one of the names; `mikä` is not Mika."""
    return any(typed_as(word.text, form) for form in known.get(word.key, ()))


def _bent(word: Word, known: Mapping[str, tuple[str, ...]]) -> bool:
    for stem in _stems(word.key):
        if stem in known and any(typed_as(word.text[: len(stem)], form) for form in known[stem]):
            return True
    return False


def _stems(key: str) -> tuple[str, ...]:
    """The word itself and what is left of it without an ending."""
    if not key.endswith(_CASES):
        return (key,)
    return (key, *[key[: -len(case)] for case in _CASES if key.endswith(case) and len(key) - len(case) > 2])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]
