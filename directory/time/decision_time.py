"""By when Kela decides on basic social assistance: the working days that the law gives, counted as Kela counts them.

Seven working days, in an urgent matter one (TotuL 1412/1997 14 a §). Kela's pages for partners tell the counting: the
days are Mondays to Fridays that are not holidays, the first is the one after the day of arrival, and what arrives on
any other day arrives on the next working day. Once more information has been asked for, the same days are counted
anew from the arrival of the last piece, or from the end of the time that was given for sending it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from config.clock import HELSINKI
from directory.time.calendar import (
    WORKING_WEEK,
    helsinki_date,
    is_working_day,
    next_working_day,
    opens_next,
    working_time_between,
)
from directory.time.hours import WeeklyHours

DECISION_DAYS = 7
URGENT_DAYS = 1
_SEARCH_DAYS = 31
"""Some working day comes within a month, whatever the hours."""


@dataclass(frozen=True, slots=True)
class DecisionTime:
    """From the day counted as the day of arrival to the last day for deciding, both Finnish dates."""

    arrived_on: date
    due_on: date

    def working_days_left(self, today: date) -> int:
        """Working days after today up to the last one; 0 on the last day, below 0 by so many working days late."""
        if today <= self.due_on:
            return _working_days(today, self.due_on)
        return -_working_days(self.due_on, today)

    def working_time_left(self, now: datetime, hours: WeeklyHours = WORKING_WEEK) -> timedelta:
        """Working time from now to the end of the last day; zero when it has passed."""
        end = datetime.combine(self.due_on + timedelta(days=1), datetime.min.time(), tzinfo=HELSINKI)
        return working_time_between(now, end, hours) if now < end else timedelta(0)


def decision_time(complete_on: date, *, urgent: bool = False) -> DecisionTime:
    """The time for deciding on an application that was there with its attachments on this day."""
    arrived_on = complete_on if is_working_day(complete_on) else next_working_day(complete_on)
    due_on = arrived_on
    for _ in range(URGENT_DAYS if urgent else DECISION_DAYS):
        due_on = next_working_day(due_on)
    return DecisionTime(arrived_on, due_on)


def decision_time_without_answer(asked_until: date) -> DecisionTime:
    """The time for deciding when the information asked for by this day has not come.

    The days are counted from the end of that day, whether or not it was a working day.
    """
    due_on = asked_until
    for _ in range(DECISION_DAYS):
        due_on = next_working_day(due_on)
    return DecisionTime(asked_until, due_on)


def through_by(due_on: date, week: WeeklyHours = WORKING_WEEK) -> datetime:
    """When a question behind the application has been through its whole plan at the latest (UTC): when work begins on
    the last working day before the last day for deciding, so that there is still a day for what comes of it.

    ValueError for a week without hours.
    """
    for before in range(1, _SEARCH_DAYS):
        day = due_on - timedelta(days=before)
        midnight = datetime.combine(day, time(0), tzinfo=HELSINKI).astimezone(UTC)
        opening = opens_next(week, midnight - timedelta(seconds=1))
        if is_working_day(day) and opening is not None and helsinki_date(opening) == day:
            return opening
    raise ValueError("no day has these hours")


def answer_needed_by(wanted: datetime, due_on: date, now: datetime) -> datetime:
    """The wanted moment of an answer, or the end of the working day before the last day for deciding if that is
    earlier; once that has passed, noon of the last day (UTC)."""
    before = due_on - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    evening = datetime.combine(before, time(16), tzinfo=HELSINKI).astimezone(UTC)
    noon = datetime.combine(due_on, time(12), tzinfo=HELSINKI).astimezone(UTC)
    needed = evening if evening > now else noon
    return min(wanted, needed) if needed > now else wanted


def _working_days(after: date, until: date) -> int:
    return sum(is_working_day(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))
