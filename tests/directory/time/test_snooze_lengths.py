"""Until when somebody wants no reminder, as it is typed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import HELSINKI
from directory.time.calendar import WORKING_WEEK, is_open
from directory.time.snooze_lengths import SnoozeError, snooze_until

TUESDAY_MORNING = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "25.11. 09.00"),
        ("huomiseen", "25.11. 09.00"),
        ("till i morgon", "25.11. 09.00"),
        ("2 h", "24.11. 11.12"),
        ("2h", "24.11. 11.12"),
        ("1,5 tunnin päästä", "24.11. 10.42"),
        ("30 minuuttia", "24.11. 09.42"),
        ("8 h", "25.11. 08.00"),
        ("huomenna 10", "25.11. 10.00"),
        ("torstaihin klo 10", "26.11. 10.00"),
        ("keskiviikkoon", "25.11. 10.00"),
        ("till måndag", "30.11. 10.00"),
        ("1.12.", "01.12. 10.00"),
        ("2 päivää", "26.11. 09.00"),
        ("4 dagar", "30.11. 09.00"),
        ("viikon", None),
        ("1 viikko", "01.12. 09.00"),
        ("lauantaihin", "30.11. 08.00"),
        ("klo 14", "24.11. 14.00"),
        ("eilen", None),
        ("klo 8", None),
        ("3 viikkoa", None),
        ("24.12.", None),
        ("0 h", None),
        ("joskus", None),
        ("31.2.", None),
    ],
)
def test_a_typed_moment_is_read_as_a_moment_at_work(words: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(SnoozeError):
            snooze_until(words, TUESDAY_MORNING)
    else:
        read = snooze_until(words, TUESDAY_MORNING).astimezone(HELSINKI)
        assert read.strftime("%d.%m. %H.%M") == expected


@given(
    st.text(max_size=30) | st.sampled_from(["", "2 h", "3 pv", "huomenna", "perjantaihin", "1 vko"]),
    st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is drawn
)
def test_every_text_is_a_later_working_moment_or_refused(words: str, now: datetime) -> None:
    try:
        until = snooze_until(words, now)
    except SnoozeError:
        return
    assert until > now
    assert is_open(WORKING_WEEK, until)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("viikko", "2026-12-01T09"),
        ("viikoksi", "2026-12-01T09"),
        ("a week", "2026-12-01T09"),
        ("en vecka", "2026-12-01T09"),
        ("tunniksi", "2026-11-24T10"),
        ("yksi tunti", "2026-11-24T10"),
        ("tänään", "2026-11-25T09"),
        ("idag", "2026-11-25T09"),
    ],
)
def test_a_unit_alone_is_one_and_today_lasts_until_the_next_morning(words: str, begins: str) -> None:
    assert snooze_until(words, TUESDAY_MORNING).astimezone(HELSINKI).isoformat().startswith(begins)


@pytest.mark.parametrize(
    ("words", "why"),
    [("eilen", "past"), ("igår", "past"), ("nyt", "past"), ("15 pv", "too_far"), ("joskus", "not_read")],
)
def test_why_no_moment_was_read(words: str, why: str) -> None:
    with pytest.raises(SnoozeError) as caught:
        snooze_until(words, TUESDAY_MORNING)
    assert caught.value.why == why
