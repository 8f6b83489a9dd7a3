"""When a follow-up is reminded of: rules that hold whatever the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.followups import model
from bot.followups.model import Followup
from config.clock import HELSINKI
from directory.time.calendar import helsinki_date, is_working_day

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""Tuesday 9.12 in Finland."""
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def of(day: date, now: datetime = NOW) -> Followup:
    return Followup(1042, day, "Tarkista", now)


@pytest.mark.parametrize(
    ("day", "told_on"),
    [
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 6), date(2026, 12, 7)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 3, 26), date(2027, 3, 30)),
    ],
    ids=["working-day", "saturday", "independence-day", "christmas", "easter"],
)
def test_it_comes_on_its_day_or_the_first_working_day_after_it(day: date, told_on: date) -> None:
    moment = model.first_reminder(of(day)).astimezone(HELSINKI)
    assert (moment.date(), moment.hour, moment.minute) == (told_on, 9, 0)


def test_one_for_today_is_not_reminded_of_at_once() -> None:
    assert model.first_reminder(of(date(2026, 11, 24))) == NOW + timedelta(hours=2)


@given(DAYS, MOMENTS)
def test_never_early_never_on_a_day_off_unless_set_that_day_and_always_in_finnish_morning(
    day: date, now: datetime
) -> None:
    moment = model.first_reminder(of(day, now))
    assert helsinki_date(moment) >= day
    assert moment > now
    if moment != now + model.A_WHILE:
        assert moment.astimezone(HELSINKI).hour == 9
        assert is_working_day(helsinki_date(moment))


@given(MOMENTS)
def test_the_next_reminder_is_two_working_days_later(now: datetime) -> None:
    day = helsinki_date(model.next_reminder(now))
    between = [helsinki_date(now) + timedelta(days=n) for n in range(1, (day - helsinki_date(now)).days + 1)]
    assert sum(is_working_day(one) for one in between) == 2
    assert is_working_day(day)


def test_after_one_reminder_and_three_more_it_is_left_to_the_coordinators() -> None:
    followup = of(date(2026, 12, 1))
    for times in range(1, 5):
        followup = model.remind(followup)
        assert (followup.state, followup.reminded) == ("open", times)
    assert model.remind(followup).state == "left"


@given(DAYS, MOMENTS)
def test_moving_goes_at_least_a_week_ahead_and_begins_anew(day: date, now: datetime) -> None:
    moved = model.move(replace(of(day), state="left", reminded=4), now)
    assert moved.due_on >= helsinki_date(now) + timedelta(days=7)
    assert moved.due_on >= day + timedelta(days=7)
    assert (moved.state, moved.reminded) == ("open", 0)
    assert moved.step != of(day).step
