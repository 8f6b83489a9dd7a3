"""An area's plan for questions that nobody takes: its moments, and how it is written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import HELSINKI
from directory.areas.plans import (
    TAKEN_ACTIONS,
    USUAL,
    WAITING_ACTIONS,
    Action,
    After,
    Morning,
    Plan,
    Step,
    UnreadablePlan,
    due_at,
    hurried,
    in_order,
    moments,
    read_plan,
    read_whole_plan,
    write_plan,
)
from directory.time.calendar import WORKING_WEEK, is_open, working_time_between
from directory.time.hours import parse_hours


def finnish(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


def steps(actions: tuple[Action, ...]) -> st.SearchStrategy[tuple[Step, ...]]:
    when = st.builds(After, st.integers(1, 400).map(lambda n: n / 2)) | st.builds(
        Morning, st.integers(1, 9), st.integers(0, 23)
    )
    return st.lists(st.builds(Step, st.sampled_from(actions), when), max_size=5).map(tuple)


plans = st.builds(Plan, steps(WAITING_ACTIONS), steps(TAKEN_ACTIONS))
began = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026-11-24T09:12", ["2026-11-24T11:12", "2026-11-24T13:12", "2026-11-25T09:00", "2026-11-25T11:00"]),
        ("2026-11-27T15:00", ["2026-11-30T09:00", "2026-11-30T11:00", "2026-11-30T11:00", "2026-11-30T11:00"]),
        ("2026-12-23T12:00", ["2026-12-23T14:00", "2026-12-28T08:00", "2026-12-28T09:00", "2026-12-28T11:00"]),
    ],
)
def test_the_usual_plan_on_a_morning_a_friday_afternoon_and_before_christmas(asked: str, expected: list[str]) -> None:
    assert [moment for _, moment in moments(USUAL.waiting, finnish(asked))] == [finnish(one) for one in expected]


def test_no_step_comes_after_the_latest_moment_unless_that_has_passed_at_the_beginning() -> None:
    asked, latest = finnish("2026-11-24T09:12"), finnish("2026-11-25T08:00")
    capped = [moment for _, moment in moments(USUAL.waiting, asked, WORKING_WEEK, latest)]
    assert capped == [finnish("2026-11-24T11:12"), finnish("2026-11-24T13:12"), latest, latest]
    assert moments(USUAL.waiting, asked, WORKING_WEEK, asked - timedelta(days=1)) == moments(USUAL.waiting, asked)


@given(plans, began)
def test_every_step_is_in_working_hours_in_order_and_not_before_the_beginning(plan: Plan, start: datetime) -> None:
    for clock in (plan.waiting, plan.taken):
        timed = moments(clock, start)
        assert all(is_open(WORKING_WEEK, moment) for _, moment in timed)
        assert [moment for _, moment in timed] == sorted(moment for _, moment in timed)
        assert all(moment >= start for _, moment in timed)


@given(began, st.integers(1, 30))
def test_a_step_comes_after_its_working_time(start: datetime, hours: int) -> None:
    assert working_time_between(start, due_at(Step("remind", After(hours)), start)) == timedelta(hours=hours)


@given(plans)
def test_a_written_plan_reads_as_itself(plan: Plan) -> None:
    assert read_plan(write_plan(plan)) == plan


def test_an_urgent_question_goes_faster_than_a_usual_one() -> None:
    start = finnish("2026-11-24T09:12")
    usual, urgent = moments(USUAL.waiting, start), moments(hurried(USUAL).waiting, start)
    assert all(fast[1] < slow[1] for fast, slow in zip(urgent, usual, strict=True))


def test_the_usual_plan_hurried_asks_everybody_within_two_working_hours() -> None:
    assert write_plan(hurried(USUAL)) == (
        "remind 0.5h; deputy 1h; everybody 1.5h; coordinator 2h / remind 1h; give_back 2h"
    )


@given(plans, began)
def test_a_hurried_plan_has_the_same_steps_and_is_written_and_read_as_itself(plan: Plan, start: datetime) -> None:
    quick = hurried(plan)
    assert [one.action for one in quick.waiting] == [one.action for one in plan.waiting]
    assert read_plan(write_plan(quick)) == quick
    assert [one for one, _ in moments(quick.taken, start)] == list(quick.taken)


def test_steps_are_put_in_the_order_in_which_they_come() -> None:
    morning, soon, later = Step("everybody", Morning(1, 8)), Step("remind", After(1)), Step("deputy", After(8))
    assert in_order((later, morning, soon)) == (soon, morning, later)


def test_a_plan_of_an_area_ends_with_its_coordinator() -> None:
    assert read_whole_plan(write_plan(USUAL)) == USUAL
    with pytest.raises(UnreadablePlan):
        read_whole_plan("remind 2h / remind 4h")


@pytest.mark.parametrize(
    "text", ["", "remind 2h", "shout 2h / remind 4h", "remind 0h / ", "give_back 2h /", "remind +1 25 /"]
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePlan):
        read_plan(text)


def test_an_area_that_works_two_mornings_a_week_is_reminded_on_them() -> None:
    mornings = parse_hours("ti 9-11; to 9-11")
    timed = [moment for _, moment in moments(USUAL.waiting, finnish("2026-11-24T10:00"), mornings)]
    assert timed == [finnish(f"2026-{day}") for day in ("11-26T10:00", "12-01T10:00", "12-01T10:00", "12-01T10:00")]
