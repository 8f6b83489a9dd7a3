"""What the command line prints, what searching fields offer, and that the shipped facts hold together."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.readings import NoQueryColumnError, resolve_batch, resolve_json
from directory.reading import typeahead
from directory.reading.reader import Reader
from directory.reference import Reference


def test_resolve_prints_one_json_object_without_what_was_cut(reader: Reader) -> None:
    found = json.loads(json.dumps(resolve_json(reader, "Eksote 010594Y9032 asumismenot")))
    assert (found["status"], found["area"], found["municipality"], found["topic"]) == ("ok", "11", "", "asumismenot")
    assert found["removed"] == ["hetu"]
    assert "9032" not in json.dumps(found)


def test_resolve_reads_a_file_row_by_row(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "queries.csv"
    file.write_text('id,query\n1,"Kotka, häätö"\n2,asdf\n3,\n', encoding="utf-8")
    found = list(resolve_batch(reader, file))
    assert [row.query for row in found] == ["Kotka, häätö", "asdf", ""]
    assert tuple(found[0])[1:] == ("ok", "10", "285", "vuokrarasti-haato")
    assert tuple(found[1])[1:] == ("unknown", "", "", "")


def test_resolve_gives_a_row_back_without_the_personal_data_in_it(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("query\nKotka 010594 - 903A häätö soita 040 123 4567\n", encoding="utf-8")
    [row] = resolve_batch(reader, file)
    assert row.query == "Kotka […] häätö soita […]"
    assert tuple(row)[1:] == ("ok", "10", "285", "vuokrarasti-haato")


def test_resolve_needs_a_query_column(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("text\nKotka\n", encoding="utf-8")
    with pytest.raises(NoQueryColumnError):
        list(resolve_batch(reader, file))


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("lappee", "11/405"),
        ("eksote", "11"),
        ("Åbo", "05/853"),
        ("abo", "05/853"),
        ("fpa", "KELA"),
        ("jyväsklyä", "15/179"),
        ("lahde", "09/398"),
        ("lahti", "09/398"),
        ("lahdes", "09/398"),
        ("lahdessa", "09/398"),
        ("Lahden seu", "09"),
        ("helsingis", "90/091"),
        ("Villmanstr", "11/405"),
        ("Joutsenosta", "11/405"),
        ("kouvolalai", "10/286"),
        ("mansess", "08/837"),
        ("i Borgå", "01/638"),
        ("etelä-karjalas", "11"),
        ("hervan", "08/837"),
        ("tammela", "07/834"),
    ],
)
def test_places_are_offered_by_any_name_and_near_spelling(
    reference: Reference, reader: Reader, query: str, value: str
) -> None:
    assert value in [choice.value for choice in typeahead.places(reference, reader, query, "fi", 5)]


def test_aland_is_not_offered(reference: Reference, reader: Reader) -> None:
    assert typeahead.places(reference, reader, "Mariehamn", "sv", 5) == []


def test_choices_are_in_the_readers_language_and_no_more_than_asked(reference: Reference, reader: Reader) -> None:
    assert typeahead.places(reference, reader, "villman", "sv", 3)[0].title == "Villmanstrand (Södra Karelen)"
    assert len(typeahead.topics(reference.topics.values(), reader, "", "fi", 7)) == 7
    assert typeahead.topics(reference.topics.values(), reader, "häätö", "en", 3)[0].value == "vuokrarasti-haato"


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("häädös", "vuokrarasti-haato"),
        ("päihteistä", "paihteet"),
        ("elräkning", "sahkolasku"),
        ("alle 25v", "nuori-alle-25"),
    ],
)
def test_topics_are_offered_by_their_forms(reference: Reference, reader: Reader, query: str, slug: str) -> None:
    assert slug in [one.value for one in typeahead.topics(reference.topics.values(), reader, query, "fi", 5)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_anything_typed_has_choices_in_bounds(reference: Reference, reader: Reader, query: str) -> None:
    assert len(typeahead.places(reference, reader, query, "fi", 15)) <= 15
    assert len(typeahead.topics(reference.topics.values(), reader, query, "sv", 15)) <= 15


def test_typing_is_not_kept_waiting(reference: Reference, reader: Reader) -> None:
    """Each letter typed is a question of its own; the first one prepares what the others use."""
    typeahead.places(reference, reader, "lap", "fi", 15)
    taken = []
    for query in ("lap", "lappeenrannas", "etelä", "xyzåäö", "helsingissä asuva"):
        started = time.process_time()
        typeahead.places(reference, reader, query, "fi", 15)
        taken.append(time.process_time() - started)
    assert min(taken) <= 0.02


def test_a_chosen_place_says_its_codes() -> None:
    assert typeahead.place_of("11/405") == ("11", "405")
    assert typeahead.place_of("KELA") == ("KELA", "")


def test_the_shipped_facts_hold_together(reference: Reference) -> None:
    assert len(reference.municipalities) == 308
    assert len(reference.areas) == 23
    assert {one.area_code for one in reference.municipalities.values()} == set(reference.areas)
    assert len(reference.municipalities_of("11")) == 9
    assert [slug for slug, topic in reference.topics.items() if topic.urgent] == ["akuutti-ruoka", "kiirehtiminen"]


def test_every_municipality_and_area_is_read_by_its_own_name(reader: Reader, reference: Reference) -> None:
    open_names = {"Tammela", "Koski Tl", "Pyhäjärvi"}
    for one in reference.municipalities.values():
        for name in {one.name_fi, one.name_sv, *one.other_sv} - open_names:
            reading = reader.read(name)
            assert (reading.status, reading.municipality) == ("ok", one.code), name
    for area in reference.areas.values():
        for name in (area.official.fi, area.official.sv, area.official.en):
            assert (reader.read(name).status, reader.read(name).area) == ("ok", area.code), name
