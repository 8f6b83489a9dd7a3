"""What of the marks of a text can be the date and the end of an identity code."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from directory.guard.marks import ODD, SEPARATORS, Marks

_CENTURIES = frozenset({"18", "19", "20"})
_DAYS = frozenset(str(day).zfill(width) for day in range(1, 32) for width in (1, 2))
_MONTHS = frozenset(str(month).zfill(width) for month in range(1, 13) for width in (1, 2))
_LONGEST = 8
"""Digits of a date."""


class CodeDate(NamedTuple):
    """A reading of a date: DDMMYY, its first mark, the mark after it, and after how many digits its parts end."""

    digits: str
    start: int
    end: int
    cuts: tuple[int, int]
    is_usual_order: bool
    is_long: bool


class CodeEnd(NamedTuple):
    """A reading of the end: perhaps a separator's letter, three digits, and the check character."""

    start: int
    end: int
    has_letter: bool


class _Form(NamedTuple):
    """A way of reading digits as a date: where its parts are, and where a century must stand, if anywhere."""

    day: slice
    month: slice
    year: slice
    length: int
    cuts: tuple[int, int]
    century: slice | None = None
    is_usual_order: bool = True


def dates_from(marks: Marks, start: int) -> Iterator[CodeDate]:
    """Every possible date that begins here: day first, year first, and month first where the year is long."""
    row = marks.rows[start : start + 1]
    if row < "4":
        return
    end = start + min(int(row), _LONGEST)
    run = marks.digits[start:end]
    for day, month, year, length, cuts, century, is_usual_order in _forms(marks.apart[start + 1 : end]):
        if run[day] in _DAYS and run[month] in _MONTHS and (century is None or run[century] in _CENTURIES):
            digits = run[day].zfill(2) + run[month].zfill(2) + run[year][-2:]
            yield CodeDate(digits, start, start + length, cuts, is_usual_order, len(run[year]) == 4)


def end_from(marks: Marks, start: int) -> CodeEnd | None:
    """The end that begins here."""
    has_letter = start < len(marks.marks) and marks.marks[start] in SEPARATORS
    last = start + has_letter + 3
    if last >= len(marks.marks) or marks.kinds[last] > ODD or marks.rows[last - 3] < "3":
        return None
    if marks.continues_number(last + 1) and marks.marks[last].isdigit():
        return None
    return CodeEnd(start, last + 1, has_letter)


@lru_cache(maxsize=256)
def _forms(apart: str) -> tuple[_Form, ...]:
    """The ways of reading digits in a row, of which it is told before which but the first something stands."""
    forms: list[_Form] = []
    one, two, three, four = slice(0, 2), slice(2, 4), slice(4, 6), slice(6, 8)
    if len(apart) >= 5:
        forms += [
            _Form(one, two, three, 6, (2, 4)),
            _Form(three, two, one, 6, (2, 4), is_usual_order=False),
        ]
    if len(apart) >= 7:
        long = slice(4, 8)
        forms += [
            _Form(one, two, long, 8, (2, 4), three),
            _Form(two, one, long, 8, (2, 4), three, is_usual_order=False),
            _Form(four, three, slice(0, 4), 8, (4, 6), one, is_usual_order=False),
        ]
    return (*forms, *_short_forms(apart))


def _short_forms(apart: str) -> Iterator[_Form]:
    """Where the day or the month has one digit: `1.5.94`, `1994-5-1`."""
    cuts = [place for place, sign in enumerate(apart, 1) if sign == "1"]
    if len(cuts) < 2 or cuts[0] not in {1, 2, 4} or cuts[1] - cuts[0] > 2 or cuts[:2] in ([2, 4], [4, 6]):
        return
    first, second = cuts[:2]
    one, two, left = slice(0, first), slice(first, second), len(apart) + 1 - second
    piece = cuts[2] - second if len(cuts) > 2 else left
    is_year_first = first == 4
    if is_year_first and len(apart) < 5:
        return
    for length in (1, 2) if is_year_first else (2, 4):
        if length > piece:
            continue
        three, end = slice(second, second + length), second + length
        if is_year_first:
            yield _Form(three, two, one, end, (first, second), slice(0, 2))
            continue
        century = slice(second, second + 2) if length == 4 else None
        yield _Form(one, two, three, end, (first, second), century)
        yield _Form(two, one, three, end, (first, second), century)
