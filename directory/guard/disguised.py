"""Finds right identity codes whose characters stand apart: in cells, markup, lists, other dates, with words between.

The check character must be right, and the writing must be one in which numbers of offices seldom stand: the more usual
the signs between the characters are, the more the groups must look like those of a code. Decision record 0030.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from directory.guard.check_characters import check_character
from directory.guard.normalised import Normalised
from directory.guard.surroundings import is_amount, is_official, is_told

_SEPARATORS = frozenset("ABCDEFUVWXYabcdefuvwxy")
_CENTURIES = frozenset({"18", "19", "20"})
_LIKE_DIGITS = {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "S": "5", "Z": "2"}
_DIGIT_LIKE = re.compile(r"[0-9OoQlISZ]+")
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
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
_BACKWARDS = re.compile(
    r"(?<![^\W_])(?P<check>[0-9A-Za-z])(?P<number>[0-9]{3})[A-FU-Ya-fu-y+-](?P<date>[0-9]{6})(?![^\W_])", re.ASCII
)
_CHECK_NAMED = re.compile("tarkist|merkki|viimei|kontroll|tecknet|check|character", re.IGNORECASE)
_NEAR, _FAR = 60, 14
"""How many characters may stand between two characters of a code: with words among them, and without."""
NONE, BLANK, USUAL, ODD, WORDS, TOO_FAR = range(6)
"""What stands between two characters of a code, from the least to the most."""


@dataclass(frozen=True, slots=True, repr=False)
class _Marks:
    """The letters and digits of a text that can be of a code, and what stands before each."""

    text: str
    marks: list[str]
    starts: list[int]
    gaps: list[str]
    kinds: list[int]
    digits: str
    """The digit that each mark is or looks like, a blank for another."""
    in_a_row: list[int]
    """How many digits follow each other from each mark on, with nothing but signs between."""

    def continues_number(self, index: int) -> bool:
        """The mark is a digit glued to a digit before it."""
        if not 0 < index < len(self.marks) or self.kinds[index] != NONE or self.digits[index] == " ":
            return False
        return self.marks[index - 1].isdigit()


class _Date(NamedTuple):
    """A reading of a date: DDMMYY, its first mark, the mark after it, and after how many digits its parts end."""

    digits: str
    start: int
    end: int
    cuts: tuple[int, int]
    is_usual_order: bool = True
    is_long: bool = False


class _End(NamedTuple):
    """A reading of the end: perhaps a separator's letter, three digits, and the check character."""

    start: int
    end: int
    has_letter: bool


def find_apart(text: Normalised) -> Iterator[tuple[int, int]]:
    """Stretches of the original that hold a right code whose characters stand apart. Time linear to the text."""
    if not _may_hold_one(text.text):
        return
    for match in _BACKWARDS.finditer(text.text):
        if _is_right(match["date"][::-1], match["number"][::-1], match["check"]):
            yield text.original_span(*match.span())
    marks = _marks(text.text)
    for start, row in enumerate(marks.in_a_row):
        if (row >= 3 and not marks.continues_number(start)) or (row == 0 and marks.marks[start] in _SEPARATORS):
            found = _from(marks, start)
            if found:
                yield text.original_span(marks.starts[start], marks.starts[found - 1] + 1)


def _may_hold_one(text: str) -> bool:
    """Seven digits (`1.5.94 Y903A`), or what looks like them. Most lines are left here."""
    digits = sum(map(text.count, "0123456789"))
    if not 4 <= digits < 7:
        return digits >= 7
    runs = _DIGIT_LIKE.findall(text)
    return sum(len(run) for run in runs if len(run) == 1 or not run.isalpha()) >= 7


def _marks(text: str) -> _Marks:
    marks: list[str] = []
    starts: list[int] = []
    gaps: list[str] = []
    kinds: list[int] = []
    position, words = 0, False
    for match in _PIECE.finditer(text):
        piece, start = match[0], match.start()
        if not piece.isdigit():
            if len(piece) > 1 and not _looks_like_digits(piece, text, start):
                words = words or piece.lower() not in _PART_WORDS
                continue
            if not piece.isascii():
                piece = "".join(map(_plain_letter, piece))
        gap, more = text[position:start], len(piece) - 1
        position = start + len(piece)
        marks += piece
        starts += range(start, position)
        gaps += [gap, *[""] * more]
        kinds += [_kind(gap, words=words), *[NONE] * more]
        words = False
    digits = "".join(mark if "0" <= mark <= "9" else _LIKE_DIGITS.get(mark, " ") for mark in marks)
    return _Marks(text, marks, starts, gaps, kinds, digits, _rows(digits, kinds))


def _rows(digits: str, kinds: list[int]) -> list[int]:
    rows, row, goes_on = [0] * len(digits), 0, False
    for index in range(len(digits) - 1, -1, -1):
        row = (row + 1 if goes_on else 1) if digits[index] != " " else 0
        rows[index] = row
        goes_on = kinds[index] <= ODD
    return rows


def _looks_like_digits(piece: str, text: str, start: int) -> bool:
    """Letters in the place of digits, perhaps with the separator's or the last letter among them: `27O9OOA9O8Y`."""
    digit_before = text[start - 1 : start].isdigit()
    digit_after = text[start + len(piece) : start + len(piece) + 1].isdigit()
    if len(piece) > 8 or (len(piece) > 2 and not digit_before and not digit_after):
        return False
    others = sum(mark not in _LIKE_DIGITS for mark in piece)
    if len(piece) == others == 2:  # the last letter and the separator's, where the end stands first
        return digit_before and digit_after
    return not others or (digit_before and (others == 1 or (others == 2 and piece[0] in _LIKE_DIGITS)))


@lru_cache(maxsize=1024)
def _plain_letter(mark: str) -> str:
    return unicodedata.normalize("NFD", mark)[0]


@lru_cache(maxsize=4096)
def _kind(gap: str, *, words: bool) -> int:
    if words:
        return WORDS if len(gap) <= _NEAR else TOO_FAR
    if not gap:
        return NONE
    if gap == " ":
        return BLANK
    if any(map(str.isalpha, gap)):
        return ODD if len(gap) <= _NEAR else TOO_FAR
    if len(gap) > _FAR:
        return TOO_FAR
    return USUAL if len(gap) <= 5 and _USUAL.issuperset(gap) and not _UNUSUAL.search(gap) else ODD


def _from(marks: _Marks, start: int) -> int:
    """The mark after a code that begins here, 0 for none."""
    for date in _dates(marks, start) if _may_begin_here(marks, start) else ():
        end = _end_from(marks, date.end)
        if end and _fits(marks, date, end) and _speaks(marks, date, end):
            return end.end
        if end is None and date.end < len(marks.marks) and marks.digits[date.end] == " ":
            end = _end_from(marks, date.end + 1)  # a stray letter between
            if end and _fits(marks, date, end) and _speaks(marks, date, end):
                return end.end
    end = None if any(marks.kinds[start + 1 : start + 4]) else _end_from(marks, start)
    if end is None or end.end >= len(marks.marks) or marks.kinds[end.end - 1]:
        return 0
    has_letter_after = marks.digits[end.end] == " "
    for date in _dates(marks, end.end + has_letter_after):
        if _fits(marks, date, end) and _speaks_reversed(marks, date, end):
            return date.end
    return 0


def _may_begin_here(marks: _Marks, start: int) -> bool:
    """There are digits enough in a row, or the end may stand behind them. Most numbers are left here."""
    row = marks.in_a_row[start]
    after = start + row
    return row >= 9 or (row >= 4 and after < len(marks.marks) and max(marks.in_a_row[after : after + 3]) >= 3)


def _fits(marks: _Marks, date: _Date, end: _End) -> bool:
    """The check character belongs to the digits."""
    check = marks.marks[end.end - 1]
    number = marks.digits[end.end - 4 : end.end - 1]
    if _is_right(date.digits, number, check):
        return True
    return check in _LIKE_DIGITS and _is_right(date.digits, number, _LIKE_DIGITS[check])


def _is_right(date: str, number: str, check: str) -> bool:
    return 1 <= int(date[:2]) <= 31 and 1 <= int(date[2:4]) <= 12 and check_character(date + number) == check.upper()


def _dates(marks: _Marks, start: int) -> Iterator[_Date]:
    """Every reading of a date that begins here: day first, year first, and month first where the year is long."""
    row = marks.in_a_row[start] if start < len(marks.marks) else 0
    if row < 4:
        return
    run = marks.digits[start : start + min(row, 8)]
    if row >= 6 and run[2] < "2":
        if run[0] < "4":
            yield _Date(run[:6], start, start + 6, (2, 4))
        if run[4] < "4":
            yield _Date(run[4:6] + run[2:4] + run[:2], start, start + 6, (2, 4), is_usual_order=False)
    if row >= 8:
        if run[4:6] in _CENTURIES:
            yield _Date(run[:4] + run[6:], start, start + 8, (2, 4), is_long=True)
            yield _Date(run[2:4] + run[:2] + run[6:], start, start + 8, (2, 4), is_usual_order=False, is_long=True)
        if run[:2] in _CENTURIES:
            yield _Date(run[6:] + run[4:6] + run[2:4], start, start + 8, (4, 6), is_usual_order=False, is_long=True)
    if any(marks.kinds[start + 1 : start + 3]) or (row >= 6 and run[:2] in _CENTURIES and marks.kinds[start + 4]):
        yield from _short_dates(marks, start, run)


def _short_dates(marks: _Marks, start: int, run: str) -> Iterator[_Date]:
    """A date whose day or month has one digit: `1.5.94`, `1994-5-1`."""
    cuts = [place for place, kind in enumerate(marks.kinds[start + 1 : start + len(run)], 1) if kind]
    if len(cuts) < 2 or cuts[0] not in {1, 2, 4} or cuts[1] - cuts[0] > 2 or cuts[:2] in ([2, 4], [4, 6]):
        return
    one, two, rest = run[: cuts[0]], run[cuts[0] : cuts[1]], run[cuts[1] :]
    piece = cuts[2] - cuts[1] if len(cuts) > 2 else len(rest)
    for length in (1, 2) if len(one) == 4 else (2, 4):
        three = rest[:length]
        if length > min(piece, len(rest)) or (len(one) != 4 and length == 4 and three[:2] not in _CENTURIES):
            continue
        for day, month, year in ((three, two, one),) if len(one) == 4 else ((one, two, three), (two, one, three)):
            digits = day.zfill(2) + month.zfill(2) + year[-2:]
            yield _Date(digits, start, start + cuts[1] + length, (cuts[0], cuts[1]), is_long=len(year) == 4)


def _end_from(marks: _Marks, start: int) -> _End | None:
    """The end that begins here."""
    has_letter = start < len(marks.marks) and marks.marks[start] in _SEPARATORS
    last = start + has_letter + 3
    if last >= len(marks.marks) or marks.in_a_row[last - 3] < 3 or marks.kinds[last] > ODD:
        return None
    if marks.continues_number(last + 1) and marks.marks[last].isdigit():
        return None
    return _End(start, last + 1, has_letter)


def _speaks(marks: _Marks, date: _Date, end: _End) -> bool:
    """Whether this is how a code is written, and not how other numbers are that happen to fit."""
    first = end.start + end.has_letter
    in_date = marks.kinds[date.start + 1 : date.end]
    middle = marks.kinds[date.end : first + 1]
    in_end = marks.kinds[first + 1 : end.end]
    between, apart = max(middle), [kind for kind in (*in_date, *middle, *in_end) if kind]
    if between == TOO_FAR:
        return False
    ends_glued, is_glued = not any(in_end), not any(in_date)
    lettered = end.has_letter or (ends_glued and _ends_in_letter(marks, end))
    telling = is_told(marks.text, marks.starts[date.start], marks.starts[end.end - 1])
    is_neat = _is_neat(marks, date, one_sign=not (end.has_letter or telling))
    if is_glued and _is_check_named(marks, end):
        return True
    if between == WORDS:
        spelled = telling and WORDS not in in_end and USUAL not in in_end
        return (
            (ends_glued or spelled)
            and (is_glued or is_neat)
            and (telling or (end.has_letter and not marks.kinds[first]))
        )
    if (
        not lettered
        and ODD not in apart
        and (_is_phone(marks, date) or (not telling and _is_another_number(marks, date, end)))
    ):
        return False
    if not date.is_usual_order and not (lettered or any(middle)):
        return False
    if not apart or (telling and ends_glued and (is_glued or is_neat)) or (ends_glued and is_glued):
        return True
    if ends_glued and is_neat:
        near = between in {NONE, ODD} or (not date.is_long and between != BLANK) or marks.gaps[date.end] in {"-", "/"}
        return lettered or (near and not _is_year(marks, end))
    if len(apart) in {1, end.end - date.start - 1} or (end.has_letter and (is_glued or BLANK not in apart)):
        return True
    return _is_uniform(marks, date.start, end.end) or (ODD in apart and USUAL not in apart)


def _is_check_named(marks: _Marks, end: _End) -> bool:
    """The check character stands behind its name: `010594-903, tarkistusmerkki on 2`."""
    last = end.end - 1
    return not any(marks.kinds[last - 2 : last]) and _CHECK_NAMED.search(marks.gaps[last]) is not None


def _speaks_reversed(marks: _Marks, date: _Date, end: _End) -> bool:
    """The same for a code whose end is written before its date: `Y9032, 010594`."""
    is_glued = not any(marks.kinds[date.start + 1 : date.end])
    if (
        not date.is_usual_order
        or not (is_glued or _is_neat(marks, date, one_sign=True))
        or marks.continues_number(date.end)
        or (_is_year(marks, end) and marks.kinds[end.start] == USUAL)
    ):
        return False  # `10.12.2027 … päättyy 3.4.2026` are two dates
    between = max(marks.kinds[end.end : date.start + 1])
    if between == TOO_FAR:
        return False
    if is_told(marks.text, marks.starts[end.start], marks.starts[date.end - 1]):
        return True
    if end.has_letter or date.start > end.end or _ends_in_letter(marks, end):
        return between <= ODD
    return between in {BLANK, ODD} and is_glued and not is_official(marks.text, marks.starts[end.start])


def _ends_in_letter(marks: _Marks, end: _End) -> bool:
    return marks.digits[end.end - 1] == " "


def _is_neat(marks: _Marks, date: _Date, *, one_sign: bool) -> bool:
    """Day, month and year stand apart, each in one piece; with one sign twice where it is asked for."""
    one, two = (date.start + cut for cut in date.cuts)
    if [place for place in range(date.start + 1, date.end) if marks.kinds[place]] != [one, two]:
        return False
    signs = {marks.gaps[one].strip(), marks.gaps[two].strip()}
    return not one_sign or len(signs) == 1 or signs == {".", ".."}


def _is_year(marks: _Marks, end: _End) -> bool:
    return marks.digits[end.start : end.start + 2] in {"19", "20"}


def _is_another_number(marks: _Marks, date: _Date, end: _End) -> bool:
    begins, ends = marks.starts[date.start], marks.starts[end.end - 1] + 1
    return (not _ends_in_letter(marks, end) and is_amount(marks.text, ends)) or is_official(marks.text, begins)


def _is_phone(marks: _Marks, date: _Date) -> bool:
    """An area code or a mobile prefix stands first: `040 594 9032`."""
    kinds = marks.kinds[date.start + 1 : date.start + 5]
    return marks.marks[date.start] == "0" and not any(kinds[:2]) and any(kinds[2:4])


def _is_uniform(marks: _Marks, start: int, end: int) -> bool:
    """The same sign stands wherever one stands, and it is no blank: `01.05.94.903.2`."""
    signs = {gap for gap in marks.gaps[start + 1 : end] if gap}
    return len(signs) == 1 and " " not in signs.pop()
