"""Every day that a hurried text names, each with its place in the row of words: `to klo 9`, `huomisaamuna`, `26.11.`

Elsewhere one day is read and cut out of the text (`directory/time/moments.py`); here it matters which of several days
stands beside which words. What a written date means is still decided there. Pure.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from config.clock import HELSINKI
from directory.reading.words import without_marks
from directory.time.hours import weekday_named
from directory.time.moments import MomentError, find_moment

_WEEKDAYS = {
    without_marks(name): number
    for number, names in enumerate(
        (
            "maananta måndag monday",
            "tiistai tiistia tisdag tuesday",
            "keskiviik onsdag wednesday",
            "torsta torsda thursday",
            "perjanta fredag friday",
            "lauanta lördag saturday",
            "sunnunta söndag sunday",
        )
    )
    for name in names.split()
}
"""What a weekday begins with, whatever follows: perjantaihin, torstaiaamuna, perjantaks, fredagen."""
_SHORT = frozenset(("ma", "ti", "ke", "to", "pe", "la", "su"))
"""Finnish short names. `to`, `la` and `su` are words of other languages or endings: see `_is_short_day`."""
_LAST = frozenset(("viime", "viimeksi", "forra", "last"))
_NEXT_WEEK = (("ensi", "viikon"), ("ensi", "viikolla"), ("nasta", "vecka"), ("next", "week"))
_FAR = timedelta(days=300)


def named_days(words: Sequence[str], today: date) -> Iterator[tuple[int, date]]:
    """The places and days, those passed lately too. `words`: in lower case without marks, a date as one word."""
    for at, word in enumerate(words):
        if word[0].isdigit():
            day = _dated(word, words[at + 1] if at + 1 < len(words) else "", today)
        else:
            day = _weekday(words, at, today)
        if day is not None:
            yield at, day


def _weekday(words: Sequence[str], at: int, today: date) -> date | None:
    word = words[at]
    number = next((number for name, number in _WEEKDAYS.items() if word.startswith(name)), None)
    if number is None and _is_short_day(words, at):
        number = weekday_named(word)
    if number is None:
        return None
    day = today + timedelta(days=(number - today.weekday()) % 7)
    before = tuple(words[max(0, at - 2) : at])
    if word.endswith("dags") or _LAST & set(before[-1:]):
        return day - timedelta(days=7) if day >= today else day
    if before in _NEXT_WEEK and day - today < timedelta(days=7 - today.weekday()):
        return day + timedelta(days=7)
    return day


def _is_short_day(words: Sequence[str], at: int) -> bool:
    """A short name stands before a time, or ends the text; those that mean nothing else count anywhere."""
    if words[at] not in _SHORT:
        return False
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in {"ke", "pe", "ti"} or not following or following in {"klo", "kello"} or following[0].isdigit()


def _dated(word: str, following: str, today: date) -> date | None:
    if word.endswith(".") and word[:-1].isdigit():
        return _day_of_month(int(word[:-1]), today) if following.startswith("paiva") else None
    if "." not in word and "-" not in word:
        return None
    noon = datetime.combine(today, time(12), tzinfo=HELSINKI)
    try:
        moment = find_moment(word, noon).moment
    except MomentError:
        return None
    if moment is None or (word.count(".") == 1 and _is_time(word)):
        return None
    day = moment.astimezone(HELSINKI).date()
    return day if day - today < _FAR else _a_year_before(day)


def _is_time(word: str) -> bool:
    """`9.30` is a time, `26.11` a date: no month has a number above twelve, and a time's minutes have two digits."""
    hour, _, minute = word.partition(".")
    return minute.isdigit() and (int(minute) > 12 or int(hour) > 31 or minute == "00")


def _a_year_before(day: date) -> date:
    """Without a year the next such day is read; what is almost a year ahead was meant of the days just passed."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _day_of_month(number: int, today: date) -> date | None:
    for month in (today.month, today.month % 12 + 1):
        year = today.year + (month < today.month)
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= today:
            return day
    return None
