"""Cutting a typed text into words: one Unicode form, lower case, and a key without the letters' marks."""

import re
import unicodedata
from dataclasses import dataclass

MOST_CHARACTERS = 1_000
"""No question is longer; what comes after is not read, so that no text is slow."""
MOST_WORDS = 120

_PLAIN = re.compile(r"[\x00-\x7fåäöÅÄÖ]*")
"""Texts of these letters are in every normal form and have plain lower case."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKS = str.maketrans("äåàáâãæöøòóôõéèêëíìîïüúùûñçšžđ", "aaaaaaaooooooeeeeiiiiuuuuncszd")
_WORD = re.compile(r"([^\W_]+(?::[^\W_]+)?)(\.?)|[§%,&+/]")
_SAINT = {"s:t", "s:ta", "s:ts"}
_ACRONYM_ENDING = re.compile(r"n|a|ä|t|in|iin|hin|än|ään|an|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|s")
_POSSESSIVE = re.compile(r"['’´`]s\b")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text."""

    text: str
    """In lower case, as it was typed."""
    key: str
    """The same without marks on letters: what the indexes are keyed by."""
    stopped: bool = False
    """A stop follows: an abbreviation, or the end of a sentence."""


def normalised(text: str) -> str:
    """The text in one Unicode form and lower case; equal for any normal form and capitals it was typed in."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    lowered = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return unicodedata.normalize("NFKC", lowered)


def name_key(text: str) -> str:
    """What names, addresses and headings are compared by: `Esimerkki, Maija` is `Maija Esimerkki`."""
    last, comma, first = normalised(text).partition(",")
    words = f"{first} {last}" if comma and first.strip() else last
    return " ".join(words.split())


def without_marks(text: str) -> str:
    """The text with ä, å, ö and the like written a and o: what is left when a keyboard lacks them."""
    return text if text.isascii() else text.translate(_MARKS)


def words_of(text: str) -> list[Word]:
    """The words and the few signs that mean something (§ % , & + /), in order, of a normalised text."""
    found: list[Word] = []
    for match in _WORD.finditer(_POSSESSIVE.sub("", text[:MOST_CHARACTERS])):
        word, stopped = match[1] or match[0], bool(match[2])
        head, colon, tail = word.partition(":")
        if not colon:
            found.append(Word(word, without_marks(word), stopped))
        elif word in _SAINT:
            joined = head + tail
            found.append(Word(joined, without_marks(joined)))
        else:
            found.append(Word(head, without_marks(head)))
            if not _ACRONYM_ENDING.fullmatch(tail):
                found.append(Word(tail, without_marks(tail)))
    return found[:MOST_WORDS]


def typed_as(typed: str, known: str) -> bool:
    """Whether a word typed so may stand for the known one: equal, or the typist left marks out (never added them)."""
    if typed == known:
        return True
    if len(typed) != len(known):
        return False
    return all(a == b or a == without_marks(b) for a, b in zip(typed, known, strict=True))
