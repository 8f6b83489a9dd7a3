"""When a decision time is looked at, and when its handler is warned: rules that hold whatever the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import model
from bot.deadlines.model import DecisionClock
from bot.errors import Expected
from config.clock import HELSINKI
from directory.time.calendar import helsinki_date, is_working_day
from tests.consultation.rules.test_model import LIISA, MAIJA, question

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.integers(0, 60)


def counted(complete_on: date, **changes: object) -> DecisionClock:
    return replace(DecisionClock(1042, complete_on, NOW), **changes)  # type: ignore[arg-type]


def test_seven_working_days_from_arrival_one_when_urgent_and_anew_from_what_was_asked_for() -> None:
    arrived = date(2026, 11, 23)
    assert counted(arrived).time.due_on == date(2026, 12, 2)
    assert counted(arrived, urgent=True).time.due_on == date(2026, 11, 24)
    assert counted(arrived, asked_until=date(2026, 12, 4)).time.due_on == date(2026, 12, 15)


@given(MOMENTS, DAYS)
def test_it_is_looked_at_until_the_last_day_has_passed_and_only_on_working_days(now: datetime, ago: int) -> None:
    clock = counted(helsinki_date(now) - timedelta(days=ago))
    after = clock.next_look(now)
    if after is None:
        assert helsinki_date(now) > clock.time.due_on
        return
    assert after > now
    assert is_working_day(helsinki_date(after)) or helsinki_date(after) == helsinki_date(now)
    assert helsinki_date(after) <= max(clock.time.due_on, model_next(now))


def model_next(now: datetime) -> date:
    """The first working day after now."""
    day = helsinki_date(now) + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@given(MOMENTS, DAYS)
def test_a_warning_comes_in_working_time_of_the_last_two_days_and_never_with_an_answer(now: datetime, ago: int) -> None:
    clock = counted(helsinki_date(now) - timedelta(days=ago))
    left = clock.time.working_days_left(helsinki_date(now))
    here = now.astimezone(HELSINKI)
    at_work = is_working_day(here.date()) and 9 <= here.hour < 16
    assert clock.warns(question(), now) == (at_work and left in {0, 1})
    assert not clock.warns(question(answered_at=now), now)
    assert not replace(clock, warned=True).warns(question(), now)


def test_the_last_day_is_looked_at_each_working_hour() -> None:
    clock, nine = counted(date(2026, 11, 23)), datetime(2026, 12, 2, 9, tzinfo=HELSINKI)
    assert clock.next_look(nine) == nine + timedelta(hours=1)
    after_hours = clock.next_look(nine.replace(hour=16, minute=30))
    assert after_hours is not None
    assert helsinki_date(after_hours) == date(2026, 12, 3)


def test_only_the_asker_from_kela_counts_while_the_matter_is_open() -> None:
    model.check_handler(question(), LIISA)
    for case, person in (
        (question(), MAIJA),
        (question(asking_organisation="11"), LIISA),
        (question(state="closed"), LIISA),
    ):
        with pytest.raises(Expected):
            model.check_handler(case, person)


@pytest.mark.parametrize("days", [1, -93], ids=["tomorrow", "long-ago"])
def test_a_day_that_cannot_be_an_arrival_is_refused(days: int) -> None:
    today = date(2026, 11, 24)
    with pytest.raises(Expected):
        model.check_arrival(today + timedelta(days=days), today)
    with pytest.raises(Expected):
        model.check_until(today - timedelta(days=days), today)
