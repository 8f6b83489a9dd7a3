"""Finds a colleague by a typed name, in the cases people bend names in: `Otto Testi`, `Otto Testin`, `Ottolle`.

Knows only the people it is given: those of one organisation. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.contacts import Contact
from directory.reading import finnish
from directory.reading.words import normalised, without_marks

_CASES = (
    "lla",
    "llä",
    "lle",
    "lta",
    "ltä",
    "ssa",
    "ssä",
    "sta",
    "stä",
    "na",
    "nä",
    "ta",
    "tä",
    "n",
    "a",
    "ä",
    "s",
    "t",
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class FoundColleague:
    """Whom a text names: nobody, one, or several between whom the words do not choose; and the other words."""

    people: tuple[Contact, ...]
    rest: tuple[str, ...]
    sure: bool = False
    """One person, whose whole name was written, or no other words with a part of it."""


def find_colleague(text: str, people: Iterable[Contact]) -> FoundColleague:
    """The people of whose names the text has the most words. A word of no name is left over."""
    words = text.replace(",", " ").split()
    keys = [without_marks(normalised(word)).strip(".:;()\"'") for word in words]
    best: list[tuple[Contact, frozenset[int]]] = []
    most = 0
    for person in people:
        said = _words_of(person, words, keys)
        if said and len(said) >= most:
            best = [*(best if len(said) == most else ()), (person, said)]
            most = len(said)
    used = frozenset(place for _, said in best for place in said)
    rest = tuple(word for place, word in enumerate(words) if place not in used)
    whole = any(len(said) == len(person.name.split()) or _is_alone(person, said, words) for person, said in best)
    return FoundColleague(tuple(person for person, _ in best), rest, sure=len(best) == 1 and (whole or not rest))


def _is_alone(person: Contact, said: frozenset[int], words: Sequence[str]) -> bool:
    """Whether an address or an id was written, which names one person alone."""
    return any(words[place].lower() in {person.email.lower(), person.id.lower()} for place in said)


def _words_of(person: Contact, words: Sequence[str], keys: Sequence[str]) -> frozenset[int]:
    """Which of the words are this person's: an address, an id, or parts of the name, each used once."""
    alone = {place for place, word in enumerate(words) if word.lower() in {person.email.lower(), person.id.lower()}}
    if alone:
        return frozenset(alone)
    found: set[int] = set()
    for part in normalised(person.name).split():
        place = next((at for at, key in enumerate(keys) if at not in found and _is_form_of(key, part)), None)
        if place is not None:
            found.add(place)
    return frozenset(found)


def _is_form_of(key: str, name: str) -> bool:
    """Whether the word is the name, bent or not; a name's beginning does not bend."""
    if len(key) < _SHORTEST or key[:_SHORTEST] != without_marks(name[:_SHORTEST]):
        return False
    stem = finnish.stems(name)
    bases = {without_marks(one) for one in (name, stem.weak, stem.strong)}
    return key in bases or any(key.endswith(case) and key[: -len(case)] in bases for case in _CASES)
