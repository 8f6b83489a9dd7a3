"""Finding the topics that a text tells of: phrases and words first, then near spellings, the longest one counting."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from types import MappingProxyType

from directory.reading.slips import LETTERS_THAT_COUNT, SlipIndex, Spellings
from directory.reading.topic_words import CLASS_SIGN, SHORTEST_WORD_WITH_FORMS, Cue, continues, spellings_of, stems_of
from directory.reading.words import Word, typed_as, without_marks

_LONGEST_WORD = 28
_WIDEST_GAP = 3
"""How many other words may stand between two words of a phrase."""
_MOST_JOINED = 3
_SHORTEST_BEGINNING = 3
_SHORTEST_TAIL = 5
_NO_OTHERS: frozenset[str] = frozenset()
_SAID_FOR = {"oo": "ole"} | dict.fromkeys(("eika", "ettei", "eivat", "en", "emme", "jottei"), "ei")
"""Words, without marks, that stand for a phrase's word: other persons of `ei`, and how people say `ole`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A typed stretch that may be one word of a cue."""

    start: int
    end: int
    letters: int
    slip: float = 0.0
    sure: bool = True
    """Whether the typed word is a form or compound of the known one, not only begins like it."""


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic told by the words at `at`."""

    topic: str
    at: frozenset[int]
    weight: float
    weakness: int
    slip: float
    words: int
    """How many words of a phrase told it."""


class TopicIndex:
    """All words that tell topics, by the beginnings their forms share."""

    def __init__(
        self,
        cues: Iterable[Cue],
        never: frozenset[str] = frozenset(),
        classes: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`never` are words, without marks, that only look like forms of a topic's word.

        `classes` are words that may stand for each other in a phrase, by the name that stands there (`@gone`).
        """
        self._cues: tuple[Cue, ...] = ()
        self._never = never
        self._classes = classes
        self._cues_with: dict[str, tuple[tuple[int, frozenset[str]], ...]] = {}
        """Each known word, and the cues it tells most of with their other words: looked at only when all are there."""
        self._parts_by_stem: dict[str, tuple[tuple[str, str], ...]] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}
        """For the first letters of stems, how long the stems that begin so are, the longest first."""
        self._slips: SlipIndex[str] = SlipIndex(())
        self._spellings: dict[str, Spellings[None]] = {}
        self._add(tuple(cues))

    def with_cues(self, cues: Iterable[Cue]) -> "TopicIndex":
        """An index that knows these cues too; quick, because what was known is copied as it is."""
        index = copy(self)
        index._cues_with = dict(self._cues_with)
        index._parts_by_stem = dict(self._parts_by_stem)
        index._sizes = dict(self._sizes)
        index._add(tuple(cues))
        return index

    def _add(self, cues: tuple[Cue, ...]) -> None:
        first, beginnings = len(self._cues), dict[tuple[str, str], None]()
        new: dict[str, None] = {}
        for number, cue in enumerate(cues, first):
            for part in cue.parts:
                if part not in self._cues_with:
                    new[part] = None
                    self._cues_with[part] = ()
            most = cue.parts[0] if len(cue.parts) == 1 else max(cue.parts, key=_tells_most)
            others = frozenset(cue.parts) - {most} if len(cue.parts) > 1 else _NO_OTHERS
            self._cues_with[most] += ((number, others),)
        sizes: dict[str, set[int]] = {}
        for told, word in ((part, word) for part in new for word in self._classes.get(part, (part,))):
            for stem in stems_of(word):
                key = without_marks(stem)
                self._parts_by_stem[key] = (*self._parts_by_stem.get(key, ()), (stem, told))
                sizes.setdefault(key[:SHORTEST_WORD_WITH_FORMS], set()).add(len(key))
                if told == word and len(stem) > 3 and stem.isalpha():
                    beginnings[key[:LETTERS_THAT_COUNT], told] = None
        for start, more in sizes.items():
            self._sizes[start] = tuple(sorted(more.union(self._sizes.get(start, ())), reverse=True))
        self._cues += cues
        self._slips = self._slips.with_names(beginnings)

    def tells(self, word: Word) -> bool:
        """Whether the word is a form or a compound of a word of any phrase."""
        return bool(self._parts(word.text, word.key, 1))

    def exact(self, words: Sequence[Word]) -> dict[str, list[Hit]]:
        """For each known word of a phrase, where it stands in the text; joined words count as one."""
        hits: dict[str, list[Hit]] = {}
        for start, word in enumerate(words):
            joined, typed = "", ""
            meant = _SAID_FOR.get(word.key)
            if meant in self._cues_with:
                hits.setdefault(meant, []).append(Hit(start, start + 1, len(meant)))
            for size in range(1, _MOST_JOINED + 1):
                if start + size > len(words):
                    break
                last = words[start + size - 1]
                before, joined, typed = joined, joined + last.key, typed + last.text
                fewest = len(before) + 2 if before else 1
                for part, letters, sure in self._parts(typed, joined, fewest):
                    hits.setdefault(part, []).append(Hit(start, start + size, letters, sure=sure))
        return hits

    def _parts(self, typed: str, key: str, fewest: int) -> list[tuple[str, int, bool]]:
        """The known words that a typed one may be a form of, with how many letters say so and whether surely.

        Only what at least `fewest` letters say, and of less than the whole word only what a stem's letters do.
        """
        sizes = self._sizes.get(key[:SHORTEST_WORD_WITH_FORMS])
        if not sizes or key in self._never:
            return []
        found: dict[str, tuple[int, bool]] = {}
        whole, fewest = min(len(key), _LONGEST_WORD), max(fewest, SHORTEST_WORD_WITH_FORMS)
        for size in sizes:
            stems = self._parts_by_stem.get(key[:size]) if size == whole or fewest <= size < whole else None
            if not stems:
                continue
            goes_on = continues(key[:size], key[size:])
            if goes_on != "no":
                for stem, part in stems:
                    if typed_as(typed[:size], stem) and (goes_on == "surely" or not part.startswith(CLASS_SIGN)):
                        found.setdefault(part, (size + (2 if part == typed else 0), goes_on == "surely"))
        return [(part, letters, sure) for part, (letters, sure) in found.items()]

    def is_cue(self, part: str) -> bool:
        """Whether the known word tells a topic by itself."""
        return any(not others for _, others in self._cues_with[part])

    def ending(self, words: Sequence[Word], at: int) -> tuple[str, Hit] | None:
        """The longest known word that an unknown compound ends in: lääkkeet of sydänlääkkeet."""
        word = words[at]
        for start in range(_SHORTEST_BEGINNING, len(word.key) - _SHORTEST_TAIL + 1):
            for part, letters, sure in self._parts(word.text[start:], word.key[start:], _SHORTEST_TAIL):
                if sure and letters >= _SHORTEST_TAIL and len(part) >= _SHORTEST_TAIL:
                    return part, Hit(at, at + 1, letters)
        return None

    def near(self, words: Sequence[Word], at: int) -> tuple[str, Hit] | None:
        """The known word that a misspelt one most likely is."""
        word = words[at]
        if len(word.key) < 4 or not word.key.isalpha():
            return None
        best: tuple[str, Hit] | None = None
        for part in self._slips.near(word.key):
            match = self._spellings_of(part).nearest(word.text, word.key)
            if match and not match.doubtful and (best is None or match.slip < best[1].slip):
                best = (part, Hit(at, at + 1, len(part), match.slip))
        return best

    def _spellings_of(self, part: str) -> Spellings[None]:
        known = self._spellings.get(part)
        if known is None:
            known = Spellings(dict.fromkeys(spellings_of(part)), part)
            self._spellings[part] = known
        return known

    def topics(
        self, hits: dict[str, list[Hit]], taken: frozenset[int], shortened: Iterable[FoundTopic] = ()
    ) -> list[FoundTopic]:
        """The topics told, the heaviest first; no word tells two of them. Words at `taken` tell none.

        `shortened` are those that abbreviations tell.
        """
        candidates = [found for found in shortened if not found.at & taken]
        numbers = {number for part in hits for number, others in self._cues_with[part] if others <= hits.keys()}
        for number in sorted(numbers):
            cue = self._cues[number]
            chosen = _together([hits[part] for part in cue.parts], taken)
            if chosen:
                candidates.append(_found(cue, chosen))
        candidates.sort(key=lambda found: (found.weakness, -found.weight, found.slip, found.topic))
        told: list[FoundTopic] = []
        used: set[int] = set()
        for candidate in candidates:
            if not candidate.at & used:
                told.append(_as_sure_as_its_words(candidate, candidates))
                used |= candidate.at
        return told


def _tells_most(part: str) -> tuple[bool, int]:
    """By which word a phrase is looked for: a word before a class, a long one before a short."""
    return not part.startswith(CLASS_SIGN), len(part)


def _as_sure_as_its_words(told: FoundTopic, candidates: Iterable[FoundTopic]) -> FoundTopic:
    """The topic without its slip when some of its words tell it by themselves as they are written."""
    surely = (other for other in candidates if not other.slip and other.weakness == told.weakness)
    if told.slip and any(other.topic == told.topic and other.at <= told.at for other in surely):
        return replace(told, slip=0.0)
    return told


def _found(cue: Cue, hits: Sequence[Hit]) -> FoundTopic:
    at = frozenset(index for hit in hits for index in range(hit.start, hit.end))
    slip = sum(hit.slip for hit in hits)
    weight = sum(hit.letters for hit in hits) + 6.0 * (len(hits) - 1) - slip
    return FoundTopic(cue.topic, at, weight, cue.weakness, slip, len(hits))


def _together(hits: Sequence[Sequence[Hit]], taken: frozenset[int]) -> list[Hit] | None:
    """One hit for each word of a phrase, near each other and not overlapping; None when there are none such."""
    for first in sorted(hits[0], key=lambda hit: -hit.letters):
        chosen = [first]
        for others in hits[1:]:
            free = [hit for hit in others if _near(hit, chosen)]
            if not free:
                break
            chosen.append(max(free, key=lambda hit: (hit.letters, -abs(hit.start - chosen[-1].end))))
        else:
            if not any(index in taken for hit in chosen for index in range(hit.start, hit.end)):
                return chosen
    return None


def _near(hit: Hit, chosen: Sequence[Hit]) -> bool:
    if any(hit.start < other.end and other.start < hit.end for other in chosen):
        return False
    return any(hit.start - other.end <= _WIDEST_GAP and other.start - hit.end <= _WIDEST_GAP for other in chosen)
