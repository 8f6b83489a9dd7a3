"""What the command line prints, what searching fields offer, and that the shipped facts hold together."""

import json
from pathlib import Path

import pytest

from directory import typeahead
from directory.reading.reader import Reader
from directory.reference import Reference
from directory.resolve import NoQueryColumnError, resolve_batch, resolve_json


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
    ],
)
def test_places_are_offered_by_any_name_and_near_spelling(reference: Reference, query: str, value: str) -> None:
    assert value in [choice.value for choice in typeahead.places(reference, query, "fi", 5)]


def test_aland_is_not_offered(reference: Reference) -> None:
    assert typeahead.places(reference, "Mariehamn", "sv", 5) == []


def test_choices_are_in_the_readers_language_and_no_more_than_asked(reference: Reference) -> None:
    assert typeahead.places(reference, "villman", "sv", 3)[0].title == "Villmanstrand (Södra Karelen)"
    assert len(typeahead.topics(reference.topics.values(), "", "fi", 7)) == 7
    assert typeahead.topics(reference.topics.values(), "häätö", "en", 3)[0].value == "vuokrarasti-haato"


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
