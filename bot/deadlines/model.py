"""The decision time behind a consultation: what it is counted from, what is due each morning. No input or output."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Someone
from bot.errors import Denied, Expected
from config.clock import HELSINKI
from directory.reference import KELA
from directory.routing.application_times import FURTHEST, can_have_come
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, is_working_day, next_working_day
from directory.time.decision_time import DecisionTime, decision_time, decision_time_without_answer

MORNING = time(9)
EACH_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DecisionClock:
    """Since when the days run: from the arrival, or from the end of the time given for more information."""

    number: int
    complete_on: date
    set_at: datetime
    urgent: bool = False
    asked_until: date | None = None
    warned: bool = False

    @property
    def time(self) -> DecisionTime:
        """The days as the law counts them."""
        if self.asked_until is not None:
            return decision_time_without_answer(self.asked_until)
        return decision_time(self.complete_on, urgent=self.urgent)

    @property
    def step(self) -> str:
        """Names this count among its consultation's: a timer that was set for another one does nothing."""
        return self.set_at.isoformat()

    def warns(self, case: Consultation, now: datetime) -> bool:
        """Whether the asker is to be told: no answer, and the last day is today or the next working day."""
        left = self.time.working_days_left(helsinki_date(now))
        return case.answered_at is None and not self.warned and 0 <= left <= 1 and _at_work(now)

    def next_look(self, now: datetime) -> datetime | None:
        """When what is left has changed: next working morning, on the last day each hour; None when it has passed."""
        today, last = helsinki_date(now), self.time.due_on
        if today > last:
            return None
        if is_working_day(today) and now < morning_of(today):
            return morning_of(today)
        if today == last and is_open(WORKING_WEEK, now):
            return now + EACH_HOUR
        return morning_of(next_working_day(today))


def _at_work(now: datetime) -> bool:
    """Working time from nine on: what was missed in a standstill is not caught up at night."""
    return is_open(WORKING_WEEK, now) and now >= morning_of(helsinki_date(now))


def morning_of(day: date) -> datetime:
    """Nine in the morning, Finnish time, as UTC."""
    return datetime.combine(day, MORNING, tzinfo=HELSINKI).astimezone(UTC)


def check_handler(case: Consultation, person: Someone) -> None:
    """Only Kela decides, so only the asker from Kela counts, while the matter is open. Raises Expected."""
    if case.asking_organisation != KELA or not person.is_same_as(case.asker):
        raise Denied(
            lambda t: t("The decision time is counted for the handler in Kela who asked. Nothing was changed."),
            code="not_the_handler",
            number=case.number,
        )
    if case.state == "closed":
        raise refusals.closed(case.number)


def check_arrival(day: date, today: date) -> date:
    """A day of arrival: today or some time ago. Raises Expected."""
    if not can_have_come(day, today):
        raise _wrong_day()
    return day


def check_until(day: date, today: date) -> date:
    """The last day for sending more information: today or later. Raises Expected."""
    if not today <= day <= today + FURTHEST:
        raise _wrong_day()
    return day


def _wrong_day() -> Expected:
    return Expected(
        lambda t: t(
            "Check the date: an arrival is today or earlier, the client's last day is today or later. "
            "Nothing was changed."
        ),
        code="wrong_day",
        keeps_card=True,
    )
