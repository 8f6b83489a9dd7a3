"""Sealing and pseudonyms: only the right key in the right place opens; pseudonyms match within one pair only."""

import datetime as dt
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.hetu import parse
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import CannotOpenError, Sealer
from tests.privacy.identity_codes import Code, codes

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PEPPER = "q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"
TODAY = dt.date(2026, 11, 22)
COUNTIES = st.sampled_from(["02", "10", "11", "90", "KELA"])


@given(st.text(), st.text())
def test_what_is_sealed_opens_again_in_its_place(text: str, place: str) -> None:
    sealed = Sealer([OLD]).seal(text, place)
    assert Sealer([OLD]).open(sealed, place) == text


def test_the_sealed_bytes_hold_nothing_of_the_text() -> None:
    sealed = Sealer([OLD]).seal("010594Y9032", "consultation/1042")
    assert b"9032" not in sealed
    assert sealed != Sealer([OLD]).seal("010594Y9032", "consultation/1042")


def test_in_another_place_it_stays_shut() -> None:
    sealed = Sealer([OLD]).seal("010594Y9032", "consultation/1042")
    with pytest.raises(CannotOpenError):
        Sealer([OLD]).open(sealed, "consultation/1043")


@given(st.integers(0, 200), st.integers(1, 255))
def test_a_single_changed_byte_is_noticed(place: int, change: int) -> None:
    # Of the raw bytes: base64 leaves a few bits of its last character unused, and changing those changes nothing.
    raw = bytearray(urlsafe_b64decode(Sealer([OLD]).seal("010594Y9032" * 8, "")))
    raw[place % len(raw)] ^= change
    sealed = urlsafe_b64encode(raw)
    with pytest.raises(CannotOpenError):
        Sealer([OLD]).open(sealed, "")


def test_a_new_key_comes_into_use_while_the_old_one_still_opens() -> None:
    sealed = Sealer([OLD]).seal("vanha", "x")
    both = Sealer([NEW, OLD])
    assert both.open(sealed, "x") == "vanha"
    with pytest.raises(CannotOpenError):
        Sealer([NEW]).open(sealed, "x")
    rotated = both.rotate(sealed)
    assert Sealer([NEW]).open(rotated, "x") == "vanha"
    assert Sealer([NEW]).open(both.seal("uusi", "x"), "x") == "uusi"


def test_what_no_key_opens_cannot_be_rotated() -> None:
    with pytest.raises(CannotOpenError):
        Sealer([NEW]).rotate(Sealer([OLD]).seal("x", "x"))


@given(codes(right=True), COUNTIES, COUNTIES)
def test_a_client_has_one_pseudonym_between_two_organisations_in_either_direction(
    code: Code, one: str, other: str
) -> None:
    hetu = parse(str(code), TODAY)
    pseudonymiser = Pseudonymiser(PEPPER)
    assert pseudonymiser.pseudonym(hetu, one, other) == pseudonymiser.pseudonym(hetu, other, one)


def test_pseudonyms_of_two_counties_cannot_be_joined() -> None:
    hetu, pseudonymiser = parse("010594Y9032", TODAY), Pseudonymiser(PEPPER)
    assert pseudonymiser.pseudonym(hetu, "KELA", "11") != pseudonymiser.pseudonym(hetu, "KELA", "10")


def test_two_people_who_differ_only_in_the_separator_have_two_pseudonyms() -> None:
    pseudonymiser = Pseudonymiser(PEPPER)
    both = [parse(code, TODAY) for code in ("010594Y9032", "010594-9032")]
    assert len({pseudonymiser.pseudonym(hetu, "KELA", "11") for hetu in both}) == 2


def test_another_pepper_gives_another_pseudonym() -> None:
    hetu = parse("010594Y9032", TODAY)
    assert Pseudonymiser(PEPPER).pseudonym(hetu, "KELA", "11") != Pseudonymiser(PEPPER[::-1]).pseudonym(
        hetu, "KELA", "11"
    )


def test_a_pseudonym_never_changes_between_versions() -> None:
    pseudonym = Pseudonymiser(PEPPER).pseudonym(parse("010594Y9032", TODAY), "KELA", "11")
    assert pseudonym == "p1_7fcf083c2ec826d8be2b0f7b26fc2596e16452750876e0e946a3060c66fc976f"


def test_keys_and_pepper_do_not_show() -> None:
    assert OLD not in repr(Sealer([OLD]))
    assert PEPPER not in repr(Pseudonymiser(PEPPER))
