"""The working days that the law gives Kela, counted as Kela's own pages count them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import HELSINKI
from directory.time.calendar import is_working_day
from directory.time.decision_time import (
    DecisionTime,
    answer_needed_by,
    decision_time,
    decision_time_without_answer,
    through_by,
)
from directory.time.hours import parse_hours

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("complete_on", "arrived_on", "due_on"),
    [
        (date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 18)),  # a Monday: the Wednesday of the next week
        (date(2026, 11, 14), date(2026, 11, 16), date(2026, 11, 25)),  # a Saturday arrives on Monday
        (date(2026, 12, 23), date(2026, 12, 23), date(2027, 1, 7)),  # Christmas, New Year and Epiphany lengthen it
        (date(2026, 12, 24), date(2026, 12, 28), date(2027, 1, 8)),  # Christmas Eve is no day of arrival
    ],
)
def test_the_seventh_working_day_after_arrival(complete_on: date, arrived_on: date, due_on: date) -> None:
    assert decision_time(complete_on) == DecisionTime(arrived_on, due_on)


def test_an_urgent_matter_is_decided_on_the_next_working_day() -> None:
    assert decision_time(date(2026, 11, 27), urgent=True).due_on == date(2026, 11, 30)


def test_without_the_information_asked_for_the_days_begin_from_the_end_of_its_time() -> None:
    assert decision_time_without_answer(date(2026, 11, 15)).due_on == date(2026, 11, 24)


@given(days, st.booleans())
def test_so_many_working_days_lie_between_arrival_and_the_last_day(complete_on: date, urgent: bool) -> None:
    time = decision_time(complete_on, urgent=urgent)
    between = [time.arrived_on + timedelta(n) for n in range(1, (time.due_on - time.arrived_on).days + 1)]
    assert sum(map(is_working_day, between)) == (1 if urgent else 7)
    assert is_working_day(time.arrived_on)
    assert is_working_day(time.due_on)
    assert time.arrived_on >= complete_on


@given(days, st.integers(-15, 30))
def test_the_days_left_go_down_by_one_each_working_day(complete_on: date, offset: int) -> None:
    time = decision_time(complete_on)
    today = time.arrived_on + timedelta(offset)
    tomorrow = today + timedelta(days=1)
    assert time.working_days_left(today) - time.working_days_left(tomorrow) == int(is_working_day(tomorrow))
    assert time.working_days_left(time.due_on) == 0


def test_the_working_time_left_ends_with_the_last_day() -> None:
    time = decision_time(date(2026, 11, 9))
    left = time.working_time_left(datetime(2026, 11, 17, 14, tzinfo=HELSINKI))
    assert left == timedelta(hours=2 + 8)
    assert time.working_time_left(datetime(2026, 11, 19, 0, tzinfo=HELSINKI)) == timedelta(0)


@pytest.mark.parametrize(
    ("due_on", "through"),
    [
        (date(2026, 12, 2), "2026-12-01T08:00"),
        (date(2026, 11, 30), "2026-11-27T08:00"),
        (date(2026, 12, 28), "2026-12-23T08:00"),
        (date(2026, 3, 30), "2026-03-27T08:00"),
    ],
    ids=["in the week", "on a monday", "after christmas", "after the clocks go forward"],
)
def test_a_plan_has_run_through_by_the_morning_of_the_working_day_before_the_last(due_on: date, through: str) -> None:
    assert through_by(due_on) == datetime.fromisoformat(through).replace(tzinfo=HELSINKI)


def test_a_plan_keeps_to_the_hours_of_those_who_are_asked() -> None:
    assert through_by(date(2026, 12, 4), parse_hours("ti 12-16")) == datetime(2026, 12, 1, 12, tzinfo=HELSINKI)
    with pytest.raises(ValueError, match="no day"):
        through_by(date(2026, 12, 4), parse_hours("la 9-12"))


@pytest.mark.parametrize(
    ("wanted", "due_on", "needed"),
    [
        ("2026-11-25T16:00", date(2026, 12, 2), "2026-11-25T16:00"),
        ("2026-12-03T16:00", date(2026, 12, 2), "2026-12-01T16:00"),
        ("2026-11-25T16:00", date(2026, 11, 25), "2026-11-24T16:00"),
        ("2026-11-25T16:00", date(2026, 11, 24), "2026-11-24T12:00"),
        ("2026-11-25T16:00", date(2026, 11, 20), "2026-11-25T16:00"),
        ("2026-12-03T16:00", date(2026, 11, 30), "2026-11-27T16:00"),
    ],
    ids=["early enough", "after the last day", "decided tomorrow", "decided today", "time has passed", "a monday"],
)
def test_an_answer_is_wanted_before_the_last_day_for_deciding(wanted: str, due_on: date, needed: str) -> None:
    now = datetime(2026, 11, 24, 9, 12, tzinfo=HELSINKI)
    moment = datetime.fromisoformat(wanted).replace(tzinfo=HELSINKI)
    assert answer_needed_by(moment, due_on, now) == datetime.fromisoformat(needed).replace(tzinfo=HELSINKI)
