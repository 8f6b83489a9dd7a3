"""Whether a text tells of danger to life: suicide, violence, a child at risk, or a life in danger in so many words.

What tells it are phrases in `config/data/danger_words.csv`. The words of a phrase stand in its order and near each
other within one clause, or, with `&` between them, near each other in any order within one sentence. `a/b` is either
of them, `@kin` any word of a set, `word*` whatever begins so, `*word*` whatever holds it, `word!` only with the marks
on its letters. Phrases of the kind `none` are what only looks like danger: their words tell nothing else.

Safety goes first: a client's own denial and what may be past still tell a danger. Only a plain denial of the thing
right before its word ("ei väkivaltaa", "inga självmordstankar", "not suicidal") does not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from directory.reading.slips import SlipIndex, slip, tolerance
from directory.reading.word_lists import word_list
from directory.reading.words import normalised, typed_as, without_marks
from directory.reference import DATA, parts, rows

LONGEST_READ = 5_000
"""Characters: nobody can send more in one line or field."""
_WORD = re.compile(r"[^\W_]+|[.;!?\n]+|[,:()/–]")
_ADULT = re.compile(r"\b(?:1[89]|[2-9]\d|1\d\d)[ -]{0,2}vuotia\w{0,20}")
"""The age of somebody who is no child."""
_ENDS_SENTENCE = frozenset(".;!?\n")
_GAP = 2
"""Words that may stand between two of a phrase in its order."""
_WIDE_GAP = 4
"""The same for a phrase in any order."""
_SHORTEST_MISSPELT = 7
"""Letters of a word that may be misspelt."""
_DENIALS = frozenset(("ei", "eika", "eivat", "inte", "inga", "ingen", "inget", "ej", "no", "not", "without", "utan"))
_BETWEEN = frozenset(
    (
        *(
            "ole",
            "ollut",
            "ollu",
            "oo",
            "mitaan",
            "minkaanlaista",
            "nyt",
            "lainkaan",
            "yhtaan",
            "havaittu",
            "akuutteja",
        ),
        *("akuuttia", "ar", "har", "nagra", "nagon", "nagot", "any", "is", "been", "currently", "acutely"),
    )
)


class Danger(StrEnum):
    """What kind of danger to life a text tells of."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"
    CHILD = "child"
    LIFE = "life"


class _Token(NamedTuple):
    text: str
    key: str
    sentence: int
    clause: int


class _Stem(NamedTuple):
    text: str
    """In lower case with its marks."""
    word: str
    """The word of a phrase that it belongs to."""
    begins: bool
    exact_marks: bool


class _Phrase(NamedTuple):
    tells: str
    terms: tuple[tuple[str, ...], ...]
    """For each place of the phrase the words that may stand there."""
    any_order: bool


_CODES = frozenset(map(str, Danger))
_TOPICS = {"lahisuhdevakivalta": Danger.VIOLENCE}
"""Topics that are a danger by themselves, whoever chose them from a list."""


def dangers_of_topic(topic: str) -> frozenset[Danger]:
    """The danger to life that a question of this topic (its slug) tells of by itself."""
    return frozenset((_TOPICS[topic],)) if topic in _TOPICS else frozenset()


def dangers_named(codes: Iterable[str]) -> frozenset[Danger]:
    """The dangers among codes that were stored."""
    return frozenset(Danger(code) for code in codes if code in _CODES)


def dangers_in(text: str) -> frozenset[Danger]:
    """The dangers to life that the first LONGEST_READ characters of a text tell of, in any of the three languages."""
    return _shipped().told_by(_tokens(text))


class DangerWords:
    """The phrases that tell a danger, ready to be looked for."""

    def __init__(self, phrases: Iterable[_Phrase], ordinary: frozenset[str]) -> None:
        """`ordinary` words are no slips of the fingers."""
        self._phrases = tuple(phrases)
        words = dict.fromkeys(word for phrase in self._phrases for term in phrase.terms for word in term)
        self._ordinary = ordinary
        self._beginning: dict[str, list[int]] = {}
        """The phrases that begin with a word, so that only those of words that were typed are looked at."""
        for number, phrase in enumerate(self._phrases):
            for word in phrase.terms[0]:
                self._beginning.setdefault(word, []).append(number)
        self._within = tuple((without_marks(word.strip("*!")), _stem(word)) for word in words if word.startswith("*"))
        self._stems: dict[str, list[_Stem]] = {}
        for word in words:
            stem = _stem(word)
            self._stems.setdefault(without_marks(stem.text), []).append(stem)
        telling = {word for one in self._phrases if one.tells != "none" for term in one.terms for word in term}
        self._slips = SlipIndex(
            (key, stem)
            for key, stems in self._stems.items()
            for stem in stems
            if len(key) >= _SHORTEST_MISSPELT and stem.word in telling
        )

    def told_by(self, tokens: Sequence[_Token]) -> frozenset[Danger]:
        """The dangers that the words of a text tell of."""
        known: dict[str, frozenset[str]] = {}
        hits: dict[str, list[int]] = {}
        for at, token in enumerate(tokens):
            if token.text not in known:
                known[token.text] = self._words(token)
            for word in known[token.text]:
                hits.setdefault(word, []).append(at)
        silent: set[int] = set()
        of_oneself: set[int] = set()
        """Words of a danger of suicide, which come before those of violence: "tappaa itsensä" threatens nobody else."""
        found: set[Danger] = set()
        for number in sorted({number for word in hits for number in self._beginning.get(word, ())}):
            phrase = self._phrases[number]
            for stretch in _stretches(phrase, tokens, hits):
                if phrase.tells == "none":
                    silent.update(stretch)
                    continue
                if silent.intersection(stretch) or (len(stretch) == 1 and _denied(tokens, stretch[0])):
                    continue
                if phrase.tells == Danger.SUICIDE:
                    of_oneself.update(stretch)
                elif phrase.tells == Danger.VIOLENCE and of_oneself.intersection(stretch):
                    continue
                found.add(Danger(phrase.tells))
        return frozenset(found)

    def _words(self, token: _Token) -> frozenset[str]:
        """The words of phrases that a typed one may be, also misspelt."""
        key = token.key
        found = {
            stem.word
            for known, stem in self._within
            if known in key and (not stem.exact_marks or stem.text in token.text)
        }
        for size in range(len(key), 0, -1):
            for stem in self._stems.get(key[:size], ()):
                if _is_form(stem, token.text[:size], key[size:]):
                    found.add(stem.word)
        if len(key) < _SHORTEST_MISSPELT or key in self._ordinary or not key.isalpha():
            return frozenset(found)
        near = self._slips.near(key)
        return frozenset(found).union(stem.word for stem in near if not stem.exact_marks and _is_slip(stem, key))


def _tokens(text: str) -> list[_Token]:
    """The words, each with its sentence and clause."""
    found: list[_Token] = []
    sentence = clause = 0
    for match in _WORD.finditer(_ADULT.sub(" ", normalised(text[:LONGEST_READ]))):
        word = match.group()
        if word[0].isalnum():
            found.append(_Token(word, without_marks(word), sentence, clause))
        else:
            clause += 1
            sentence += word[0] in _ENDS_SENTENCE
    return found


def _stem(word: str) -> _Stem:
    """What a word of a phrase begins with, or all of it."""
    return _Stem(word.strip("*!"), word, "*" in word, "!" in word)


def _is_form(stem: _Stem, typed: str, rest: str) -> bool:
    """Whether a word that begins as typed and goes on with the rest is a form of the stem's word."""
    if not (typed == stem.text if stem.exact_marks else typed_as(typed, stem.text)):
        return False
    return stem.begins or not rest


def _is_slip(stem: _Stem, key: str) -> bool:
    """Whether a misspelt word is one of the stem's."""
    known = without_marks(stem.text)
    sizes = (len(known), len(known) - 1, len(known) + 1) if stem.begins else (len(key),)
    return any(_near(key[:size], known) for size in sizes if size <= len(key))


def _near(typed: str, known: str) -> bool:
    """Whether one is misspelt for the other; most are told apart without weighing each change."""
    return OSA.distance(typed, known, score_cutoff=2) <= 2 and slip(typed, known) <= tolerance(len(known))


def _denied(tokens: Sequence[_Token], at: int) -> bool:
    """Whether right before a word stands that it is not so."""
    before = at - 1
    while before >= 0 and at - before <= 3 and tokens[before].key in _BETWEEN:
        before -= 1
    same = before >= 0 and tokens[before].clause == tokens[at].clause
    return same and tokens[before].key in _DENIALS


def _stretches(
    phrase: _Phrase, tokens: Sequence[_Token], hits: Mapping[str, Sequence[int]]
) -> Iterable[tuple[int, ...]]:
    """Where the words of a phrase stand together."""
    places: list[list[int]] = []
    for term in phrase.terms:
        at = {hit for word in term for hit in hits.get(word, ())}
        if not at:
            return
        places.append(sorted(at))
    for first in places[0]:
        chosen = [first]
        for others in places[1:]:
            beginning = bisect_left(others, min(chosen) - _WIDE_GAP - 1)
            end = bisect_right(others, max(chosen) + _WIDE_GAP + 1)
            near = [at for at in others[beginning:end] if _fits(phrase, tokens, chosen, at)]
            if not near:
                break
            chosen.append(min(near, key=lambda at: abs(at - chosen[-1])))
        else:
            yield tuple(chosen)


def _fits(phrase: _Phrase, tokens: Sequence[_Token], chosen: Sequence[int], at: int) -> bool:
    """Whether a word may stand for the next term beside those chosen."""
    last = chosen[-1]
    if phrase.any_order:
        near = any(abs(at - other) <= _WIDE_GAP + 1 for other in chosen)
        return near and at not in chosen and tokens[at].sentence == tokens[last].sentence
    return last < at <= last + _GAP + 1 and tokens[at].clause == tokens[last].clause


def read_ahead() -> None:
    """Reads the words now; else whoever is the first to type something waits for it."""
    _shipped()


@cache
def _shipped() -> DangerWords:
    return load_danger_words()


def load_danger_words(directory: Path = DATA) -> DangerWords:
    """The shipped phrases. Raises OSError or KeyError when the file is missing or lacks a column."""
    sets: dict[tuple[str, str], tuple[str, ...]] = {}
    phrases: list[_Phrase] = []
    read = [(row["danger"], row["language"], normalised(row["phrase"])) for row in rows(directory / "danger_words.csv")]
    for danger, language, words in read:
        if danger.startswith("@"):
            sets[danger, language] = parts(words)
    for danger, language, phrase in read:
        if danger.startswith("@"):
            continue
        any_order = " & " in phrase
        terms = tuple(
            tuple(word for one in term.split("/") for word in (sets[one, language] if one.startswith("@") else (one,)))
            for term in phrase.replace(" & ", " ").split()
        )
        phrases.append(_Phrase(danger, terms, any_order))
    phrases.sort(key=lambda one: one.tells != "none")
    ordinary = word_list(directory / "ordinary_words.txt") | word_list(directory / "not_slips.txt")
    return DangerWords(phrases, ordinary)
