"""A week of an organisation's questions in numbers. No input or output here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from config.clock import HELSINKI
from directory.time.calendar import working_time_between
from directory.time.hours import WeeklyHours

TOO_LONG = timedelta(hours=8)
"""Working time of the receivers without an answer: a whole working day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as far as a coordinator may know it. Moments are UTC."""

    number: int
    area: str
    municipality: str
    topic: str
    asking: str
    receiving: str
    hours: WeeklyHours
    """The receivers' working hours when it was asked."""
    asked_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    withdrawn: bool

    def waited(self, now: datetime) -> timedelta:
        """Working time until the first answer, or until it was closed without one, or until now."""
        end = self.answered_at or self.closed_at or now
        return working_time_between(self.asked_at, max(end, self.asked_at), self.hours)


@dataclass(frozen=True, slots=True)
class Week:
    """What a week was like for one organisation."""

    received: int
    answered: int
    median: timedelta | None
    """Working time within which half of the answers came."""
    waited: int
    """How many waited for over a working day."""
    unanswered: tuple[Asked, ...]
    """Neither answered nor withdrawn, the oldest first."""
    asked: int
    asked_answered: int


def last_week(today: date) -> tuple[date, date]:
    """Monday and Sunday of the week before the one of this day."""
    monday = today - timedelta(days=today.weekday() + 7)
    return monday, monday + timedelta(days=6)


def moments_of(first: date, last: date) -> tuple[datetime, datetime]:
    """The Finnish days as moments: from the beginning of the first to the end of the last."""
    begins = datetime.combine(first, datetime.min.time(), tzinfo=HELSINKI)
    return begins, datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=HELSINKI)


def summed_up(questions: Iterable[Asked], organisation: str, now: datetime) -> Week:
    """The week's questions to and from the organisation. What its own people ask each other counts on both sides."""
    every = tuple(questions)
    received = [one for one in every if one.receiving == organisation and not one.withdrawn]
    asked = [one for one in every if one.asking == organisation and not one.withdrawn]
    answered = [one for one in received if one.answered_at is not None]
    unanswered = sorted((one for one in received if one.answered_at is None), key=lambda one: one.asked_at)
    return Week(
        received=len(received),
        answered=len(answered),
        median=median_low(one.waited(now) for one in answered) if answered else None,
        waited=sum(one.waited(now) > TOO_LONG for one in received),
        unanswered=tuple(unanswered),
        asked=len(asked),
        asked_answered=sum(one.answered_at is not None for one in asked),
    )
