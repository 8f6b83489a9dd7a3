"""Finds days in what was typed: `1.7.-31.7.`, `24.12.-`, `huomenna`, `maanantai–keskiviikko`, `2027-07-01–2027-07-31`.

Days are Finnish. A day without a year is the next such day. Pure.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s?\.\s?\d{1,2}\s?\.?(?:\s?\d{4}|\d{2}(?!\d))?|\d{1,2}/\d{1,2}(?:/\d{4})?)"
_WORDS = {
    **dict.fromkeys(("tänään", "idag", "i dag", "today"), 0),
    **dict.fromkeys(("huomenna", "huomisen", "imorgon", "i morgon", "tomorrow"), 1),
    **dict.fromkeys(("ylihuomenna", "i övermorgon", "övermorgon"), 2),
}
_THIS_WEEK = ("tämä viikko", "tämän viikon", "tällä viikolla", "denna vecka", "den här veckan", "this week")
_NEXT_WEEK = ("ensi viikko", "ensi viikon", "ensi viikolla", "nästa vecka", "next week")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "maanantai maanantaina måndag monday",
            "tiistai tiistaina tisdag tuesday",
            "keskiviikko keskiviikkona onsdag wednesday",
            "torstai torstaina torsdag thursday",
            "perjantai perjantaina fredag friday",
            "lauantai lauantaina lördag saturday",
            "sunnuntai sunnuntaina söndag sunday",
        )
    )
    for name in names.split()
}
_NAMED = "|".join(sorted((*_WORDS, *_WEEKDAYS, *_THIS_WEEK, *_NEXT_WEEK), key=len, reverse=True))
_BEFORE_DATE = r"(?:\b(?:ma|ti|ke|to|pe|la|su|må|mån|tis|ons|tors|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)\.?\s+)?"
"""A short weekday in front of a date only says what the date says: `ke 25.11.–pe 27.11.`"""
_ONE = rf"(?:{_DAY}|\b(?:{_NAMED})\b)"
_TO = r"\s*(?:[-–—]|\.\.+|(?:\s(?:saakka|asti|till|to|until|t\.o\.m\.|tom)\s))\s*"
_SPAN = re.compile(rf"(?<![\d.])(?P<first>{_ONE})(?:(?P<to>{_TO})(?:{_BEFORE_DATE}(?P<last>{_ONE}))?)?", re.IGNORECASE)
_SHORT = re.compile(
    r"(?<![\d.])(?P<first>\d{1,2})\s?\.?\s*[-–—]\s*(?P<last>\d{1,2})\s?\.\s?(?P<month>\d{1,2})\.?(?P<year>\d{4})?"
)
"""`1.-31.7.`, `1–5.7.2027`: the month is written once."""
_UNTIL_BEFORE = re.compile(r"(?:[-–—]|\b(?:till och med|t\.o\.m\.|till|tills|until|to))\s*$", re.IGNORECASE)
_UNTIL_AFTER = re.compile(r"^\s*(?:saakka|asti)\b", re.IGNORECASE)
_FROM_BEFORE = re.compile(r"\b(?:från och med|fr\.o\.m\.|från|from)\s*$", re.IGNORECASE)
_FROM_AFTER = re.compile(r"^\s*(?:alkaen|lähtien|eteenpäin|framåt|onwards?)\b", re.IGNORECASE)
_PARTS = re.compile(r"(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]?\s?(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEARS_ON = 10
_MAY_HAVE_RUN = 60
"""Days for which an absence told without a year may have run already."""


class NoSuchDayError(ValueError):
    """A day was meant, but there is none such: `31.2.`"""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days, both ends included. The last may come before the first: that is for the reader's rules to refuse."""

    first: date
    last: date | None
    """None for an open end, `24.12.-`."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """The days, None when none were named, with the text before and after them."""

    span: DaySpan | None
    before: str
    after: str


def find_span(text: str, today: date) -> FoundSpan:
    """Reads the first days out of the text. Raises NoSuchDayError.

    Days told without a year that already run mean these days, not those of the next year.
    """
    short, found = _SHORT.search(text), _SPAN.search(text)
    if short and (found is None or short.start() <= found.start()):
        return FoundSpan(_running(_of_one_month(short), today), text[: short.start()], text[short.end() :])
    if found is None:
        return FoundSpan(None, text, "")
    before, after = text[: found.start()], text[found.end() :]
    if not found["to"]:
        day = _days(found["first"].lower(), today, today)
        if until := _UNTIL_BEFORE.search(before):
            return FoundSpan(DaySpan(today, day.last), before[: until.start()], after)
        if until := _UNTIL_AFTER.search(after):
            return FoundSpan(DaySpan(today, day.last), before, after[until.end() :])
        if since := _FROM_BEFORE.search(before):
            return FoundSpan(DaySpan(day.first, None), before[: since.start()], after)
        if since := _FROM_AFTER.search(after):
            return FoundSpan(DaySpan(day.first, None), before, after[since.end() :])
        return FoundSpan(day, before, after)
    return FoundSpan(_running(lambda since: _from_to(found, since, today), today), before, after)


def _running(read: Callable[[date], DaySpan], today: date) -> DaySpan:
    """The days as they are next, or those that run today when the same words say them."""
    span = read(today)
    if span.first > today:
        with suppress(NoSuchDayError):
            earlier = read(today - timedelta(days=_MAY_HAVE_RUN))
            if earlier.last and earlier.first < today <= earlier.last:
                return earlier
    return span


def _of_one_month(short: re.Match[str]) -> Callable[[date], DaySpan]:
    year = int(short["year"]) if short["year"] else None

    def read(since: date) -> DaySpan:
        first = _next(int(short["first"]), int(short["month"]), year, since)
        return DaySpan(first, _next(int(short["last"]), int(short["month"]), first.year, first))

    return read


def _from_to(found: re.Match[str], since: date, today: date) -> DaySpan:
    first_words, last_words = found["first"].lower(), (found["last"] or "").lower()
    begins = _days(first_words, since, today).first
    if not last_words:
        return DaySpan(begins, None)
    last = _days(last_words, begins, today).last
    if last and not _has_year(first_words) and _has_year(last_words) and begins.year != last.year:
        begins = _before(begins, last)
    return DaySpan(begins, last)


def _days(words: str, since: date, today: date) -> DaySpan:
    """One day or working week. A date without a year is the next on or after `since`."""
    if words in _WORDS:
        day = today + timedelta(days=_WORDS[words])
        return DaySpan(day, day)
    monday = today - timedelta(days=today.weekday())
    if words in _WEEKDAYS:
        day = since + timedelta(days=(_WEEKDAYS[words] - since.weekday()) % 7)
        return DaySpan(day, day)
    if words in _THIS_WEEK:
        return DaySpan(today, max(today, monday + timedelta(days=4)))
    if words in _NEXT_WEEK:
        return DaySpan(monday + timedelta(days=7), monday + timedelta(days=11))
    if iso := _ISO.fullmatch(words):
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]))
    else:
        parts = _PARTS.fullmatch(words.strip())
        if parts is None:
            raise NoSuchDayError(words)
        year = int(parts[3]) + (2000 if len(parts[3]) == 2 else 0) if parts[3] else None
        day = _next(int(parts[1]), int(parts[2]), year, since)
    return DaySpan(day, day)


def _before(day: date, last: date) -> date:
    """The latest such day and month not after the last day: its year was told there."""
    for year in (last.year, last.year - 1):
        try:
            if (found := date(year, day.month, day.day)) <= last:
                return found
        except ValueError:
            continue
    return day


def _next(day: int, month: int, year: int | None, since: date) -> date:
    if year is not None:
        return _day(year, month, day)
    for one in range(since.year, since.year + _YEARS_ON):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if found >= since:
            return found
    raise NoSuchDayError(f"{day}.{month}.")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(f"{day}.{month}.{year}") from error


def _has_year(words: str) -> bool:
    return bool(re.search(r"\d{4}", words)) or bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2}", words))
