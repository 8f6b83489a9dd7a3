"""Absences as people type them: days in any form, names in any case, and no reasons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.people.absence_reading import read_absence
from directory.time.day_spans import DaySpan, NoSuchDayError, find_span
from tests.known import CONTENT

TODAY = date(2026, 11, 24)
"""A Tuesday."""
PEOPLE = tuple(one for one in CONTENT.contacts if one.organisation == "11")


def span(text: str) -> tuple[str, str]:
    found = find_span(text, TODAY).span
    return (found.first.isoformat(), found.last.isoformat() if found.last else "") if found else ("", "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1.7.-31.7.", "2027-07-01", "2027-07-31"),
        ("1.–31.7.", "2027-07-01", "2027-07-31"),
        ("1-5.12.", "2026-12-01", "2026-12-05"),
        ("1.7.2027-31.7.2027", "2027-07-01", "2027-07-31"),
        ("1.7.-31.7.2027", "2027-07-01", "2027-07-31"),
        ("1.7.27 - 31.7.27", "2027-07-01", "2027-07-31"),
        ("1.7-31.7", "2027-07-01", "2027-07-31"),
        ("24.12.–6.1.", "2026-12-24", "2027-01-06"),
        ("24.12.–6.1.2027", "2026-12-24", "2027-01-06"),
        ("24/12-6/1", "2026-12-24", "2027-01-06"),
        ("2026-12-24 - 2027-01-06", "2026-12-24", "2027-01-06"),
        ("tänään", "2026-11-24", "2026-11-24"),
        ("huomenna", "2026-11-25", "2026-11-25"),
        ("tänään-27.11.", "2026-11-24", "2026-11-27"),
        ("huomenna - ylihuomenna", "2026-11-25", "2026-11-26"),
        ("i morgon till 27.11", "2026-11-25", "2026-11-27"),
        ("ensi viikko", "2026-11-30", "2026-12-04"),
        ("tämä viikko", "2026-11-24", "2026-11-27"),
        ("27.11. saakka", "2026-11-24", "2026-11-27"),
        ("till 27.11", "2026-11-24", "2026-11-27"),
        ("24.12.-", "2026-12-24", ""),
        ("24.12. alkaen", "2026-12-24", ""),
        ("från 24.12", "2026-12-24", ""),
        ("20.11.-30.11.", "2026-11-20", "2026-11-30"),
        ("29.2.", "2028-02-29", "2028-02-29"),
        ("ke 25.11.–pe 27.11.", "2026-11-25", "2026-11-27"),
        ("ti 24.11. - to 26.11.2026", "2026-11-24", "2026-11-26"),
        ("perjantaina", "2026-11-27", "2026-11-27"),
        ("maanantai–keskiviikko", "2026-11-30", "2026-12-02"),
        ("torsdag-fredag", "2026-11-26", "2026-11-27"),
        ("", "", ""),
        ("lomalla", "", ""),
    ],
    ids=lambda value: value,
)
def test_days_are_read_in_any_form(text: str, first: str, last: str) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize("text", ["31.2.-5.3.", "30.2.2027", "32.1.", "2026-13-01", "0.5."])
def test_a_day_that_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(NoSuchDayError):
        find_span(text, TODAY)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(0, 300), st.integers(0, 330))
def test_days_without_a_year_are_the_next_such(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    if (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29) or length > 364:
        return
    found = find_span(f"{first.day}.{first.month}.-{last.day}.{last.month}.", today).span
    assert found == DaySpan(first, last)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_reading(text: str) -> None:
    try:
        read_absence(text, PEOPLE, TODAY)
    except NoSuchDayError:
        return


@pytest.mark.parametrize(
    ("text", "who", "deputy", "left_out"),
    [
        ("1.7.-31.7. sijainen Otto Testi", "", "Otto Testi", False),
        ("Maija Esimerkki 1.7.-31.7. sijainen Otto Testi", "Maija Esimerkki", "Otto Testi", False),
        ("Maija Esimerkin poissaolo 1.7.-31.7., sijaisena Otto Testin", "Maija Esimerkki", "Otto Testi", False),
        ("olen lomalla 1.7.-31.7. sijaiseni on Otto", "", "Otto Testi", False),
        ("sijainen Otto Testi 1.7.-31.7.", "", "Otto Testi", False),
        ("1.7.-31.7. Otto Testi sijaistaa", "", "Otto Testi", False),
        ("jag är borta 24.12.-6.1. ersättare Otto Testi", "", "Otto Testi", False),
        ("away 24.12.-6.1. deputy kalle.malli@ekhva.example", "", "Kalle Malli", False),
        ("1.7.–31.7. sairausloma", "", "", True),
        ("1.7.-31.7. sijainen: Otto Testi, leikkaus", "", "Otto Testi", True),
        ("1.7.-31.7. ilman sijaista", "", "", False),
        ("Kalle huomenna", "Kalle Malli", "", False),
    ],
    ids=str,
)
def test_who_and_who_stands_in(text: str, who: str, deputy: str, *, left_out: bool) -> None:
    read = read_absence(text, PEOPLE, TODAY)
    names = [found.people[0].name if found and found.sure else "" for found in (read.who, read.deputy)]
    assert (names, read.left_out) == ([who, deputy], left_out)


@pytest.mark.parametrize("name", ["Lotta Olematon", "Lotta"])
def test_a_name_of_nobody_names_nobody(name: str) -> None:
    who = read_absence(f"{name} 1.7.-31.7.", PEOPLE, TODAY).who
    assert who is not None
    assert who.people == ()


def test_half_a_name_beside_another_word_is_not_sure() -> None:
    deputy = read_absence("1.7.-31.7. sijainen Otto Mallinen", PEOPLE, TODAY).deputy
    assert deputy is not None
    assert [one.name for one in deputy.people] == ["Otto Testi"]
    assert not deputy.sure
