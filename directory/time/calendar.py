"""Finnish working days, opening moments and working time.

Times come in aware, are counted in Finnish time and go out in UTC.

Not working days: Saturdays, Sundays, public holidays, Midsummer Eve and Christmas Eve.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from config.clock import HELSINKI
from directory.time.hours import ALWAYS, DAY_MINUTES, Span, WeeklyHours, parse_hours
from directory.time.public_holidays import days_off

WORKING_WEEK = parse_hours("ma-pe 8-16")
"""Used where an area has not told its own working hours."""
_SEARCH_DAYS = 31
"""Hours that open at all open within a month, whatever holidays come between."""


@dataclass(frozen=True, slots=True)
class Open:
    """Somebody answers now, until this moment (UTC); None: day and night."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Opens:
    """Nobody answers now; they do from this moment on (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class HoursUnknown:
    """No hours are known."""


PhoneState = Open | Opens | HoursUnknown


def helsinki_date(moment: datetime) -> date:
    """The calendar day in Finland at this moment."""
    return moment.astimezone(HELSINKI).date()


def is_working_day(day: date) -> bool:
    """Whether offices work on this day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """The first working day after this day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def end_of_next_working_day(now: datetime, hour: int = 16) -> datetime:
    """That hour, Finnish time, on the first working day after today: the usual wanted answer time."""
    return _at(next_working_day(helsinki_date(now)), hour * 60)


def open_until(hours: WeeklyHours, now: datetime) -> datetime | None:
    """When the span that is open now ends; None when closed, or when the hours never end."""
    state = phone_state(hours, now)
    return state.until if isinstance(state, Open) else None


def opens_next(hours: WeeklyHours, now: datetime) -> datetime | None:
    """The next moment after now at which a span starts; None when none ever does."""
    first = helsinki_date(now)
    for offset in range(_SEARCH_DAYS):
        day = first + timedelta(days=offset)
        for span in _spans(hours, day):
            if (start := _at(day, span.start)) > now:
                return start
    return None


def phone_state(hours: WeeklyHours | None, now: datetime) -> PhoneState:
    """Open, opening or unknown at this moment.

    A span that lasts to midnight goes on into the next day's, if that starts there.
    """
    if hours is None or not hours.spans:
        return HoursUnknown()
    if hours == ALWAYS:
        return Open(None)
    day = helsinki_date(now)
    for span in _spans(hours, day):
        if _at(day, span.start) <= now < _at(day, span.end):
            return Open(_end_over_midnight(hours, day, span))
    opening = opens_next(hours, now)
    return Opens(opening) if opening else HoursUnknown()


def is_open(hours: WeeklyHours, now: datetime) -> bool:
    """Whether this moment is within the hours; holidays count as closed."""
    return isinstance(phone_state(hours, now), Open)


def add_working_time(start: datetime, amount: timedelta, week: WeeklyHours = WORKING_WEEK) -> datetime:
    """The moment at which this much working time has passed after start.

    ValueError for a negative amount or a week without hours.
    """
    if amount < timedelta(0) or not week.spans:
        raise ValueError("working time is counted forwards and within some hours")
    left, day = amount, helsinki_date(start)
    while True:
        for span in _spans(week, day):
            begins = max(_at(day, span.start), start.astimezone(UTC))
            ends = _at(day, span.end)
            if begins < ends:
                if left <= ends - begins:
                    return begins + left
                left -= ends - begins
        day, left = _without_whole_weeks(week, day + timedelta(days=1), left)


def working_time_between(start: datetime, end: datetime, week: WeeklyHours = WORKING_WEEK) -> timedelta:
    """How much working time there is from start to end; ValueError when end is before start."""
    if end < start:
        raise ValueError("working time is counted forwards")
    total = timedelta(0)
    day, last = helsinki_date(start), helsinki_date(end)
    while day <= last:
        for span in _spans(week, day):
            begins = max(_at(day, span.start), start.astimezone(UTC))
            ends = min(_at(day, span.end), end.astimezone(UTC))
            total += max(ends - begins, timedelta(0))
        day += timedelta(days=1)
    return total


def next_working_day_at(now: datetime, hour: int, week: WeeklyHours = WORKING_WEEK) -> datetime:
    """That hour, Finnish time, on the first day after today on which these hours are worked. ValueError without any."""
    day = helsinki_date(now)
    for _ in range(_SEARCH_DAYS):
        day += timedelta(days=1)
        if _spans(week, day):
            return _at(day, hour * 60)
    raise ValueError("no day has these hours")


def _spans(hours: WeeklyHours, day: date) -> tuple[Span, ...]:
    return hours.on(day.weekday()) if hours.holidays_too or day not in _holidays(day.year) else ()


def _without_whole_weeks(week: WeeklyHours, day: date, left: timedelta) -> tuple[date, timedelta]:
    """Goes over years and weeks that do not hold this much working time: where it arrives, and what is left then.

    So a week of one minute is not walked day by day for years.
    """
    of_a_week = timedelta(minutes=sum(span.end - span.start for span in week.spans))
    for weeks in (52, 1):
        while left > of_a_week and (within := _time_of_weeks(week, day, weeks, of_a_week)) < left:
            day, left = day + timedelta(weeks=weeks), left - within
    return day, left


def _time_of_weeks(week: WeeklyHours, day: date, weeks: int, of_a_week: timedelta) -> timedelta:
    """How much working time so many weeks from this day hold: more or less than usual on the days that are unlike
    others.
    """
    after = day + timedelta(weeks=weeks)
    unlike = {one for year in range(day.year, after.year + 1) for one in _holidays(year) | _clock_changes(year)}
    total = weeks * of_a_week
    for one in unlike:
        if day <= one < after:
            usual = timedelta(minutes=sum(span.end - span.start for span in week.on(one.weekday())))
            real = sum((_at(one, span.end) - _at(one, span.start) for span in _spans(week, one)), timedelta())
            total += real - usual
    return total


def _end_over_midnight(hours: WeeklyHours, day: date, span: Span) -> datetime:
    for _ in range(7):
        if span.end < DAY_MINUTES:
            break
        following = [after for after in _spans(hours, day + timedelta(days=1)) if after.start == 0]
        if not following:
            break
        day, span = day + timedelta(days=1), following[0]
    return _at(day, span.end)


def _at(day: date, minutes: int) -> datetime:
    """The moment of a time of day; of one that is skipped when the clocks go forward, the moment of the skip."""
    if minutes == DAY_MINUTES:
        return _at(day + timedelta(days=1), 0)
    hour, minute = divmod(minutes, 60)
    moment = datetime.combine(day, time(hour, minute), tzinfo=HELSINKI).astimezone(UTC)
    return moment if moment.astimezone(HELSINKI).hour == hour else moment.replace(minute=0)


@cache
def _holidays(year: int) -> frozenset[date]:
    return days_off(year)


@cache
def _clock_changes(year: int) -> frozenset[date]:
    """The days of the year on which the clocks are moved: in Finland they are Sundays."""
    first = date(year, 1, 1)
    sundays = (first + timedelta(days=6 - first.weekday(), weeks=n) for n in range(53))
    return frozenset(one for one in sundays if _at(one, DAY_MINUTES) - _at(one, 0) != timedelta(days=1))
