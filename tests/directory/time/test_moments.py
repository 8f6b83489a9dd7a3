"""Days and times as people type them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import HELSINKI
from directory.time.moments import MomentError, find_moment

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""Tuesday 24 November 2026 at 9.12 in Finland."""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("24.12. klo 10", "2026-12-24 10:00"),
        ("24.12.2026 10.00", "2026-12-24 10:00"),
        ("24.12 kl. 10.30", "2026-12-24 10:30"),
        ("24.12.26 klo 9", "2026-12-24 09:00"),
        ("klo 10 24.12.", "2026-12-24 10:00"),
        ("to 24.12. klo 10", "2026-12-24 10:00"),
        ("huomenna 9", "2026-11-25 09:00"),
        ("imorgon kl 9", "2026-11-25 09:00"),
        ("i morgon 9:15", "2026-11-25 09:15"),
        ("tomorrow at 9", "2026-11-25 09:00"),
        ("ylihuomenna", "2026-11-26 10:00"),
        ("2026-12-24T10", "2026-12-24 10:00"),
        ("2026-12-24T10:45", "2026-12-24 10:45"),
        ("2026-12-24 10", "2026-12-24 10:00"),
        ("1.3.", "2027-03-01 10:00"),
        ("24.11. klo 7", "2026-11-24 07:00"),
        ("perjantaina klo 8", "2026-11-27 08:00"),
        ("tiistaina 12", "2026-11-24 12:00"),
        ("pe 8.30", "2026-11-27 08:30"),
        ("fredag kl. 8", "2026-11-27 08:00"),
        ("klo 15", "2026-11-24 15:00"),
        ("9.30", "2026-11-24 09:30"),
        ("29.2. klo 9", "2028-02-29 09:00"),
        ("nyt", "2026-11-24 09:12"),
        ("tänään", "2026-11-24 09:12"),
        ("1.7.2027 klo 12", "2027-07-01 12:00"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    found = find_moment(text, NOW)
    assert found.moment is not None
    assert found.moment.astimezone(HELSINKI).strftime("%Y-%m-%d %H:%M") == moment
    assert found.rest == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Eksote kiirehtiminen 24.12. klo 10", "Eksote kiirehtiminen"),
        ("24.12. klo 10 Eksote, kiirehtiminen", "Eksote, kiirehtiminen"),
        ("Eksote huomenna kiirehtiminen 9", "Eksote kiirehtiminen"),
        ("Kymsote alle 25-vuotias nuori", "Kymsote alle 25-vuotias nuori"),
        ("Lohja hyra on 24.12. klo 9", "Lohja hyra"),
    ],
)
def test_the_other_words_are_left(text: str, rest: str) -> None:
    assert find_moment(text, NOW).rest == rest


def test_everyday_words_are_no_weekdays() -> None:
    found = find_moment("kuka on Eksoten yhteyshenkilö to", NOW)
    assert (found.moment, found.rest) == (None, "kuka on Eksoten yhteyshenkilö to")


@pytest.mark.parametrize("text", ["31.2. klo 9", "32.12.2026", "2026-13-01", "huomenna 25", "klo 9.75", "1.1.1999"])
def test_a_moment_that_cannot_be_is_told(text: str) -> None:
    with pytest.raises(MomentError):
        find_moment(text, NOW)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31)))  # noqa: DTZ001 - Finnish wall time, as it is typed
def test_what_is_written_in_full_is_read_back(wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    for form in ("{d}.{m}.{y} klo {h}.{n:02}", "{y}-{m:02}-{d:02}T{h:02}:{n:02}"):
        text = form.format(d=wall.day, m=wall.month, y=wall.year, h=wall.hour, n=wall.minute)
        assert find_moment(text, NOW).moment == wall.replace(tzinfo=HELSINKI).astimezone(UTC)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = find_moment(text, NOW)
    except MomentError:
        return
    assert len(found.rest) <= len(text) + 1
