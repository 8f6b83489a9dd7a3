"""Personal details are cut out before anything reads the text, and only their kinds are told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.guard.finding import Kind, check
from directory.reading.private_details import without_private_details
from directory.reading.reader import Reader
from tests.privacy.identity_codes import codes, in_a_sentence, written

SEPARATORS = "-+ABCDEFYXWVU"


@given(
    day=st.integers(1, 31),
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    separator=st.sampled_from(SEPARATORS + SEPARATORS.lower() + "–−"),
    number=st.integers(900, 999),
    check=st.sampled_from("0123456789ABCDEFHJKLMNPRSTUVWXY"),
    gap=st.sampled_from(("", " ")),
)
def test_an_identity_code_in_any_dress_is_cut(
    day: int, month: int, year: int, separator: str, number: int, check: str, gap: str
) -> None:
    code = f"{day:02}{month:02}{year:02}{gap}{separator}{gap}{number}{check}"
    cleaned = without_private_details(f"Kotka {code} häätö")
    assert "hetu" in cleaned.removed
    assert not any(character.isdigit() for character in cleaned.text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hetu050594U903M lausunto", "hetu"),
        ("010594Y9032", "hetu"),
        ("131052 908T", "hetu"),
        ("soita 040 123 4567", "phone"),
        ("p. 0401234567", "phone"),
        ("+358 50 123 4567", "phone"),
        ("(05) 123 4567", "phone"),
        ("Kauppakatu 3 A 5, 53100", "address"),
        ("Mannerheimintie 12", "address"),
        ("Storgatan 5 b 12", "address"),
        ("Kauppakadulla asuva", "address"),
        ("matti.meikalainen@example.fi", "email"),
        ("FI21 1234 5600 0007 85", "account"),
        ("synt. 1.2.1985", "birth_date"),
    ],
)
def test_each_kind_is_cut(text: str, kind: str) -> None:
    cleaned = without_private_details(text)
    assert cleaned.removed == (kind,)
    assert not any(character.isdigit() for character in cleaned.text)


@pytest.mark.parametrize(
    "text", ["alle 25 v", "shl 35 §", "perusosaa 40 %", "häätö 1.3.2027", "53100 lappeenranta", "3 kk"]
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert without_private_details(text).removed == ()


def test_the_rest_of_the_text_is_still_read(reader: Reader) -> None:
    reading = reader.read("Lappeenranta 010594Y9032 häätöuhka 040 123 4567")
    assert (reading.status, reading.municipality, reading.topic) == ("ok", "405", "vuokrarasti-haato")
    assert reading.removed == ("hetu", "phone")
    assert "9032" not in repr(reading)


def test_a_street_named_after_a_town_is_not_the_town(reader: Reader) -> None:
    assert reader.read("Helsingintie 5 häätö").status == "unknown"


@settings(max_examples=300)
@given(st.data())
def test_what_the_guard_stops_the_reader_cuts(data: st.DataObject) -> None:
    """One detector: a search is no way around the guard, in whatever writing."""
    code = data.draw(codes())
    cleaned = without_private_details("Kotka " + data.draw(in_a_sentence(data.draw(written(code)))))
    assert "hetu" in cleaned.removed
    assert code.number + code.check.lower() not in cleaned.text


@pytest.mark.parametrize(
    "text", ["Esimerkkiesplanadi 5 A 12", "Koivutie 12:een", "Exempelgatan 7", "Mallitorget 3", "Esimerkkiportti 2 b 4"]
)
def test_where_the_guard_sees_an_address_the_reader_cuts_one(text: str) -> None:
    assert {one.kind for one in check(f"asuu {text} nyt", dict.fromkeys(Kind, "")).found} == {Kind.ADDRESS}
    assert "address" in without_private_details(f"asuu {text} nyt").removed
