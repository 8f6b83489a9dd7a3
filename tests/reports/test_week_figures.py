"""A week in numbers."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.reports.week_figures import Asked, last_week, moments_of, summed_up
from config.clock import HELSINKI
from directory.time.calendar import WORKING_WEEK


def finnish(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


NOW = finnish("2026-11-30T08:15")
ASKED = finnish("2026-11-24T09:00")
ONE = Asked(1001, "11", "", "asumismenot", "KELA", "11", WORKING_WEEK, ASKED, None, None, withdrawn=False)


def answered(number: int, hours: float) -> Asked:
    return replace(ONE, number=number, answered_at=ASKED + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 30), date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 12, 6), date(2026, 11, 23), date(2026, 11, 29)),
        (date(2027, 1, 4), date(2026, 12, 28), date(2027, 1, 3)),
    ],
    ids=["on monday", "on sunday", "over new year"],
)
def test_the_last_week_is_the_one_before_this_one(today: date, first: date, last: date) -> None:
    assert last_week(today) == (first, last)


def test_a_week_in_which_the_clocks_are_moved_has_all_its_hours() -> None:
    begins, ends = moments_of(date(2026, 3, 23), date(2026, 3, 29))
    assert ends.astimezone(None) - begins.astimezone(None) == timedelta(days=7, hours=-1)


def test_half_of_the_answers_came_within_the_median_of_working_time() -> None:
    week = summed_up([answered(1, 1), answered(2, 3), answered(3, 30)], "11", NOW)
    assert (week.received, week.answered, week.median) == (3, 3, timedelta(hours=3))
    assert week.waited == 1


def test_what_nobody_answered_is_listed_oldest_first_and_what_was_withdrawn_counts_nowhere() -> None:
    later, withdrawn = replace(ONE, number=1003, asked_at=ASKED + timedelta(1)), replace(ONE, withdrawn=True)
    week = summed_up([later, ONE, withdrawn], "11", NOW)
    assert [one.number for one in week.unanswered] == [1001, 1003]
    assert (week.received, week.answered, week.median, week.waited) == (2, 0, None, 2)


def test_a_question_closed_without_an_answer_waited_until_then() -> None:
    closed = replace(ONE, closed_at=ASKED + timedelta(hours=2))
    assert summed_up([closed], "11", NOW).waited == 0


def test_each_side_counts_its_own() -> None:
    kela = summed_up([answered(1, 1), ONE], "KELA", NOW)
    assert (kela.received, kela.asked, kela.asked_answered) == (0, 2, 1)
    assert summed_up([ONE], "10", NOW).received == 0
