"""Finds right identity codes whose characters stand apart: in cells, markup, lists, other dates, with words between.

The check character must be right, and the writing must be one in which numbers of offices seldom stand: the more usual the signs
between the characters are, the more the groups must look like those of a code. Decision record 0030.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from directory.guard.check_characters import check_character
from directory.guard.normalised import Normalised
from directory.guard.surroundings import is_amount, is_official, is_told

_SEPARATORS = frozenset("ABCDEFUVWXY")
_LIKE_DIGITS = {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "Z": "2"}
_PIECE = re.compile(r"[0-9]|[^\W\d_]+")
_DIGIT_LIKE = re.compile(r"(?<![^\W\d_])[0-9OoQlI|SZ]+(?![^\W\d_])")
_SIGN_WORDS = frozenset(
    "viiva väliviiva tavuviiva miinus plus piste pilkku kauttaviiva vinoviiva alaviiva väli välilyönti bindestreck streck minus"
    " snedstreck punkt dash hyphen slash dot space ja and och".split()
)
_USUAL = frozenset(" .,:;/+=|%€§()&x*-")
_UNUSUAL = re.compile(r"\)\(|([^ ])\1")
"""Brackets back to back, a sign twice."""
_NEAR, _FAR = 60, 14
NONE, BLANK, USUAL, ODD, WORDS, TOO_FAR = range(6)


@dataclass(frozen=True, slots=True)
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

    def run(self, start: int, length: int) -> str:
        """So many digits in a row from here; shorter when there are not as many."""
        return self.digits[start : start + min(length, self.in_a_row[start])]


@dataclass(frozen=True, slots=True)
class _Date:
    """A reading of a date: DDMMYY, the mark after it, and how it is written."""

    digits: str
    start: int
    end: int
    is_glued: bool
    is_neat: bool
    """Its day, month and year stand apart, each in one piece."""
    is_usual_order: bool = True
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class _End:
    """A reading of the end: its nine digits' last three and the check character, perhaps with a separator's letter."""

    digits: str
    start: int
    end: int
    has_letter: bool
    """The separator is a letter."""

    check: str


def find_apart(text: Normalised) -> Iterator[tuple[int, int]]:
    """Stretches of the original that hold a right code whose characters stand apart. Time linear to the text."""
    if not _may_hold_one(text.text):
        return
    marks = _marks(text.text)
    if len(marks.marks) < 10:
        return
    for start in range(len(marks.marks) - 9):
        found = _from(marks, start)
        if found:
            last = marks.starts[found - 1]
            yield text.original_span(marks.starts[start], last + 1)


def _may_hold_one(text: str) -> bool:
    """Nine digits, or what looks like them. An ordinary line is left here."""
    digits = sum(map(text.count, "0123456789"))
    return digits >= 9 or (digits >= 4 and sum(map(len, _DIGIT_LIKE.findall(text))) >= 9)


def _marks(text: str) -> _Marks:
    marks: list[str] = []
    starts: list[int] = []
    gaps: list[str] = []
    kinds: list[int] = []
    position, words = 0, False
    for match in _PIECE.finditer(text):
        piece, start = match[0], match.start()
        if len(piece) > 1 and not _looks_like_digits(piece, text, start):
            words = words or piece.lower() not in _SIGN_WORDS
            continue
        for offset, mark in enumerate(piece):
            gap = text[position : start + offset]
            marks.append(mark if mark.isascii() else _plain_letter(mark))
            starts.append(start + offset)
            gaps.append(gap)
            kinds.append((WORDS if len(gap) <= _NEAR else TOO_FAR) if words else _kind(gap) if gap else NONE)
            position, words = start + offset + 1, False
    digits = "".join(mark if "0" <= mark <= "9" else _LIKE_DIGITS.get(mark, " ") for mark in marks)
    in_a_row = [0] * (len(marks) + 1)
    for index in range(len(marks) - 1, -1, -1):
        if digits[index] != " ":
            goes_on = index + 1 < len(marks) and kinds[index + 1] <= ODD
            in_a_row[index] = 1 + (in_a_row[index + 1] if goes_on else 0)
    return _Marks(text, marks, starts, gaps, kinds, digits, in_a_row)


def _looks_like_digits(piece: str, text: str, start: int) -> bool:
    if not all(mark in _LIKE_DIGITS for mark in piece) or len(piece) > 6:
        return False
    return len(piece) <= 2 or text[start - 1 : start].isdigit() or text[start + len(piece) : start + len(piece) + 1].isdigit()


@lru_cache(maxsize=1024)
def _plain_letter(mark: str) -> str:
    return unicodedata.normalize("NFD", mark)[0]


@lru_cache(maxsize=4096)
def _kind(gap: str) -> int:
    if gap == " ":
        return BLANK
    if any(word in _SIGN_WORDS for word in gap.lower().split()):
        return ODD if len(gap) <= _NEAR else TOO_FAR
    if len(gap) > _FAR:
        return TOO_FAR
    return USUAL if len(gap) <= 5 and _USUAL.issuperset(gap) and not _UNUSUAL.search(gap) else ODD


def _from(marks: _Marks, start: int) -> int:
    """The mark after a code that begins here, 0 for none."""
    if start and marks.kinds[start] == NONE and marks.digits[start] != " " and marks.marks[start - 1].isdigit():
        return 0
    if marks.in_a_row[start] < 3 and marks.marks[start].upper() not in _SEPARATORS:
        return 0
    for date in _dates(marks, start):
        end = _end_from(marks, date.end)
        if end and end.check in _check_forms(date.digits, end) and _speaks(marks, date, end):
            return end.end
    end = _end_from(marks, start)
    if end and (end.end >= len(marks.marks) or marks.kinds[end.end]):
        for date in _dates(marks, end.end):
            if end.check in _check_forms(date.digits, end) and _speaks_reversed(marks, date, end):
                return date.end
    return 0


def _check_forms(date: str, end: _End) -> tuple[str, ...]:
    right = check_character(date + end.digits)
    return (right, right.lower(), *(mark for mark, digit in _LIKE_DIGITS.items() if digit == right))


def _dates(marks: _Marks, start: int) -> Iterator[_Date]:
    run = marks.run(start, 8)
    if len(run) < 4:
        return
    cuts = [place for place, kind in enumerate(marks.kinds[start + 1 : start + len(run)], 1) if kind]
    if len(run) >= 6:
        glued, neat = not any(cut < 6 for cut in cuts), _is_neat(marks, start, [cut for cut in cuts if cut < 6], [2, 4])
        if _possible(run[:2], run[2:4]):
            yield _Date(run[:6], start, start + 6, glued, neat)
        if _possible(run[4:6], run[2:4]):
            yield _Date(run[4:6] + run[2:4] + run[:2], start, start + 6, glued, neat, is_usual_order=False)
    if len(run) == 8:
        glued, neat = not cuts, _is_neat(marks, start, cuts, [2, 4])
        if run[4:6] in _CENTURIES:
            for day, month in ((run[:2], run[2:4]), (run[2:4], run[:2])):
                if _possible(day, month):
                    yield _Date(day + month + run[6:], start, start + 8, glued, neat, day == run[:2], is_long=True)
        if run[:2] in _CENTURIES and _possible(run[6:], run[4:6]):
            neat = _is_neat(marks, start, cuts, [4, 6])
            yield _Date(run[6:] + run[4:6] + run[2:4], start, start + 8, glued, neat, is_usual_order=False, is_long=True)
    if len(cuts) >= 2:
        yield from _short_dates(marks, start, run, cuts)


def _is_neat(marks: _Marks, start: int, cuts: list[int], wanted: list[int]) -> bool:
    """Day, month and year are apart, with one sign twice."""
    return cuts[:2] == wanted and len(cuts) == 2 and _same_sign(marks, start, cuts)


def _same_sign(marks: _Marks, start: int, cuts: list[int]) -> bool:
    one, two = (marks.gaps[start + cut].strip() for cut in cuts[:2])
    return one == two or {one, two} == {".", ".."}


_CENTURIES = frozenset({"18", "19", "20"})


def _short_dates(marks: _Marks, start: int, run: str, cuts: list[int]) -> Iterator[_Date]:
    """A date whose day or month has one digit: `1.5.94`, `1994-5-1`."""
    one, two = run[: cuts[0]], run[cuts[0] : cuts[1]]
    if len(one) == len(two) == 2 or len(two) > 2 or not _same_sign(marks, start, cuts):
        return
    long = 4 if len(one) < 4 else 2
    for length in {long, 2, 1 if len(one) == 4 else 2}:
        end = start + cuts[1] + length
        three = run[cuts[1] : cuts[1] + length]
        if len(three) < length or any(cuts[1] < cut < cuts[1] + length for cut in cuts):
            continue
        if len(one) == 4:
            readings = [(three, two, one)]
        elif len(one) <= 2:
            readings = [(one, two, three), (two, one, three)]
        else:
            continue
        for day, month, year in readings:
            if (len(year) == 2 or year[:2] in _CENTURIES) and _possible(day, month):
                digits = day.zfill(2) + month.zfill(2) + year[-2:]
                yield _Date(digits, start, end, False, True, is_long=len(year) == 4)


def _possible(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _end_from(marks: _Marks, start: int) -> _End | None:
    """The end that begins here: perhaps a separator's letter, three digits, the check character."""
    if start >= len(marks.marks):
        return None
    has_letter = marks.marks[start].upper() in _SEPARATORS
    first = start + has_letter
    digits = marks.run(first, 3)
    last = first + 3
    if len(digits) < 3 or last >= len(marks.marks) or marks.kinds[last] > ODD or (has_letter and marks.kinds[first] > ODD):
        return None
    check = marks.marks[last]
    if check.isdigit() and last + 1 < len(marks.marks) and marks.kinds[last + 1] == NONE and marks.marks[last + 1].isdigit():
        return None
    return _End(digits, start, last + 1, has_letter, check)


def _speaks(marks: _Marks, date: _Date, end: _End) -> bool:
    """Whether this is how a code is written, and not how other numbers are that happen to fit."""
    first = end.start + end.has_letter
    in_date = marks.kinds[date.start + 1 : date.end]
    middle = marks.kinds[date.end : first + 1]
    in_end = marks.kinds[first + 1 : end.end]
    between = max(middle)
    if between == TOO_FAR or (between == WORDS and in_date and max(in_date) > USUAL):
        return False
    glued_end = not any(in_end)
    whole_date = date.is_glued or date.is_neat
    lettered = end.has_letter or (end.check.isalpha() and glued_end and end.check not in _LIKE_DIGITS)
    telling = _is_told(marks, date.start, end.end)
    if not lettered and between < WORDS and ODD not in (*in_date, *middle, *in_end):
        if _is_phone(marks, date) or (not telling and _is_official(marks, date, end)):
            return False
    if between == WORDS:
        return glued_end and whole_date and (telling or (end.has_letter and not marks.kinds[first]))
    if not date.is_usual_order and not (lettered or any(middle)):
        return False
    apart = [kind for kind in (*in_date, *middle, *in_end) if kind]
    if not apart or (telling and glued_end and whole_date):
        return True
    if glued_end and date.is_glued:
        return True
    if glued_end and date.is_neat:
        return lettered or between in {NONE, ODD} or (not date.is_long and between != BLANK) or marks.gaps[date.end] in {"-", "/"}
    if all((*in_date, *middle, *in_end)) or len(apart) == 1:
        return True
    if end.has_letter and BLANK not in apart:
        return True
    return _is_uniform(marks, date.start, end.end) or (ODD in apart and USUAL not in apart)


def _speaks_reversed(marks: _Marks, date: _Date, end: _End) -> bool:
    """The same for a code whose end is written before its date: `Y9032, 010594`."""
    first = end.start + end.has_letter
    if any(marks.kinds[first : end.end][1:]) or not (date.is_glued or date.is_neat) or not date.is_usual_order:
        return False
    if date.end < len(marks.marks) and marks.kinds[date.end] == NONE and marks.marks[date.end].isdigit():
        return False
    between = marks.kinds[date.start]
    if between == TOO_FAR:
        return False
    if _is_told(marks, end.start, date.end):
        return True
    if end.has_letter or (end.check.isalpha() and end.check not in _LIKE_DIGITS):
        return between <= ODD
    return between == ODD and date.is_glued


def _is_told(marks: _Marks, start: int, end: int) -> bool:
    return is_told(marks.text, marks.starts[start], marks.starts[end - 1])


def _is_official(marks: _Marks, date: _Date, end: _End) -> bool:
    begins, ends = marks.starts[date.start], marks.starts[end.end - 1] + 1
    return (end.check.isdigit() and is_amount(marks.text, ends)) or is_official(marks.text, begins)


def _is_phone(marks: _Marks, date: _Date) -> bool:
    """An area code or a mobile prefix stands first: `040 594 9032`."""
    start = date.start
    cuts = [index - start for index in range(start + 1, start + 6) if marks.kinds[index]]
    return bool(cuts) and cuts[0] in {3, 4} and marks.marks[start] == "0"


def _is_uniform(marks: _Marks, start: int, end: int) -> bool:
    """The same unusual-enough sign stands wherever one stands: `01.05.94.903.2`."""
    signs = {gap for gap in marks.gaps[start + 1 : end] if gap}
    return len(signs) == 1 and " " not in signs.pop()
