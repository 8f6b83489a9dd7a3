"""What a button carries is read in whatever dress it comes, and never what it was not made for."""

from collections.abc import Mapping
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from microsoft_teams.cards import CardElement, TextInput
from pydantic import ValidationError

from bot.errors import Expected
from bot.turns.press_data import read_data
from cards.buttons.consultation_data import ClaimData, ReplyData
from cards.buttons.contact_data import ChangeData
from cards.kit.actions import button
from cards.kit.button_data import ButtonData, Chosen, Code, Flag, Named, Number, NumberOrNone, Ticked, Written
from cards.kit.frame import finished
from config.texts import texts
from tests.cards.button_classes import BUTTONS, FILES, borne, no_code_or_number
from tests.cards.check import faults


class SampleData(ButtonData):
    """One field of each kind."""

    number: Number = 0
    page: NumberOrNone = None
    flag: Flag = None
    code: Code = ""
    step: Literal["", "go"] = ""
    chosen: Chosen = ""
    ticked: Ticked = False
    asked: Ticked | None = None
    text: Written = ""
    fields: Annotated[Mapping[str, Chosen], Named("field_")] = {}


class LooseData(ButtonData):
    """A text that nobody says what it is."""

    number: Number = 0
    words: str = ""
    other: str | None = None


@pytest.mark.parametrize("value", [12, "12", 12.0, "12.0", "012"])
def test_a_whole_number_is_read_as_clients_send_it(value: object) -> None:
    assert SampleData.model_validate({"number": value, "page": value}) == SampleData(number=12, page=12)


@pytest.mark.parametrize("value", [True, None, 1.5, -1, " 12", "12 ", "²", "", "x", 10**30, 1e400, [], {}])
def test_anything_else_is_no_number(value: object) -> None:
    with pytest.raises(ValidationError):
        SampleData.model_validate({"number": value})
    assert SampleData.model_validate({"page": value}).page is None


@pytest.mark.parametrize(
    ("value", "read"), [(" a\x00b ", "ab"), (12, "12"), (12.0, "12"), (True, ""), (None, ""), ([], "")]
)
def test_what_is_filled_in_is_trimmed_and_without_nul(value: object, read: str) -> None:
    found = SampleData.model_validate({"text": value, "chosen": value, "field_due": value})
    assert (found.text, found.chosen, found.fields) == (read, read, {"due": read})


@pytest.mark.parametrize(
    ("value", "read"), [(True, True), ("true", True), ("false", False), (False, False), ("x", False)]
)
def test_a_ticked_box(value: object, read: bool) -> None:
    assert SampleData.model_validate({"ticked": value, "asked": value}) == SampleData(ticked=read, asked=read)


def test_a_box_that_is_not_asked_about_is_neither_ticked_nor_not() -> None:
    assert SampleData.model_validate({}).asked is None


@pytest.mark.parametrize("value", [1, "true", "x", None, []])
def test_a_flag_is_only_what_the_card_has_set(value: object) -> None:
    assert SampleData.model_validate({"flag": value}).flag is None


def test_a_button_bears_what_the_card_has_set_and_nothing_else() -> None:
    assert ClaimData(consultation=1001, version=2).carried() == {
        "verb": "consultation.claim",
        "consultation": 1001,
        "version": 2,
    }
    assert ReplyData(held="h", step="as_is", consultation=None, piece=False).carried() == {
        "verb": "consultation.reply",
        "held": "h",
        "step": "as_is",
    }


def test_unknown_keys_are_ignored_and_nothing_changes_what_was_read() -> None:
    found = ClaimData.model_validate({"verb": "x", "consultation": "1001", "colour": "red"})
    assert found == ClaimData(consultation=1001)
    with pytest.raises(ValidationError):
        found.consultation = 1002  # type: ignore[misc]


@pytest.mark.parametrize(
    ("data", "sent", "told"),
    [
        (ClaimData, {}, "Tämä lomake ei ole enää voimassa"),
        (ReplyData, {"step": "x"}, "Tämä lomake ei ole enää voimassa"),
        (ChangeData, {"change": 1, "step": "x"}, "/historia"),
        (ChangeData, {"change": "x", "step": "accept"}, "/historia"),
    ],
)
def test_what_cannot_be_read_gets_the_sentence_of_its_button(
    data: type[ButtonData], sent: Mapping[str, object], told: str
) -> None:
    with pytest.raises(Expected) as refused:
        read_data(data, sent)
    assert told in refused.value.sentence(texts("fi"))
    assert refused.value.__cause__ is None  # it would quote what was sent


KEYS = ["step", "consultation", "change", "contact", "text", "field_x", "links", "consent", "version"]
VALUES = st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.lists(st.none()) | st.just({"a": 1})


@given(sent=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_press_is_a_failure(sent: dict[str, object]) -> None:
    for data in (*BUTTONS.values(), *FILES.values()):
        try:
            read_data(data, sent)
        except Expected:
            continue


@pytest.mark.parametrize("data", [*BUTTONS.values(), *FILES.values()], ids=lambda one: one.__name__)
def test_no_button_bears_what_somebody_wrote_or_who_somebody_is(data: type[ButtonData]) -> None:
    assert no_code_or_number(data) == []


def test_the_check_above_finds_what_it_looks_for() -> None:
    assert no_code_or_number(LooseData) == ["words", "other"]
    assert borne(SampleData).keys() == {"number", "page", "flag", "code", "step", "chosen"}


def test_a_card_with_a_field_that_nobody_reads_or_a_text_on_a_button_is_found() -> None:
    t = texts("fi")
    fields: list[CardElement] = [TextInput(id="text", label="a"), TextInput(id="colour", label="b")]
    wrong = [button("A", ReplyData(held="Maija sanoi")), button("B", ReplyData(text="Hei"))]
    found = set(faults(finished(fields, wrong, "x", t), "fi"))
    assert found == {"A: held is no code", "B: data carries text", "nobody reads colour"}
