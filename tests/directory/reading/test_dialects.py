"""Dialect is read by its sounds; words of the written language are left as they are."""

import pytest

from directory.reading.dialects import as_written
from directory.reading.reader import Reader


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("kuopijossa", "kuopiossa"),
        ("kauvan", "kauan"),
        ("kolome", "kolme"),
        ("meijän", "meidän"),
        ("laena", "laina"),
        ("rahhaa", "rahaa"),
        ("ruokoo", "ruokaa"),
        ("leipee", "leipää"),
        ("vuasa", "vaasa"),
        ("ruaka", "ruoka"),
        ("hiätö", "häätö"),
        ("tiätää", "tietää"),
        ("tyättömyys", "työttömyys"),
        ("iisalamessa", "iisalmessa"),
    ],
)
def test_what_is_said_may_be_written_so(said: str, written: str) -> None:
    assert written in as_written(said)


@pytest.mark.parametrize("word", ["vuokra", "lausunto", "kotka", "tietoja", "maksaja", "kerros"])
def test_what_has_no_sound_of_a_dialect_is_left(word: str) -> None:
    assert as_written(word) == ()


@pytest.mark.parametrize(
    ("text", "municipality", "topic"),
    [
        ("hiätö Kuopijossa", "297", "vuokrarasti-haato"),
        ("Vuasassa elläke", "905", "ensisijaiset-etuudet"),
        ("Kuapiosa leäkkeet", "297", "laakkeet-maksusitoumus"),
        ("Iisalamessa velekaa", "140", "raha-asiat-velat"),
        ("Jämsäsä ruaka loppu", "182", "akuutti-ruoka"),
        ("Mikkelissä silimälasit", "491", "laakkeet-maksusitoumus"),
    ],
)
def test_places_and_topics_are_read_in_dialect(reader: Reader, text: str, municipality: str, topic: str) -> None:
    read = reader.read(text)
    assert (read.status, read.municipality, read.topic) == ("ok", municipality, topic)
    assert read.guessed


def test_a_word_known_as_it_stands_is_no_dialect(reader: Reader) -> None:
    """`lupa` is a word of a topic, `Kolari` a municipality: neither is anything else said broadly."""
    assert not reader.read("Kolari oleskelulupa").guessed
