"""Reading abbreviations by rule: a clipped word, with a stop or without, stands for a word that begins so.

What is typed is cut into pieces, each the beginning of one part of a compound, in the order of a topic's own words:
`täyd. tuki`, `palv.tarp.arv.`, `ehktotu` (ehk-äisevä to-imeen-tu-lotuki), `vuokrar`. No abbreviation is listed.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from directory.reading.topic_words import Cue, continues, cues_of, stems_of
from directory.reading.words import Word, without_marks
from directory.reference import Topic

_START = 2
_LETTERS_FOR_INDEX = 3
_MOST_PIECES = 4
_FEWEST_LETTERS = 5
"""A stretch with fewer stands for too many things."""
_SHORTEST_WORD = 4
"""A phrase with a shorter word (`ei`, `on`) is never shortened."""
_MOST_WORDS = 3
_SURE_BEGINNING = 4
_LONGEST_PIECE = 24


class Shortened(NamedTuple):
    """The topic that the words from `start` to before `end` stand for, and how many letters say so."""

    topic: str
    start: int
    end: int
    letters: int


class _Part(NamedTuple):
    """One part of a compound of a phrase."""

    key: str
    word: int
    """Which word of the phrase it is in, from 0."""
    first: bool
    last: bool
    forms: tuple[str, ...]
    """For the last part of a word: the beginnings that all its forms share."""


class _Phrase(NamedTuple):
    topic: str
    parts: tuple[_Part, ...]
    is_name: bool
    whole: str
    """All its letters run together."""
    later: frozenset[str]
    """The first letters of its parts after the first."""

    def may_be(self, first: str, then: str) -> bool:
        """A quick look: where the first piece leaves the letters of the phrase, a later part must begin."""
        same = 0
        for letter, known in zip(first, self.whole, strict=False):
            if letter != known:
                break
            same += 1
        if same == len(first):
            return self.parts[-1].word == 0 or then in self.later
        return not self.later.isdisjoint(first[_START : same + 1])


class Abbreviations:
    """What may be shortened, by what its abbreviations can begin with: topics' names and synonyms, and compounds."""

    def __init__(
        self, cues: Sequence[Cue], topics: Iterable[Topic], word_parts: frozenset[str], added: Sequence[Cue] = ()
    ) -> None:
        """The names and synonyms of `topics`, and the cues `added`, are meant before what else tells of a topic.

        `word_parts` are what Finnish and Swedish compounds are made of, without marks. All is sorted when first needed.
        """
        self._topics = tuple(topics)
        self._shipped, self._added = cues, added
        self._parts = word_parts
        self._cues: dict[str, list[tuple[Cue, bool]]] = {}
        self._phrases: dict[str, dict[str, list[_Phrase]]] = {}

    def with_cues(self, cues: Sequence[Cue]) -> "Abbreviations":
        """These and the phrases of further cues, all of them names; quick."""
        return Abbreviations(self._shipped, self._topics, self._parts, cues)

    def _sort(self) -> None:
        names = frozenset((*cues_of(self._topics, ()), *self._added))
        before: tuple[str, ...] = ()
        for cue in (*self._shipped, *self._added):
            run_together, before = len(before) > 1 and cue.parts == ("".join(before),), cue.parts
            if run_together or cue.weakness or min(map(len, cue.parts)) < _SHORTEST_WORD:
                continue
            if len(cue.parts) == 1 or (cue in names and len(cue.parts) <= _MOST_WORDS):
                self._cues.setdefault(without_marks(cue.parts[0][:_START]), []).append((cue, cue in names))

    def at(self, words: Sequence[Word], start: int) -> Shortened | None:
        """What the longest stretch of words from `start` on stands for; None when nothing, or different topics."""
        pieces = list(_lettered(word.key for word in words[start : start + _MOST_PIECES]))
        begins = "".join(pieces)[:_LETTERS_FOR_INDEX]
        if len(begins) < _LETTERS_FOR_INDEX:
            return None
        then = pieces[1][0] if len(pieces) > 1 else ""
        reached = [
            (used, phrase)
            for phrase in self._beginning(begins)
            if phrase.may_be(pieces[0], then) and (used := _used(pieces, phrase))
        ]
        most = max((used for used, _ in reached), default=0)
        meant = [phrase for used, phrase in reached if used == most]
        topics = {phrase.topic for phrase in meant if phrase.is_name} or {phrase.topic for phrase in meant}
        if len(topics) != 1:
            return None
        return Shortened(topics.pop(), start, start + most, sum(map(len, pieces[:most])))

    def _beginning(self, begins: str) -> Sequence[_Phrase]:
        """The phrases of which an abbreviation can begin so; worked out per first letters, when needed."""
        start = begins[:_START]
        known = self._phrases.get(start)
        if known is None:
            known = {}
            if not self._cues:
                self._sort()
            for cue, is_name in self._cues.get(start, ()):
                parts = tuple(self._parts_of(cue))
                if len(parts) == 1 and not is_name:
                    continue
                whole = "".join(part.key for part in parts)
                later = frozenset(part.key[0] for part in parts[1:])
                phrase = _Phrase(cue.topic, parts, is_name, whole, later)
                for key in _beginnings(phrase.parts):
                    known.setdefault(key, []).append(phrase)
            self._phrases[start] = known
        return known.get(begins, ())

    def _parts_of(self, cue: Cue) -> Iterator[_Part]:
        for number, word in enumerate(cue.parts):
            cuts = (0, *self._joints(without_marks(word)), len(word))
            for start, end in itertools.pairwise(cuts):
                last = end == len(word)
                forms = tuple(map(without_marks, stems_of(word[start:end]))) if last else ()
                yield _Part(without_marks(word[start:end]), number, start == 0, last, forms)

    def _joints(self, key: str) -> Iterator[int]:
        """Where the parts of a compound meet: one known part ends and another begins."""
        joints = {0}
        for at in range(_START, len(key) - _START):
            if any(key[joint:at] in self._parts for joint in joints) and self._goes_on(key, at):
                joints.add(at)
                yield at

    def _goes_on(self, key: str, at: int) -> bool:
        return any(key[at:end] in self._parts for end in range(at + _START, len(key) + 1))


def _lettered(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces up to the first that is no word of letters."""
    for piece in pieces:
        if not piece.isalpha() or len(piece) > _LONGEST_PIECE:
            return
        yield piece


def _beginnings(parts: Sequence[_Part]) -> Iterator[str]:
    """The first letters of the abbreviations: of the first part, or two letters of it and one of a later part."""
    first = parts[0].key
    yield first[:_LETTERS_FOR_INDEX]
    for key in dict.fromkeys(part.key[0] for part in parts[1:]):
        if first[:_START] + key != first[:_LETTERS_FOR_INDEX]:
            yield first[:_START] + key


def _used(pieces: Sequence[str], phrase: _Phrase) -> int:
    """How many of the pieces, from the first on, are the phrase shortened; 0 when they are not it."""
    best = 0
    todo = [_Reached()]
    while todo:
        so_far = todo.pop()
        if so_far.ends_well(pieces, phrase):
            best = max(best, so_far.piece)
        if so_far.piece < len(pieces):
            todo.extend(_next(so_far, pieces[so_far.piece], phrase.parts))
    return best


class _Reached(NamedTuple):
    """How far the pieces have been told from the parts of a phrase."""

    piece: int = 0
    at: int = 0
    """The letter of the piece that is to be read next."""
    part: int = 0
    word: int = -1
    """The word of the phrase that the letters before belong to; -1 before any."""
    whole: bool = False
    """The part before was written as a whole."""
    letter: bool = False
    """Of the part before one letter was written."""
    chunks: int = 0
    clipped: bool = False
    """Some part was not written as a whole."""
    begun_whole: bool = False
    """The first part was written as a whole."""

    def ends_well(self, pieces: Sequence[str], phrase: _Phrase) -> bool:
        """Whether every word of the phrase was begun, one was cut off, and enough was written to tell it.

        What stops at the end of a part is another word, not this one cut off: `vuokra` is not `vuokra-rästi`. The
        beginning of one part alone stands only for what a topic is called.
        """
        if self.at or not self.clipped or self.word != phrase.parts[-1].word:
            return False
        if (self.whole and self.part < len(phrase.parts)) or (self.chunks == 1 and not phrase.is_name):
            return False
        written = sum(len(piece) for piece in pieces[: self.piece])
        return written >= _FEWEST_LETTERS + (self.chunks > self.piece and not self.begun_whole)


def _next(so_far: _Reached, piece: str, parts: Sequence[_Part]) -> Iterator[_Reached]:
    """What the next letters of the piece may be: the beginning of the next part, or of one after it in its word."""
    for number in range(so_far.part, len(parts)):
        part = parts[number]
        if part.word > so_far.word + 1 or (number and so_far.word < 0):
            return
        if part.key[0] != piece[so_far.at]:
            continue
        in_order = part.first or part.word == so_far.word
        for size, whole in _sizes(piece, so_far.at, part):
            if size == 1 and not (so_far.whole or so_far.letter):
                continue
            if in_order or whole or size >= _SURE_BEGINNING:
                done = so_far.at + size == len(piece)
                yield _Reached(
                    piece=so_far.piece + done,
                    at=0 if done else so_far.at + size,
                    part=number + 1,
                    word=part.word,
                    whole=whole,
                    letter=size == 1,
                    chunks=so_far.chunks + 1,
                    clipped=so_far.clipped or not whole,
                    begun_whole=so_far.begun_whole or (whole and not so_far.chunks),
                )


def _sizes(piece: str, at: int, part: _Part) -> Iterator[tuple[int, bool]]:
    """How many letters of the piece, from `at` on, may be this part, and whether they are all of it, in any form."""
    rest = piece[at:]
    if any(rest.startswith(form) and continues(form, rest[len(form) :]) == "surely" for form in part.forms):
        yield len(rest), True
    same = 0
    for typed, known in zip(rest, part.key, strict=False):
        if typed != known:
            break
        same += 1
    yield from ((size, size == len(part.key)) for size in range(same, 0, -1))
