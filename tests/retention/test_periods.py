"""The days of retention: the shorter period holds, texts are offered in time, and never outside working hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.consultation.rules import retention_period
from bot.consultation.rules.retention_period import Period
from bot.retention import periods
from config.clock import HELSINKI
from directory.time.calendar import helsinki_date, is_working_day

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
PERIODS = st.integers(retention_period.SHORTEST_DAYS, retention_period.LONGEST_DAYS).map(Period)


@pytest.mark.parametrize("days", [-1, 0, 6, 366, 10_000])
def test_a_period_out_of_range_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="range"):
        Period(days)


@given(closed_on=DAYS, one=PERIODS, other=PERIODS)
def test_the_shorter_period_holds_on_whichever_side_it_is(closed_on: date, one: Period, other: Period) -> None:
    day = periods.wipe_day(closed_on, one, other)
    assert day == periods.wipe_day(closed_on, other, one)
    assert (day - closed_on).days == min(one.days, other.days)


@given(day=DAYS)
def test_five_working_days_lie_between_the_offer_and_the_night_of_the_wipe(day: date) -> None:
    offered = helsinki_date(periods.offer_moment(day))
    assert is_working_day(offered)
    between = [offered + timedelta(days=n) for n in range((day - offered).days)]
    assert sum(is_working_day(one) for one in between) == periods.OFFERED_BEFORE


def test_over_christmas_the_offer_comes_that_much_earlier() -> None:
    assert periods.offer_moment(date(2026, 12, 28)) == datetime(2026, 12, 17, 7, 0, tzinfo=UTC)


@given(day=DAYS, number=st.integers(1001, 10**9))
def test_a_wipe_comes_in_the_night_of_its_day(day: date, number: int) -> None:
    local = periods.wipe_moment(day, number).astimezone(HELSINKI)
    assert local.date() == day
    assert 0 <= local.hour < 6


@pytest.mark.parametrize(
    ("now", "later"),
    [
        (datetime(2026, 11, 24, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 6, 0, tzinfo=UTC)),
        (datetime(2026, 12, 6, 9, 0, tzinfo=UTC), datetime(2026, 12, 7, 6, 0, tzinfo=UTC)),
    ],
    ids=["in working hours", "in the evening", "on a Saturday", "on Independence Day"],
)
def test_texts_are_offered_in_working_hours(now: datetime, later: datetime | None) -> None:
    assert periods.offered_too_early(now) == later


@given(day=DAYS, offered_on=DAYS, hour=st.integers(0, 23))
def test_after_an_offer_there_is_always_a_whole_working_day(day: date, offered_on: date, hour: int) -> None:
    offered = datetime.combine(offered_on, time(hour), UTC)
    wiped = periods.wipe_day_after_offer(day, offered)
    assert wiped >= day
    between = [helsinki_date(offered) + timedelta(days=n) for n in range(1, (wiped - helsinki_date(offered)).days)]
    assert any(is_working_day(one) for one in between)


def test_an_open_follow_up_keeps_the_matter_for_a_week_after_its_day() -> None:
    due, closed = date(2026, 12, 9), date(2026, 11, 24)
    ends = datetime(2026, 12, 16, 7, 0, tzinfo=UTC)
    assert periods.kept_for_followup(due, closed, ends - timedelta(seconds=1)) == ends
    assert periods.kept_for_followup(due, closed, ends) is None


def test_a_follow_up_moved_on_and_on_keeps_nothing_beyond_the_longest_period() -> None:
    closed, last = date(2026, 11, 24), datetime(2027, 11, 24, 7, 0, tzinfo=UTC)
    assert periods.kept_for_followup(date(2099, 1, 1), closed, last - timedelta(seconds=1)) == last
    assert periods.kept_for_followup(date(2099, 1, 1), closed, last) is None
