"""What holds for any text at all: no error, no delay, and no change of meaning by spaces, capitals or Unicode form."""

import time
import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.queries import development_set
from directory.reading.reader import Reader

CLEAN = [query.text for query in development_set() if query.kind in {"clean", "alias", "inflected", "swedish"}]
Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
CHANGES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, str.swapcase)
LONGEST = 2_000
SLOWEST_SECONDS = 0.020
quietly = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def quickest_reading(reader: Reader, text: str) -> float:
    """How long it takes where nothing disturbs it: a busy machine makes some tries slow, a slow text makes all slow."""
    taken: list[float] = []
    while len(taken) < 25 and min(taken, default=1.0) > SLOWEST_SECONDS:
        started = time.process_time()
        reader.read(text)
        taken.append(time.process_time() - started)
    return min(taken)


@quietly
@given(text=st.text(max_size=LONGEST))
def test_any_text_has_a_reading(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.status == "ok") <= bool(reading.area)
    assert 0 <= reading.confidence <= 1


@quietly
@given(text=st.text(st.sampled_from("aäeoiöklnsrtvpmhdj -0123456789.:§%"), min_size=1, max_size=300))
def test_the_same_text_has_the_same_reading(reader: Reader, text: str) -> None:
    assert reader.read(text) == reader.read(text)


@quietly
@given(text=st.one_of(st.sampled_from(CLEAN), st.text(max_size=120)), form=st.sampled_from(FORMS))
def test_the_unicode_form_makes_no_difference(reader: Reader, text: str, form: Form) -> None:
    assert reader.read(unicodedata.normalize(form, text)) == reader.read(unicodedata.normalize("NFC", text))


@quietly
@given(text=st.sampled_from(CLEAN), spaces=st.integers(1, 9), change=st.sampled_from(CHANGES))
def test_spaces_and_capitals_make_no_difference(
    reader: Reader, text: str, spaces: int, change: Callable[[str], str]
) -> None:
    spaced = " " * spaces + (" " * spaces).join(text.split(" ")) + "\n"
    assert reader.read(change(spaced)) == reader.read(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "a",
        "ä ",
        "lappeenrana ",
        "kuntayhteistyösopimusneuvottelu ",
        "0",
        "1 ",
        "010101",
        "0 1-",
        "aa-",
        "katu 1 ",
        "an ",
        "a.a.",
        "(0",
        "a@",
        "vuokra häätö kotka ",
        "Kotka Lahti Turku Oulu ",
        "etelä-karjla ",
        "s:t ",
        "\u0301",
        "§%,&+/",
        "xq zv jw ",
        "fi12 ",
        "nenänen ",
        "ssa",
        "muuttaa ",
    ],
)
def test_no_text_of_two_thousand_characters_is_slow(reader: Reader, pattern: str) -> None:
    assert quickest_reading(reader, (pattern * LONGEST)[:LONGEST]) <= SLOWEST_SECONDS


KNOWN = sorted({word for query in development_set() for word in query.text.split()})
ANYTHING = st.one_of(
    st.text(min_size=LONGEST, max_size=LONGEST),
    st.lists(st.sampled_from(KNOWN), min_size=40, max_size=300).map(" ".join),
    st.lists(st.sampled_from(KNOWN), min_size=40, max_size=300).map(
        lambda words: " ".join(w[1:] + w[:1] for w in words)
    ),
    st.lists(st.sampled_from(KNOWN), min_size=40, max_size=300).map("".join),
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(text=ANYTHING)
def test_no_random_text_is_slow(reader: Reader, text: str) -> None:
    assert quickest_reading(reader, text[:LONGEST]) <= SLOWEST_SECONDS
