"""The promises about how often the reader is right, kept on sets of queries with known answers."""

from collections.abc import Iterable

import pytest

from bench.queries import WRITTEN, Query, development_set, made_set, written_set
from bench.reading import area_is_wrong, place_is_right, topic_is_right
from directory.reading.reader import Reader
from directory.reference import Reference

WELL_WRITTEN = {"clean", "alias", "inflected", "swedish", "english", "place_only"}
HURRIED = {"typo", "spoken", "sentence", "private", "common_word", "negated", "abbreviation", "clipped"}
URGENT = {"urgent"}
OPEN = {"ambiguous", "two_places", "two_topics"}
NOWHERE = {"nonsense", "names", "foreign", "topic_only"}


@pytest.fixture(scope="module")
def queries(reference: Reference) -> list[Query]:
    return [
        *development_set(),
        *(query for name in WRITTEN for query in written_set(name)),
        *made_set(reference, seed=11, each=120),
    ]


def of_kinds(queries: Iterable[Query], kinds: set[str]) -> list[Query]:
    return [query for query in queries if query.kind in kinds]


def missed_places(reader: Reader, queries: list[Query]) -> list[str]:
    return [query.text for query in queries if not place_is_right(query, reader.read(query.text))]


def missed_topics(reader: Reader, queries: list[Query]) -> list[str]:
    return [query.text for query in queries if not topic_is_right(query, reader.read(query.text))]


def test_the_sets_are_large_enough_to_tell(queries: list[Query]) -> None:
    assert len(of_kinds(queries, WELL_WRITTEN)) > 400
    assert len(of_kinds(queries, HURRIED)) > 200


@pytest.mark.parametrize(
    ("kinds", "place", "topic"),
    [(WELL_WRITTEN, 0.99, 0.97), (HURRIED, 0.95, 0.90), (URGENT, 0.95, 0.95), (OPEN, 0.95, 0.0), (NOWHERE, 0.97, 0.0)],
)
def test_places_and_topics_are_read_right(
    reader: Reader, queries: list[Query], kinds: set[str], place: float, topic: float
) -> None:
    chosen = of_kinds(queries, kinds)
    places, topics = missed_places(reader, chosen), missed_topics(reader, chosen)
    assert 1 - len(places) / len(chosen) >= place, places
    assert 1 - len(topics) / len(chosen) >= topic, topics


def test_a_wrong_area_is_hardly_ever_given_as_certain(reader: Reader, queries: list[Query]) -> None:
    wrong = [query.text for query in queries if area_is_wrong(query, reader.read(query.text))]
    assert len(wrong) / len(queries) <= 0.005, wrong


def test_hardly_any_question_is_needless(reader: Reader, queries: list[Query]) -> None:
    """A search that says one place and one topic is not asked about."""
    clear = [query for query in queries if query.status == "ok"]
    asked = [query.text for query in clear if reader.read(query.text).status == "ambiguous"]
    assert len(asked) / len(clear) <= 0.04, asked
