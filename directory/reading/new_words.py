"""Which phrases may be added for a topic: none that would make the reader misread, or that tell of anybody."""

import re
from dataclasses import dataclass
from typing import Literal

from directory.reading.private_details import without_private_details
from directory.reading.reader import Reader
from directory.reading.words import normalised, without_marks, words_of

SHORTEST = 3
LONGEST = 60
MOST_WORDS = 6
_MOST_DIGITS = 4
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40

Problem = Literal[
    "empty", "too_short", "too_long", "personal_data", "place", "person", "known", "other_topic", "everyday"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a phrase cannot be added."""

    problem: Problem
    topic: str = ""
    """`other_topic`: the slug of the topic that has the phrase already."""
    word: str = ""
    """`everyday`: the everyday word that would be misread."""


def normal_form(phrase: str) -> str:
    """The phrase as it is kept: in one Unicode form and lower case, its words apart by one space."""
    return " ".join(word.text for word in words_of(normalised(phrase)))


def slug_of(name: str) -> str:
    """A topic's slug from its Finnish name: `hautausavustus-ja-hautaus`."""
    return _NOT_SLUG.sub("-", without_marks(normalised(name))).strip("-")[:_LONGEST_SLUG].strip("-")


def fault_of(reader: Reader, topic: str, phrase: str) -> Fault | None:
    """Why the phrase cannot be a word for the topic; None when it can."""
    words = normal_form(phrase).split()
    letters = sum(map(len, words))
    if not words:
        return Fault("empty")
    if without_private_details(phrase).removed or sum(map(str.isdigit, phrase)) > _MOST_DIGITS:
        return Fault("personal_data")
    if letters < SHORTEST or len(words[0]) == 1:  # a lone first letter would be an ending of the word before it
        return Fault("too_short")
    if len(phrase) > LONGEST or len(words) > MOST_WORDS:
        return Fault("too_long")
    return _meaning_fault(reader, topic, phrase)


def _meaning_fault(reader: Reader, topic: str, phrase: str) -> Fault | None:
    if reader.names_place(phrase):
        return Fault("place")
    if reader.names_person(phrase):
        return Fault("person")
    known = reader.topic_of(phrase)
    if known:
        return Fault("known") if known == topic else Fault("other_topic", topic=known)
    everyday = reader.everyday_word_in(phrase)
    return Fault("everyday", word=everyday) if everyday else None
