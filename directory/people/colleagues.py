"""Finds a colleague by a typed name, in the cases people bend names in: `Otto Testi`, `Otto Testin`, `Ottolle`.

Knows only the people it is given: those of one organisation. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from directory.people.contacts import Contact
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
    typed = _Typed(words)
    best: list[tuple[Contact, frozenset[int]]] = []
    most = 0
    for person in people:
        said = typed.words_of(person)
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


class _Typed:
    """The words of a text, found by their beginnings: so each is compared with few names, however many people."""

    def __init__(self, words: Sequence[str]) -> None:
        self._alone: dict[str, list[int]] = {}
        self._by_start: dict[str, dict[str, list[int]]] = {}
        for place, word in enumerate(words):
            self._alone.setdefault(word.lower(), []).append(place)
            key = without_marks(normalised(word)).strip(".:;()\"'")
            self._by_start.setdefault(key[:_SHORTEST], {}).setdefault(key, []).append(place)

    def words_of(self, person: Contact) -> frozenset[int]:
        """Which of the words are this person's: an address, an id, or parts of the name, each used once."""
        alone = {place for one in (person.email, person.id) for place in self._alone.get(one.lower(), ())}
        if alone:
            return frozenset(alone)
        found: set[int] = set()
        for part in normalised(person.name).split():
            alike = self._by_start.get(without_marks(part[:_SHORTEST]), {})
            forms = [places for key, places in alike.items() if _is_form_of(key, part)]
            if free := [place for places in forms for place in places[: len(found) + 1] if place not in found]:
                found.add(min(free))
        return frozenset(found)


def _is_form_of(key: str, name: str) -> bool:
    """Whether the word is the name, bent or not; a name's beginning does not bend."""
    if len(key) < _SHORTEST or key[:_SHORTEST] != without_marks(name[:_SHORTEST]):
        return False
    bases = _bases(name)
    return key in bases or any(key.endswith(case) and key[: -len(case)] in bases for case in _CASES)


@lru_cache(maxsize=4096)
def _bases(name: str) -> frozenset[str]:
    """A name's own forms without marks; of the people of one organisation they are asked for again and again."""
    stem = finnish.stems(name)
    return frozenset(without_marks(one) for one in (name, stem.weak, stem.strong))
