"""Which words may be added: none that would make the reader misread, and none that tell of anybody."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.reading.new_words import fault_of, normal_form, slug_of
from directory.reading.reader import Reader
from directory.reading.vocabulary import AddedTopic, AddedWord, shipped_vocabulary, with_added
from directory.reference import Names, Reference


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("ab", "too_short"),
        ("x" * 61, "too_long"),
        ("yksi kaksi kolme neljä viisi kuusi seitsemän", "too_long"),
        ("010594Y9032", "personal_data"),
        ("soita 040 123 4567", "personal_data"),
        ("Keskuskatu 5 A 3", "personal_data"),
        ("nimi@esimerkki.fi", "personal_data"),
        ("lasku 20261", "personal_data"),
        ("Lappeenrannassa", "place"),
        ("Kotkan vuokra-asunto", "place"),
        ("Kela", "place"),
        ("Virtanen", "person"),
        ("Matille", "person"),
        ("Matti Meikäläinen", "person"),
        ("häädöstä", "other_topic"),
        ("vuokraa", "known"),
        ("muuten", "everyday"),
        ("hyvä päivä", "everyday"),
        ("silta", "everyday"),
    ],
)
def test_what_may_not_be_added(reader: Reader, phrase: str, problem: str) -> None:
    fault = fault_of(reader, "asumismenot", phrase)
    assert fault is not None
    assert fault.problem == problem


@pytest.mark.parametrize("phrase", ["koirankoppi", "Auton-korjaus", "kuolinpesä", "lasten synttärit", "gravsten"])
def test_what_may_be_added(reader: Reader, phrase: str) -> None:
    assert fault_of(reader, "asumismenot", phrase) is None


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(phrase=st.text(max_size=70))
def test_any_phrase_is_judged_and_what_passes_is_read(reader: Reader, phrase: str) -> None:
    if fault_of(reader, "asumismenot", phrase) is None:
        taught = reader.with_words((), [("asumismenot", normal_form(phrase))])
        assert taught.read(f"Kotka {phrase}").topic == "asumismenot"


def test_a_phrase_is_kept_in_one_form() -> None:
    assert normal_form("  Koiran-KOPPI\u00ad  a\u0308iti ") == "koiran koppi äiti"
    assert slug_of("Hautausavustus ja hautauskulut (kuolinpesä)") == "hautausavustus-ja-hautauskulut-kuolinpes"


def test_added_words_leave_the_shipped_reader_as_it_was(reference: Reference) -> None:
    shipped = shipped_vocabulary(reference)
    topic = AddedTopic("hautaus", Names("Hautausavustus", "Begravningsbidrag", "Funeral grant"), True, "11")
    words = [AddedWord("koirankoppi", "asumismenot", "11"), AddedWord("kuolinpesä", "hautaus", "11")]
    taught = with_added(shipped, words, [topic], 3)
    assert taught.version == 3
    assert taught.reference.topics["hautaus"].urgent
    for text, slug in (
        ("Kotka koirankopeista", "asumismenot"),
        ("koirnkoppi Kotka", "asumismenot"),
        ("Kotka kuolinpesän", "hautaus"),
        ("begravningsbidrag i Borgå", "hautaus"),
        ("Kotka vuokrarästit", "vuokrarasti-haato"),
    ):
        assert taught.reader.read(text).topic == slug, text
    assert "hautaus" not in shipped.reference.topics
    assert shipped.reader.read("Kotka koirankoppi").topic == ""
    assert with_added(shipped, (), (), 4).reader is shipped.reader
