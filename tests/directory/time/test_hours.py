"""Weekly hours as people write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.time.hours import (
    ALWAYS,
    DAY_MINUTES,
    HoursError,
    Span,
    WeeklyHours,
    parse_hours,
    weekly_hours,
    write_hours,
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, DAY_MINUTES - 1))
    return Span(draw(st.integers(0, 6)), start, draw(st.integers(start + 1, DAY_MINUTES)))


any_hours = st.lists(spans(), min_size=1, max_size=12).map(weekly_hours)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ma-pe 9-10", "ma-pe 9-10"),
        ("Ma – Pe klo 9.00–10.00", "ma-pe 9-10"),
        ("arkisin 9-11.30", "ma-pe 9-11.30"),
        ("mån–tors kl. 9–15, fre 9–13", "ma-to 9-15; pe 9-13"),
        ("Mon-Fri 9:00-10:30", "ma-pe 9-10.30"),
        ("maanantaisin ja keskiviikkoisin 12-13", "ma 12-13; ke 12-13"),
        ("ti 8-9 ja 12-13", "ti 8-9 12-13"),
        ("ti 8-10, ti 9-12", "ti 8-12"),
        ("päivittäin 0-24", "ma-su 0-24"),
        ("24/7", "aina"),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert write_hours(parse_hours(written)) == meant


@pytest.mark.parametrize(
    "written",
    ["", "joskus", "ma-pe", "9-10", "ma 10-9", "ma 9", "ma 9-25", "ma 9.75-10", "pe-ma 9-10", "ma-pe 9-", "- 9-10"],
)
def test_what_is_not_hours_is_refused(written: str) -> None:
    with pytest.raises(HoursError):
        parse_hours(written)


@given(any_hours)
def test_written_hours_read_back_the_same(hours: WeeklyHours) -> None:
    assert parse_hours(write_hours(hours)) == hours


def test_day_and_night_reads_back_the_same() -> None:
    assert parse_hours(write_hours(ALWAYS)) == ALWAYS


@given(st.text(max_size=60))
def test_any_text_is_hours_or_refused(text: str) -> None:
    try:
        hours = parse_hours(text)
    except HoursError:
        return
    assert hours.spans


@given(st.lists(spans(), max_size=12))
def test_spans_of_a_week_are_in_order_and_apart(many: list[Span]) -> None:
    week = weekly_hours(many).spans
    for one, after in pairwise(week):
        assert one.weekday < after.weekday or one.end < after.start
    minutes = {(span.weekday, minute) for span in many for minute in range(span.start, span.end)}
    assert minutes == {(span.weekday, minute) for span in week for minute in range(span.start, span.end)}
