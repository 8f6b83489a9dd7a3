"""One writing of a consultation's number, and all in which people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.kit.consultation_label import addressed_number, consultation_label, leading_number, numbers_named

NUMBERS = st.integers(1001, 999_999_999)
TYPED = [
    "K-1042", "k-1042", "K1042", "k 1042", "K – 1042", "K- 1042", "1042", "  1042 ", "K-1042:", "k1042,", "1042.",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_number_alone(typed: str) -> None:
    assert leading_number(typed) == (1042, "")


@pytest.mark.parametrize("typed", [f"{one.rstrip()} kiitos, hoidan" for one in TYPED])
def test_a_number_before_words(typed: str) -> None:
    assert leading_number(typed) == (1042, "kiitos, hoidan")


@pytest.mark.parametrize(
    "typed",
    ["", "kiitos", "120 euroa", "120 min", "30 min", "24.12.", "2026-12-24", "2026.12", "1042-5", "12.30", "1042x",
     "K", "K-", "Kela 1042", "asia K-1042", "K-1234567890", "1234567890"],
)  # fmt: skip
def test_what_begins_otherwise(typed: str) -> None:
    assert leading_number(typed) is None


def test_with_its_letter_a_number_may_be_shorter() -> None:
    """Nobody has it, which is then said of the number that was typed."""
    assert leading_number("K-7 kiitos") == (7, "kiitos")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("K-1042 ok", (1042, "ok")),
        ("k1042: ok", (1042, "ok")),
        ("K-1042 - ok\nja muuta", (1042, "ok\nja muuta")),
        (" K 1042, 12.30 käy", (1042, "12.30 käy")),
        ("1042 ok", None),
        ("K-1042", None),
        ("K-1042:ok", None),
        ("Asiassa K-1042 ok", None),
        ("K-1042 ja K-1043 ovat samaa", None),
    ],
)
def test_a_line_that_says_which_question_it_is_for(line: str, said: tuple[int, str] | None) -> None:
    assert addressed_number(line) == said


def test_numbers_named_in_a_text() -> None:
    assert numbers_named("K-1042 ja k1043, ei 1044 eikä kk1045 tai k 12") == (1042, 1043)


@given(NUMBERS, st.text(max_size=40))
def test_what_is_shown_is_read_again(number: int, words: str) -> None:
    label = consultation_label(number)
    read = leading_number(f"{label} {words}")
    assert read is not None
    assert read.number == number
    assert words.endswith(read.rest)
    assert numbers_named(f"Asia {label}.") == (number,)
    assert leading_number(label.removeprefix("K-")) == (number, "")
