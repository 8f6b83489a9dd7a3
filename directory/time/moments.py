"""Finds a day and a time in what was typed: `24.12. klo 10`, `huomenna 9`, `imorgon kl. 9.30`, `2026-12-24T10`.

Days and times are Finnish; the moment goes out in UTC.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest

from config.clock import HELSINKI
from directory.time.calendar import helsinki_date
from directory.time.hours import weekday_named

USUAL_TIME = time(10)
"""The time of a day named without one."""
_RELATIVE_DAYS = {
    **dict.fromkeys(("tänään", "idag", "today"), 0),
    **dict.fromkeys(("huomenna", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("ylihuomenna", "övermorgon"), 2),
}
_NOW = {"nyt", "nu", "now"}
_CLOCK = {"klo", "kl", "kl.", "kello", "at"}
_TWO_WORDS = {"i dag": "idag", "i morgon": "imorgon", "i övermorgon": "övermorgon"}
_IN_TWO_WORDS = re.compile(rf"\b(?:{'|'.join(_TWO_WORDS)})\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t(\d{1,2})(?::(\d{2}))?(?::\d{2})?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
_DOTTED_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_YEARS = range(2000, 2100)


class MomentError(ValueError):
    """A day or a time was meant, but there is no such: `31.2.`, `klo 25`."""


@dataclass(frozen=True, slots=True)
class Found:
    """The moment (UTC), None when none was named, and the words that are not part of it."""

    moment: datetime | None
    rest: str


@dataclass(slots=True)
class _Search:
    today: date
    day: date | None = None
    clock: time | None = None
    now: bool = False
    clock_next: bool = False


def find_moment(text: str, now: datetime) -> Found:
    """Reads the moment out of the text. A day without a year is the next such day. Raises MomentError."""
    tokens = _IN_TWO_WORDS.sub(lambda found: _TWO_WORDS.get(found[0].lower(), found[0]), text).split()
    search = _Search(helsinki_date(now))
    rest = [
        token
        for token, following in zip_longest(tokens, tokens[1:], fillvalue="")
        if not _taken(token.strip(",;").lower(), search, following.lower())
    ]
    return Found(_moment(search, now), " ".join(rest))


def _taken(word: str, search: _Search, following: str) -> bool:
    """Whether the word is part of the moment; then it is kept in the search. `following` is the next word."""
    if search.clock_next:
        search.clock_next = False
        return _take_time(word, search, marked=True)
    if word in _CLOCK and _TIME.fullmatch(following.strip(",;")):
        search.clock_next = True
        return True
    if word in _NOW:
        search.now = True
        return True
    return _take_day(word, search, following) or _take_time(word, search, marked=False)


def _take_day(word: str, search: _Search, following: str) -> bool:
    if search.day is not None:
        return False
    if word in _RELATIVE_DAYS:
        search.day = search.today + timedelta(days=_RELATIVE_DAYS[word])
        return True
    if iso := _ISO.fullmatch(word):
        search.day = _day(int(iso[1]), int(iso[2]), int(iso[3]))
        if iso[4]:
            search.clock = _time(int(iso[4]), int(iso[5] or 0))
        return True
    if dotted := _DOTTED.fullmatch(word):
        search.day = _day_of(int(dotted[1]), int(dotted[2]), dotted[3] or "", search.today)
        return True
    short = _DOTTED_SHORT.fullmatch(word)
    if short and 1 <= int(short[2]) <= 12 and search.clock is None:
        search.day = _day_of(int(short[1]), int(short[2]), "", search.today)
        return True
    return _take_weekday(word, search, following)


def _take_weekday(word: str, search: _Search, following: str) -> bool:
    """A weekday means the next such day, today included; before a date it only names that date's weekday.

    Short names such as `to` and `on` are everyday words too: they count only in front of a number or `klo`.
    """
    number = weekday_named(word.rstrip("."))
    before_number = following[:1].isdigit() or following in _CLOCK
    if number is None or (len(word.rstrip(".")) <= 3 and not before_number):
        return False
    if not (_DOTTED.fullmatch(following) or _ISO.fullmatch(following)):
        search.day = search.today + timedelta(days=(number - search.today.weekday()) % 7)
    return True


def _take_time(word: str, search: _Search, *, marked: bool) -> bool:
    """A number is a time after `klo`, after a day, or when it is written as only a time is: `9:30`, `9.30`."""
    found = _TIME.fullmatch(word)
    if not found or search.clock is not None or not (marked or search.day or found[2]):
        return False
    search.clock = _time(int(found[1]), int(found[2] or 0))
    return True


def _moment(search: _Search, now: datetime) -> datetime | None:
    if search.day is None and search.clock is None:
        return now if search.now else None
    if search.day == search.today and search.clock is None:
        return now
    moment = datetime.combine(search.day or search.today, search.clock or USUAL_TIME, tzinfo=HELSINKI)
    return moment.astimezone(UTC)


def _day_of(day: int, month: int, year: str, today: date) -> date:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if (month, day) == (2, 29):
        leap = next(one for one in range(today.year, today.year + 9) if _is_leap(one) and date(one, 2, 29) >= today)
        return date(leap, 2, 29)
    this_year = _day(today.year, month, day)
    return this_year if this_year >= today else _day(today.year + 1, month, day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise MomentError("a year far away")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise MomentError("no such day") from error


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError as error:
        raise MomentError("no such time") from error
