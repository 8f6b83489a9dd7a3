"""One writing of a consultation's number, and all in which people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.kit.k_number import (
    addressed_number,
    begins_with_number,
    consultation_label,
    leading_number,
    leading_number_or_time,
    numbers_named,
)

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


@pytest.mark.parametrize("typed", ["", "kiitos", "24.12.", "12.30", "1042x", "K", "K-", "k 5 pv", "Kela 1042",
                                   "asia K-1042", "K-1234567890", "1234567890", "K-0"])  # fmt: skip
def test_what_begins_otherwise(typed: str) -> None:
    assert leading_number(typed) is None


@pytest.mark.parametrize(
    "typed", ["1001:2 lasta", "1001-2 huonetta", "1001.5.1994 syntynyt", "1001,50 euroa", "101 hei"]
)
def test_what_begins_with_a_number_is_for_no_other_question(typed: str) -> None:
    """Were it taken for a text alone, it would go to the only open question, which may be another county's."""
    found = leading_number(typed)
    assert found is not None
    assert found.number in {1001, 101}


@pytest.mark.parametrize("typed", ["2026-12-24", "2026/12/24", "2026.12", "120 min", "8.30", "830", "k 2", "K-0"])
def test_a_moment_is_no_number(typed: str) -> None:
    assert leading_number_or_time(typed) is None


@pytest.mark.parametrize("typed", TYPED)
def test_a_number_is_no_moment(typed: str) -> None:
    assert leading_number_or_time(typed) == (1042, "")
    assert begins_with_number(typed.strip())


@pytest.mark.parametrize("typed", ["K-1042hei", "K-10010000000", "1", "k 2"])
def test_an_everyday_word_before_a_number_is_a_command_even_with_a_slip(typed: str) -> None:
    assert begins_with_number(typed)
    assert not begins_with_number(f"ei {typed}")


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
