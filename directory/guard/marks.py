"""The letters and digits of a text that can be of an identity code, and what stands between them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SEPARATORS = frozenset("ABCDEFUVWXYabcdefuvwxy")
LIKE_DIGITS = {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "S": "5", "Z": "2"}
_PIECE = re.compile(r"(?P<digits>[0-9]+)|(?<![^\W_])(?P<word>[^\W\d_]{3,})(?![^\W_])|[^\W\d_]+")
_SIGN_WORDS = frozenset(
    [
        "viiva",
        "miinusmerkki",
        "plusmerkki",
        "yhdysmerkki",
        "väliviiva",
        "tavuviiva",
        "miinus",
        "plus",
        "piste",
        "pilkku",
        "kauttaviiva",
        "vinoviiva",
        "alaviiva",
        "väli",
        "välilyönti",
        "bindestreck",
        "streck",
        "minus",
        "snedstreck",
        "punkt",
        "dash",
        "hyphen",
        "slash",
        "dot",
    ]
)
_PART_WORDS = _SIGN_WORDS | frozenset(
    [
        "yksilönumero",
        "tarkiste",
        "tarkistusmerkki",
        "tarkistusnumero",
        "ja",
        "on",
        "sekä",
        "individnummer",
        "kontrolltecken",
        "och",
        "är",
        "and",
        "is",
        "merkki",
        "viimeinen",
        "tecknet",
        "character",
        "päivänä",
        "kuuta",
        "pp",
        "vv",
        "pv",
        "kk",
        "päivä",
        "kuukausi",
        "vuosi",
        "vuonna",
        "vuoden",
        "år",
        "månad",
        "dag",
        "day",
        "month",
        "year",
    ]
)
"""What the parts of a code are called: they stand between them like signs."""
_USUAL = frozenset(" .,:;/+=|%€§()&x*-")
_UNUSUAL = re.compile(r"\)\(|([^ ])\1")
"""Brackets back to back, a sign twice."""
_NEAR, _FAR = 60, 14
"""How many characters may stand between two characters of a code: with words among them, and without."""
NONE, BLANK, USUAL, ODD, WORDS, TOO_FAR = "012345"
"""What stands between two characters of a code, from the least to the most."""
_IS_APART = str.maketrans("12345", "11111")
_COUNTED_DOWN = "987654321"
MANY = "9"
"""Nine digits in a row or more: nobody needs to know how many."""


class _DigitOf(dict[int, str]):
    """The digit that a letter looks like, a blank for all others."""

    def __missing__(self, letter: int) -> str:
        self[letter] = found = LIKE_DIGITS.get(chr(letter), " ")
        return found


_DIGIT_OF = _DigitOf({ord(digit): digit for digit in "0123456789"})


@dataclass(frozen=True, slots=True, repr=False)
class Marks:
    """The letters and digits of a text that can be of a code, and what stands before each."""

    text: str
    marks: str
    starts: list[int]
    kinds: str
    """What stands before each mark: `NONE` to `TOO_FAR`."""
    digits: str
    """The digit that each mark is or looks like, a blank for another."""
    apart: str
    """`1` where anything stands before the mark, else `0`."""
    rows: str
    """How many digits follow each other from each mark on, with nothing but signs between: `0` to `MANY`."""
    begins: list[int]
    """The marks with which a piece of digits begins, and all letters."""

    def continues_number(self, index: int) -> bool:
        """The mark is a digit glued to a digit before it."""
        if not 0 < index < len(self.marks) or self.kinds[index] != NONE or self.digits[index] == " ":
            return False
        return self.marks[index - 1].isdigit()

    def gap(self, index: int) -> str:
        """What stands before the mark."""
        return self.text[self.starts[index - 1] + 1 if index else 0 : self.starts[index]]


def marks_of(text: str) -> Marks:
    """The marks of a text in plain characters. Time linear to the text."""
    marks: list[str] = []
    starts: list[int] = []
    kinds: list[str] = []
    rows: list[str] = []
    begins: list[int] = []
    position, row, words = 0, 0, False
    for match in _PIECE.finditer(text):
        form, piece = match.lastgroup, match[0]
        start = match.start()
        is_word = form == "word" or (form is None and len(piece) > 1 and not _looks_like_digits(piece, text, start))
        if is_word:
            words = words or piece.lower() not in _PART_WORDS
            continue
        if words:
            kind, words = WORDS if start - position <= _NEAR else TOO_FAR, False
        else:
            kind = NONE if start == position else _kind(text[position:start])
        if kind > ODD and row:
            rows.append(_counted_down(row))
            row = 0
        if form == "digits":
            begins.append(len(starts))
            row += len(piece)
        else:
            piece = piece if piece.isascii() else "".join(map(_plain_letter, piece))
            begins += range(len(starts), len(starts) + len(piece))
            for mark in piece:
                if mark in LIKE_DIGITS:
                    row += 1
                else:
                    rows.append(_counted_down(row) + "0")
                    row = 0
        position = start + len(piece)
        marks.append(piece)
        starts += range(start, position)
        kinds += (kind, NONE * (len(piece) - 1))
    rows.append(_counted_down(row))
    all_marks, all_kinds = "".join(marks), "".join(kinds)
    digits, apart = all_marks.translate(_DIGIT_OF), all_kinds.translate(_IS_APART)
    return Marks(text, all_marks, starts, all_kinds, digits, apart, "".join(rows), begins)


def _counted_down(row: int) -> str:
    """For each digit in a row how many there are from it on."""
    return MANY * (row - 9) + _COUNTED_DOWN[max(9 - row, 0) :]


def _looks_like_digits(piece: str, text: str, start: int) -> bool:
    """Letters in the place of digits, perhaps with the separator's or the last letter among them: `27O9OOA9O8Y`."""
    digit_before = text[start - 1 : start].isdigit()
    digit_after = text[start + len(piece) : start + len(piece) + 1].isdigit()
    if len(piece) > 8 or (len(piece) > 2 and not digit_before and not digit_after):
        return False
    others = sum(mark not in LIKE_DIGITS for mark in piece)
    if len(piece) == others == 2:  # the last letter and the separator's, where the end stands first
        return digit_before and digit_after
    return not others or (digit_before and (others == 1 or (others == 2 and piece[0] in LIKE_DIGITS)))


@lru_cache(maxsize=1024)
def _plain_letter(mark: str) -> str:
    return unicodedata.normalize("NFD", mark)[0]


@lru_cache(maxsize=4096)
def _kind(gap: str) -> str:
    """What stands between, where no words do but those that the parts of a code are called by."""
    if gap == " ":
        return BLANK
    if any(map(str.isalpha, gap)):
        return ODD if len(gap) <= _NEAR else TOO_FAR
    if len(gap) > _FAR:
        return TOO_FAR
    return USUAL if len(gap) <= 5 and _USUAL.issuperset(gap) and not _UNUSUAL.search(gap) else ODD
