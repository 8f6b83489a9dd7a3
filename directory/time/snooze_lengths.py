"""Reads until when somebody wants no reminder: `2 h`, `huomiseen`, `maanantaihin klo 10`, `til imorgon`, `30 min`.

A day named alone means its morning. Moments go out in UTC and within the working hours.
"""

import re
from datetime import datetime, timedelta
from typing import Literal

from directory.time.calendar import WORKING_WEEK, is_open, next_working_day_at, opens_next
from directory.time.hours import WeeklyHours
from directory.time.moments import MomentError, find_moment

MORNING = 9
LONGEST = timedelta(days=14)
_TOMORROW = {"", "huomiseen", "huomenna", "huomisaamuun", "imorgon", "i morgon", "tomorrow"}
_TODAY = {"tänään", "täksi päiväksi", "loppupäiväksi", "idag", "i dag", "today"}
_PAST = {"eilen", "eiliseen", "toissapäivänä", "igår", "går", "förrgår", "yesterday"}
_BEFORE = {"til", "till", "until", "for", "in", "om", "asti", "saakka", "päästä", "kuluttua", "ajaksi"}
_INTO = {
    "ylihuomiseen": "ylihuomenna",
    "keskiviikkoon": "keskiviikko",
    **{f"{day}hin": day for day in ("maanantai", "tiistai", "torstai", "perjantai", "lauantai", "sunnuntai")},
}
"""Finnish says until which day; elsewhere days are named."""
_AMOUNT = re.compile(r"(\d{1,3})(?:[.,](\d))?\s*([a-zåäö]+)\.?")
_UNITS = (
    (timedelta(minutes=1), ("min", "minuut", "minut")),
    (timedelta(hours=1), ("h", "t", "tunti", "tuntia", "tunnin", "tunniksi", "timme", "timmar", "hour", "hours")),
    (timedelta(days=1), ("pv", "päivä", "päivää", "päivän", "päiväksi", "d", "dag", "dagar", "day", "days")),
    (timedelta(days=7), ("vko", "viikko", "viikkoa", "viikon", "viikoksi", "vecka", "veckor", "week", "weeks")),
)


class SnoozeError(ValueError):
    """No moment to come within two weeks can be read, and why."""

    def __init__(self, words: str, why: Literal["not_read", "past", "too_far"] = "not_read") -> None:
        super().__init__(words)
        self.why = why


def snooze_until(words: str, now: datetime, week: WeeklyHours = WORKING_WEEK) -> datetime:
    """The moment that the words name; the next working morning for none. Raises SnoozeError."""
    said = " ".join(one for one in words.lower().split() if one not in _BEFORE)
    if said in _TOMORROW | _TODAY:
        return within(next_working_day_at(now, MORNING, week), week)
    amount = _AMOUNT.fullmatch(_counted(said))
    moment = _after(amount, now) if amount else _named(said, now)
    if not now < moment <= now + LONGEST:
        raise SnoozeError(words, "past" if moment <= now else "too_far")
    if amount and moment - now >= timedelta(days=1):
        return within(next_working_day_at(moment - timedelta(days=1), MORNING, week), week)
    return within(moment, week)


def within(moment: datetime, week: WeeklyHours) -> datetime:
    """The moment itself, or when the working hours after it begin."""
    return moment if is_open(week, moment) else opens_next(week, moment) or moment


def _counted(said: str) -> str:
    """A unit named alone is one of it: `viikko`, `a week`, `tunniksi`; not `viikon`, which lacks its number."""
    unit = said.removeprefix("a ").removeprefix("an ").removeprefix("en ").removeprefix("yksi ").removeprefix("yhden ")
    return f"1 {unit}" if len(unit) > 1 and unit[-1] != "n" and any(unit in names for _, names in _UNITS) else said


def _after(amount: re.Match[str], now: datetime) -> datetime:
    number = float(f"{amount[1]}.{amount[2] or 0}")
    for unit, names in _UNITS:
        if amount[3] in names or (unit < timedelta(hours=1) and amount[3].startswith(names)):
            return now + number * unit
    raise SnoozeError(amount[0])


def _named(said: str, now: datetime) -> datetime:
    """A day or a time by name."""
    if _PAST & set(said.split()):
        raise SnoozeError(said, "past")
    try:
        found = find_moment(" ".join(_INTO.get(one, one) for one in said.split()), now)
    except MomentError as error:
        raise SnoozeError(said) from error
    if found.moment is None or found.rest:
        raise SnoozeError(said)
    return found.moment
