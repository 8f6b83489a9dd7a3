"""Finds right identity codes whose characters stand apart: in cells, markup, lists, other dates, with words between.

The check character must be right, and the writing must be one in which numbers of offices seldom stand: the more usual
the signs between the characters are, the more the groups must look like those of a code. Decision record 0030.
"""

import re
from collections.abc import Iterator

from directory.guard.check_characters import check_character
from directory.guard.code_dates import CodeDate, CodeEnd, dates_from, end_from
from directory.guard.code_shapes import speaks, speaks_reversed
from directory.guard.marks import LIKE_DIGITS, MANY, NONE, SEPARATORS, Marks, marks_of
from directory.guard.normalised import Normalised

_DIGIT_LIKE = re.compile(r"[0-9OoQlISZ]+")
_BACKWARDS = re.compile(
    r"(?<![^\W_])(?P<check>[0-9A-Za-z])(?P<number>[0-9]{3})[A-FU-Ya-fu-y+-](?P<date>[0-9]{6})(?![^\W_])", re.ASCII
)


def find_apart(text: Normalised) -> Iterator[tuple[int, int]]:
    """Stretches of the original that hold a right code whose characters stand apart. Time linear to the text."""
    if not _may_hold_one(text.text):
        return
    for match in _BACKWARDS.finditer(text.text):
        date = match["date"][::-1]
        if (
            1 <= int(date[:2]) <= 31
            and 1 <= int(date[2:4]) <= 12
            and _is_right(date, match["number"][::-1], match["check"])
        ):
            yield text.original_span(*match.span())
    marks = marks_of(text.text)
    for start in marks.begins:
        if _may_begin(marks, start) and (found := _from(marks, start)):
            yield text.original_span(marks.starts[start], marks.starts[found - 1] + 1)


def _may_hold_one(text: str) -> bool:
    """Seven digits (`1.5.94 Y903A`), or what looks like them. Most lines are left here."""
    digits = sum(map(text.count, "0123456789"))
    if not 4 <= digits < 7:
        return digits >= 7
    runs = _DIGIT_LIKE.findall(text)
    return sum(len(run) for run in runs if len(run) == 1 or not run.isalpha()) >= 7


def _may_begin(marks: Marks, start: int) -> bool:
    """A date or an end may begin here, and not in the midst of a number."""
    row = marks.rows[start]
    return marks.marks[start] in SEPARATORS if row == "0" else row >= "3" and not marks.continues_number(start)


def _from(marks: Marks, start: int) -> int:
    """The mark after a code that begins here, 0 for none."""
    for date in dates_from(marks, start) if _date_may_begin(marks, start) else ():
        end = end_from(marks, date.end)
        if end is None and date.end < len(marks.marks) and marks.digits[date.end] == " ":
            end = end_from(marks, date.end + 1)  # a stray letter between
        if end and _fits(marks, date, end) and speaks(marks, date, end):
            return end.end
    end = None if "1" in marks.apart[start + 1 : start + 4] else end_from(marks, start)
    if end is None or end.end >= len(marks.marks) or marks.kinds[end.end - 1] != NONE:
        return 0
    has_letter_after = marks.digits[end.end] == " "
    for date in dates_from(marks, end.end + has_letter_after):
        if _fits(marks, date, end) and speaks_reversed(marks, date, end):
            return date.end
    return 0


def _date_may_begin(marks: Marks, start: int) -> bool:
    """There are digits enough in a row, or the end may stand behind them. Most numbers are left here."""
    row = marks.rows[start]
    after = start + int(row)
    return row == MANY or (row >= "4" and max(marks.rows[after : after + 3], default="0") >= "3")


def _fits(marks: Marks, date: CodeDate, end: CodeEnd) -> bool:
    """The check character belongs to the digits."""
    check = marks.marks[end.end - 1]
    number = marks.digits[end.end - 4 : end.end - 1]
    return _is_right(date.digits, number, check) or (
        check in LIKE_DIGITS and _is_right(date.digits, number, LIKE_DIGITS[check])
    )


def _is_right(date: str, number: str, check: str) -> bool:
    return check_character(date + number) == check.upper()
