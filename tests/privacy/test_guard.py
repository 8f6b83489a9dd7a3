"""The guard on free text: no identity code gets through in any writing, ordinary sentences do, and it is quick."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import Expected
from bot.privacy.guarding import refuse_identity_codes, removed_words
from config.texts import LANGUAGES, Language, texts
from directory.guard.check_characters import check_character
from directory.guard.finding import Findings, Kind, check, holds_hetu
from tests.privacy.identity_codes import Code, codes, in_a_sentence, without_separator, written

WORDS = removed_words(texts("fi"))


def look(text: str) -> Findings:
    return check(text, WORDS)


@settings(max_examples=600)
@given(st.data())
def test_a_code_with_its_separator_is_found_in_every_writing_even_mistyped(data: st.DataObject) -> None:
    code = data.draw(codes())
    writing = data.draw(written(code))
    text = data.draw(in_a_sentence(writing))
    found = look(text)
    assert found.stops
    assert code.number + code.check not in found.cleaned
    assert not look(found.cleaned).stops


@settings(max_examples=400)
@given(st.data())
def test_a_right_code_is_found_without_its_separator(data: st.DataObject) -> None:
    assert holds_hetu(data.draw(in_a_sentence(data.draw(without_separator(data.draw(codes(right=True)))))))


@settings(max_examples=300)
@given(codes(right=False))
def test_a_mistyped_code_without_separator_is_found_unless_it_could_be_a_phone_number(code: Code) -> None:
    text = code.date + code.number + code.check
    could_be_phone = text.isdigit() and text.startswith(("04", "050", "020"))
    assert holds_hetu(f"Asiakas {text} hakee tukea") or could_be_phone
    assert Kind.HETU in look(text).kinds or Kind.PHONE in look(text).kinds


@pytest.mark.parametrize(
    "text",
    [
        "1.5.1994-9032", "01.05.94 - 9032", "01051994-9032", "01/05/94-9032", "010594--9032", "**010594**-9032",
        "010594_9032", "010594/9032", "hetu010594-9032", "010594-9032_hakemus.pdf", "0️⃣1️⃣0️⃣5️⃣9️⃣4️⃣-9032", "٠١٠٥٩٤-٩٠٣٢",
        "020516С903К", "131394-9032", "010594-903O",
    ],
)  # fmt: skip
def test_rarer_writings(text: str) -> None:
    assert holds_hetu(text)


@pytest.mark.parametrize(
    ("text", "kind", "cleaned"),
    [
        ("Soita 040 123 4567.", Kind.PHONE, "Soita [puhelinnumero poistettu]."),
        ("Soita 0401234567 tai", Kind.PHONE, "Soita [puhelinnumero poistettu] tai"),
        ("+358 40 123 4567", Kind.PHONE, "[puhelinnumero poistettu]"),
        ("puh. 05 123 4567", Kind.PHONE, "puh. [puhelinnumero poistettu]"),
        ("020 634 0200 vastaa", Kind.PHONE, "[puhelinnumero poistettu] vastaa"),
        ("tili FI21 1234 5600 0007 85 kiitos", Kind.IBAN, "tili [tilinumero poistettu] kiitos"),
        ("tili FI2112345600000786", Kind.IBAN, "tili [tilinumero poistettu]"),
        ("etu.suku@esimerkki.fi", Kind.EMAIL, "[sähköpostiosoite poistettu]"),
        ("etu.suku (at) esimerkki.fi", Kind.EMAIL, "[sähköpostiosoite poistettu]"),
        ("asuu Esimerkkikatu 5 A 12, Kotka", Kind.ADDRESS, "asuu [katuosoite poistettu], Kotka"),
        ("muutti Koivutie 12:een", Kind.ADDRESS, "muutti [katuosoite poistettu]:een"),
        ("bor på Exempelgatan 7", Kind.ADDRESS, "bor på [katuosoite poistettu]"),
    ],
)
def test_other_personal_data_is_reported_but_does_not_stop(text: str, kind: Kind, cleaned: str) -> None:
    found = look(text)
    assert found.kinds == {kind}
    assert found.cleaned == cleaned
    assert not found.stops


@pytest.mark.parametrize(
    "text",
    ["Asiakas 010594&#45;9032 hakee", "010594&minus;9032", "&#48;10594-9032", "010594&ndash;9032", "010594&nbsp;-9032"],
)
def test_a_code_written_with_entities_is_stopped_and_the_whole_text_with_it(text: str) -> None:
    found = look(text)
    assert found.stops
    assert "9032" not in found.cleaned


def test_an_ordinary_text_with_entities_is_not_stopped() -> None:
    assert not look("Vuokra &amp; vesi 1.5.2026 &ndash; 1450 euroa, K&#45;1042").found


def test_a_code_beside_a_phone_number_stops_and_both_are_taken_out() -> None:
    found = look("Asiakas 010594Y9032, puh. 0401234567")
    assert found.stops
    assert found.cleaned == "Asiakas [henkilötunnus poistettu], puh. [puhelinnumero poistettu]"


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_not_found_stays_as_it_was(text: str) -> None:
    found = look(text)
    if not found.found:
        assert found.cleaned == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_refusal_says_what_to_do_and_not_what_was_written(language: Language) -> None:
    with pytest.raises(Expected) as refusal:
        refuse_identity_codes("Asiakas 010594-9032 hakee")
    assert "9032" not in refusal.value.sentence(texts(language))
    assert "9032" not in str(refusal.value)


def test_a_code_split_over_two_fields_is_refused() -> None:
    with pytest.raises(Expected):
        refuse_identity_codes("Asiakas 010594-", "9032 on muuttanut")
    refuse_identity_codes("Asiakas on muuttanut", "Voiko tukea maksaa 15.5. alkaen?")


def test_what_is_found_does_not_show_in_a_text_form() -> None:
    assert "9032" not in repr(look("Asiakas 010594-9032"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: "1 " * 10_000, lambda: "1" * 20_000, lambda: " " * 20_000, lambda: "010594-903" * 2_000,
        lambda: "0 1 0 5 9 4 - 9 0 3 " * 1_000, lambda: "a@" * 10_000, lambda: "FI21 " * 4_000, lambda: "040 " * 5_000,
        lambda: "katu" * 5_000, lambda: "e" + "\u0301" * 19_999, lambda: "AB12 3C4D " * 2_000,
        lambda: "010594-9032 " * 1_666,
        lambda: "a.a-" * 5_000, lambda: "Ab" * 10_000,
    ],
)  # fmt: skip
def test_no_text_of_20_000_characters_takes_half_a_second(make: Callable[[], str]) -> None:
    text = make()

    def taken() -> float:
        started = time.process_time()
        look(text)
        return time.process_time() - started

    # A busy machine, or the collection of garbage in between, is not the text's doing.
    assert any(taken() < 0.5 for _ in range(4))


def is_code_from_behind(digits: str) -> bool:
    """Whether ten digits are a right code read backwards, or one whose end stands before its date: one in some 800."""
    mirrored = digits[::-1]
    halves = ((digits[4:], digits[:4]), (mirrored[:6], mirrored[6:]))
    return any(check_character(date + end[:3]) == end[3] for date, end in halves)


@given(st.sampled_from(["040", "0440", "050", "0400"]), st.integers(0, 999_999), st.sampled_from(["{} {}", "{}-{}"]))
@example("0440", 170, "{}-{}")
def test_a_mobile_number_with_its_prefix_apart_is_taken_for_a_code_only_when_it_is_one_from_behind(
    prefix: str, rest: int, form: str
) -> None:
    after = f"{rest:06}" + "7" * (4 - len(prefix))
    found = look("Soita " + form.format(prefix, after))
    assert found.kinds == {Kind.PHONE} or (is_code_from_behind(prefix + after) and found.kinds == {Kind.HETU})
