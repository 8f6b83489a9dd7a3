"""Finnish working days, phone hours and working time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from config.clock import HELSINKI
from directory.time import calendar
from directory.time.calendar import (
    WORKING_WEEK,
    HoursUnknown,
    Open,
    Opens,
    add_working_time,
    end_of_next_working_day,
    is_open,
    is_working_day,
    next_working_day,
    next_working_day_at,
    open_until,
    opens_next,
    phone_state,
    working_time_between,
)
from directory.time.hours import ALWAYS, Span, WeeklyHours, parse_hours, weekly_hours

moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn
week_spans = st.builds(
    lambda day, start, length: Span(day, start, min(start + length, 1440)),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 720),
)
weeks = st.lists(week_spans, min_size=1, max_size=8).map(weekly_hours)


def finnish(text: str) -> datetime:
    """A moment written in Finnish time."""
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 5, 14),
        date(2026, 6, 19),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 11, 21),
        date(2027, 12, 6),
    ],
)
def test_holidays_eves_and_weekends_are_not_working_days(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 12, 23), date(2026, 12, 31), date(2026, 4, 30)])
def test_ordinary_weekdays_are_working_days(day: date) -> None:
    assert is_working_day(day)


def test_the_answer_is_wanted_by_four_on_the_next_working_day() -> None:
    assert end_of_next_working_day(finnish("2026-11-24T09:12")) == finnish("2026-11-25T16:00")
    assert end_of_next_working_day(finnish("2026-12-23T15:00")) == finnish("2026-12-28T16:00")
    assert end_of_next_working_day(finnish("2026-03-27T15:00")) == finnish("2026-03-30T16:00"), (
        "clocks go forward between"
    )


def test_a_telephone_answers_in_its_hours() -> None:
    hours = parse_hours("ma-pe 9-10")
    assert phone_state(hours, finnish("2026-11-24T09:12")) == Open(finnish("2026-11-24T10:00").astimezone(UTC))
    assert phone_state(hours, finnish("2026-11-24T10:00")) == Opens(finnish("2026-11-25T09:00").astimezone(UTC))
    assert phone_state(hours, finnish("2026-11-27T12:00")) == Opens(finnish("2026-11-30T09:00").astimezone(UTC))


def test_a_telephone_is_closed_on_holidays_unless_it_answers_day_and_night() -> None:
    christmas_eve = finnish("2026-12-24T09:30")
    assert opens_next(parse_hours("ma-pe 9-10"), christmas_eve) == finnish("2026-12-28T09:00")
    assert phone_state(ALWAYS, christmas_eve) == Open(None)


def test_hours_over_midnight_are_one_opening() -> None:
    night = parse_hours("pe 20-24; la 0-2")
    assert open_until(night, finnish("2026-11-27T22:00")) == finnish("2026-11-28T02:00")


def test_without_hours_nothing_is_claimed() -> None:
    assert phone_state(None, finnish("2026-11-24T09:12")) == HoursUnknown()
    assert phone_state(WeeklyHours(()), finnish("2026-11-24T09:12")) == HoursUnknown()


def test_working_time_runs_only_in_working_hours() -> None:
    assert add_working_time(finnish("2026-11-24T15:00"), timedelta(hours=2)) == finnish("2026-11-25T09:00")
    assert add_working_time(finnish("2026-11-27T17:00"), timedelta(hours=1)) == finnish("2026-11-30T09:00")
    assert add_working_time(finnish("2026-11-24T09:00"), timedelta(0)) == finnish("2026-11-24T09:00")
    with pytest.raises(ValueError, match="forwards"):
        add_working_time(finnish("2026-11-24T09:00"), timedelta(hours=-1))


@given(moments)
def test_the_next_working_day_is_the_first_after_today(now: datetime) -> None:
    today = now.astimezone(HELSINKI).date()
    following = next_working_day(today)
    assert is_working_day(following)
    assert following > today
    assert not any(is_working_day(today + timedelta(days)) for days in range(1, (following - today).days))


@given(weeks, moments)
def test_open_now_and_opening_later_never_contradict(hours: WeeklyHours, now: datetime) -> None:
    state = phone_state(hours, now)
    if isinstance(state, Open):
        assert state.until is not None
        assert state.until > now
        assert is_open(hours, state.until - timedelta(seconds=1))
    else:
        assert isinstance(state, Opens)
        assert state.at > now
        assert is_open(hours, state.at)
        assert not is_open(hours, state.at - timedelta(seconds=1))


@given(moments, st.integers(0, 60 * 40), st.integers(0, 60 * 40))
def test_working_time_adds_up(start: datetime, first: int, second: int) -> None:
    once = add_working_time(start, timedelta(minutes=first + second))
    twice = add_working_time(add_working_time(start, timedelta(minutes=first)), timedelta(minutes=second))
    assert once >= start
    assert once == twice or not is_open(WORKING_WEEK, min(once, twice))


@given(moments, st.integers(1, 60 * 40))
def test_working_time_ends_in_working_hours(start: datetime, minutes: int) -> None:
    end = add_working_time(start, timedelta(minutes=minutes))
    assert is_open(WORKING_WEEK, end - timedelta(seconds=1))


minutes_of_a_night = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from([datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)])
    | st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001 - drawn
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    st.integers(0, 24 * 60),
)
"""Moments on whole minutes, often around the nights in which the clocks are moved."""


@given(weeks, minutes_of_a_night, st.integers(0, 30 * 60))
def test_working_time_between_two_moments_is_that_of_counting_every_minute(
    week: WeeklyHours, start: datetime, minutes: int
) -> None:
    counted = sum(is_open(week, start + timedelta(minutes=n)) for n in range(minutes))
    assert working_time_between(start, start + timedelta(minutes=minutes), week) == timedelta(minutes=counted)


@given(weeks, minutes_of_a_night, st.integers(0, 20 * 60))
def test_so_much_working_time_has_passed_at_the_end_of_it(week: WeeklyHours, start: datetime, minutes: int) -> None:
    amount = timedelta(minutes=minutes)
    assert working_time_between(start, add_working_time(start, amount, week), week) == amount


short_weeks = st.lists(
    st.builds(
        lambda day, start, length: Span(day, start, min(start + length, 1440)),
        st.integers(0, 6),
        st.integers(170, 250) | st.integers(0, 1439),
        st.integers(1, 90),
    ),
    min_size=1,
    max_size=3,
).map(weekly_hours)
"""Weeks of a few minutes: much working time takes years of them."""


@settings(max_examples=60)
@given(short_weeks, st.booleans(), minutes_of_a_night, st.integers(1, 18 * 60))
def test_working_time_of_years_ends_at_the_first_moment_at_which_so_much_has_passed(
    spans: WeeklyHours, holidays_too: bool, start: datetime, minutes: int
) -> None:
    week, amount = replace(spans, holidays_too=holidays_too), timedelta(minutes=minutes)
    end = add_working_time(start, amount, week)
    assert working_time_between(start, end, week) == amount
    assert working_time_between(start, end - timedelta(seconds=1), week) < amount


@pytest.mark.parametrize("hours", ["ma 8-8.01", "su 3.30-3.31", "to 23.59-24", "ma-pe 8-16"])
def test_much_working_time_of_a_week_with_little_is_found_without_walking_every_day(
    hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[date] = []

    def counted(week: WeeklyHours, day: date) -> tuple[Span, ...]:
        looked_at.append(day)
        return spans_of(week, day)

    spans_of = calendar._spans
    monkeypatch.setattr(calendar, "_spans", counted)
    for amount in (18, 200):
        add_working_time(finnish("2026-11-24T09:00"), timedelta(hours=amount), parse_hours(hours))
    years = (max(looked_at) - min(looked_at)).days / 365
    assert len(looked_at) < 100 + 50 * years, "a few days of each year, not all of them"


def test_the_next_morning_at_nine_is_that_of_the_next_working_day() -> None:
    assert next_working_day_at(finnish("2026-11-24T22:00"), 9) == finnish("2026-11-25T09:00")
    assert next_working_day_at(finnish("2026-12-23T08:00"), 9) == finnish("2026-12-28T09:00")
    with pytest.raises(ValueError, match="no day"):
        next_working_day_at(finnish("2026-11-24T22:00"), 9, WeeklyHours(()))


def test_hours_that_end_in_the_hour_that_is_skipped_end_when_it_is_skipped() -> None:
    night = parse_hours("su 0-3.30; su 3.45-6")
    assert open_until(night, finnish("2026-03-29T01:00")) == finnish("2026-03-29T04:00")
    assert is_open(night, finnish("2026-03-29T04:00"))
    night_before = finnish("2026-03-28T12:00")
    assert working_time_between(night_before, finnish("2026-03-29T12:00"), night) == timedelta(hours=5)


def wall_clock_says_open(week: WeeklyHours, moment: datetime) -> bool:
    """What a clock on the wall and a calendar beside it say, without any of the code's arithmetic."""
    local = moment.astimezone(HELSINKI)
    minute = local.hour * 60 + local.minute
    # Not open on a holiday: the list is that of the public holidays, with the two eves on which offices are closed.
    day = local.date()
    midsummer_eve = next(date(day.year, 6, n) for n in range(19, 26) if date(day.year, 6, n).weekday() == 4)
    closed = day in HOLIDAYS or day in {midsummer_eve, date(day.year, 12, 24)}
    if closed and not week.holidays_too:
        return False
    return any(one.weekday == local.weekday() and one.start <= minute < one.end for one in week.spans)


HOLIDAYS = {
    date(year, month, day)
    for year, days in {
        2026: "1.1 6.1 3.4 5.4 6.4 1.5 14.5 24.5 20.6 31.10 6.12 25.12 26.12",
        2027: "1.1 6.1 26.3 28.3 29.3 1.5 6.5 16.5 26.6 6.11 6.12 25.12 26.12",
    }.items()
    for day, month in (map(int, one.split(".")) for one in days.split())
}
"""Finnish public holidays of two years, as the almanac has them."""
two_years = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 20), timezones=st.just(UTC)).map(  # noqa: DTZ001 - drawn
    lambda moment: moment.replace(second=0, microsecond=0)
)
around_changes = st.sampled_from(
    [datetime(year, month, day, 12, tzinfo=UTC) for year, month, day in ((2026, 3, 28), (2026, 10, 24), (2027, 3, 27))]
)
minutes_of_two_years = two_years | st.builds(
    lambda noon, n: noon + timedelta(minutes=n), around_changes, st.integers(0, 1440)
)


def without_the_hour_that_comes_twice(week: WeeklyHours) -> bool:
    """Hours that begin or end within the hour that comes twice in October are told by no clock on the wall."""
    return not any(one.weekday == 6 and (180 < one.start < 240 or 180 < one.end < 240) for one in week.spans)


weeks_told_by_a_clock = weeks.filter(without_the_hour_that_comes_twice)


@given(weeks_told_by_a_clock, minutes_of_two_years)
def test_open_is_what_the_clock_on_the_wall_and_the_almanac_say(week: WeeklyHours, moment: datetime) -> None:
    assert is_open(week, moment) == wall_clock_says_open(week, moment)


@settings(max_examples=40)
@given(weeks_told_by_a_clock, minutes_of_two_years, st.integers(1, 8 * 60))
def test_working_time_ends_at_the_minute_that_counting_minute_by_minute_reaches(
    week: WeeklyHours, start: datetime, minutes: int
) -> None:
    left, moment = minutes, start
    for _ in range(4 * 1440):
        left -= wall_clock_says_open(week, moment)
        moment += timedelta(minutes=1)
        if left == 0:
            break
    assume(left == 0)
    assert add_working_time(start, timedelta(minutes=minutes), week) == moment


@settings(max_examples=40)
@given(weeks_told_by_a_clock, minutes_of_two_years)
def test_hours_open_next_at_the_first_minute_after_now_at_which_a_span_begins(week: WeeklyHours, now: datetime) -> None:
    opening = opens_next(week, now)
    moment = now + timedelta(minutes=1)
    for _ in range(4 * 1440):
        local = moment.astimezone(HELSINKI)
        begins = any(one.start == local.hour * 60 + local.minute for one in week.on(local.weekday()))
        if begins and wall_clock_says_open(week, moment):
            assert opening == moment
            return
        moment += timedelta(minutes=1)
    assert opening is None or opening >= moment


@given(minutes_of_two_years, st.integers(0, 23))
def test_that_hour_of_the_next_working_day_is_found_by_going_forward_hour_by_hour(now: datetime, hour: int) -> None:
    moment = now.astimezone(HELSINKI).replace(hour=12, minute=0) + timedelta(days=1)
    while not wall_clock_says_open(WORKING_WEEK, moment):
        moment += timedelta(days=1)
    assert next_working_day_at(now, hour).astimezone(HELSINKI).date() == moment.date()
    assert next_working_day_at(now, hour).astimezone(HELSINKI).hour in {hour, hour + 1}
