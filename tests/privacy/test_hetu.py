"""Identity codes as typed in the client field: what is accepted, what is refused and why, and that none ever shows."""

import contextlib
import datetime as dt
import logging
import pickle
import traceback

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fi import hetu as stdnum_hetu

from bot.errors import Expected
from bot.privacy.hetu import CENTURIES, Hetu, HetuFault, InvalidHetuError, parse
from config.texts import LANGUAGES, texts
from directory.guard.check_characters import check_character
from tests.privacy.identity_codes import BLANKS, FULL_WIDTH, INVISIBLE, Code, codes

TODAY = dt.date(2026, 11, 22)


@given(codes(right=True))
def test_every_right_code_is_accepted_as_it_stands(code: Code) -> None:
    assert parse(str(code), TODAY).in_clear() == str(code)
    assert stdnum_hetu.is_valid(str(code), allow_temporary=True)


@given(codes(right=True), st.text(BLANKS + INVISIBLE, max_size=3), st.integers(0, 11))
def test_the_way_of_typing_does_not_matter(code: Code, blanks: str, place: int) -> None:
    typed = str(code)[:place] + blanks + str(code)[place:]
    for writing in (typed, typed.lower(), typed.translate(FULL_WIDTH), typed.replace("-", "–"), f"  {typed}\n"):
        assert parse(writing, TODAY) == parse(str(code), TODAY)


@given(codes(right=True))
def test_the_separator_is_part_of_who_it_is(code: Code) -> None:
    siblings = {
        code.date + mark + code.number + code.check for mark, first_year in CENTURIES.items() if first_year == 1900
    }
    people = {parse(sibling, TODAY) for sibling in siblings}
    assert len(people) == 6


@given(codes(right=False))
def test_a_wrong_check_character_is_named_as_the_fault(code: Code) -> None:
    with pytest.raises(InvalidHetuError) as refusal:
        parse(str(code), TODAY)
    assert refusal.value.fault is HetuFault.CHECK


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", HetuFault.FORM),
        ("0105949032", HetuFault.FORM),
        ("010594-903", HetuFault.FORM),
        ("010594-90321", HetuFault.FORM),
        ("010594G9032", HetuFault.FORM),
        ("010594-903O", HetuFault.FORM),
        ("010594-0012", HetuFault.FORM),
        ("Asiakas 010594-9032", HetuFault.FORM),
        ("310294-900" + check_character("310294900"), HetuFault.DATE),
        ("290201A900" + check_character("290201900"), HetuFault.DATE),
        ("010130B9" + "00" + check_character("010130900"), HetuFault.DATE),
        ("231126A900" + check_character("231126900"), HetuFault.DATE),
    ],
)
def test_what_is_refused_and_why(text: str, fault: HetuFault) -> None:
    with pytest.raises(InvalidHetuError) as refusal:
        parse(text, TODAY)
    assert refusal.value.fault is fault


def test_somebody_born_today_has_a_code() -> None:
    code = "221126A900" + check_character("221126900")
    assert parse(code, TODAY).in_clear() == code


@given(st.text(max_size=20))
def test_any_text_is_either_a_code_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidHetuError):
        assert len(parse(text, TODAY).in_clear()) == 11


@pytest.mark.parametrize("fault", list(HetuFault))
def test_each_fault_has_its_sentence_in_each_language(fault: HetuFault) -> None:
    sentences = {InvalidHetuError(fault).sentence(texts(language)) for language in LANGUAGES}
    assert len(sentences) == len(LANGUAGES)


def test_a_code_shows_in_no_text_form() -> None:
    hetu = parse("010594Y9032", TODAY)
    shown = [
        repr(hetu),
        str(hetu),
        f"{hetu}",
        f"{[hetu]}",
        str({"client": hetu}),
        orjson.dumps({"client": hetu}).decode(),
    ]
    record = logging.LogRecord("x", logging.INFO, "x", 1, "client %s", (hetu,), None)
    assert not [text for text in [*shown, record.getMessage()] if "9032" in text]


def test_a_refusal_carries_nothing_of_what_was_typed() -> None:
    typed = "010594-9033"
    with pytest.raises(InvalidHetuError) as refusal:
        parse(typed, TODAY)
    error: BaseException = refusal.value
    assert isinstance(error, Expected)
    assert "9033" not in "".join(traceback.format_exception_only(error)) + str(vars(error))
    assert error.__suppress_context__


def test_equal_codes_are_equal_and_can_be_keys() -> None:
    assert {parse("010594Y9032", TODAY): 1}[parse(" 010594y9032 ", TODAY)] == 1
    assert pickle.loads(pickle.dumps(parse("010594Y9032", TODAY))) == Hetu("010594Y9032")  # noqa: S301 - our own bytes
