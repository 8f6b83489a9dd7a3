"""Choices for a card field that searches while one types: places and topics, the likeliest first."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from directory.reading.reader import Reader
from directory.reading.words import MOST_CHARACTERS, normalised, without_marks
from directory.reference import ALAND, KELA, Reference, Topic

_LIKE_ENOUGH = 70
_BY_FORM = 94.0


class Choice(NamedTuple):
    """One line to choose: what is shown, and what the field then holds."""

    title: str
    value: str
    """For a place `11` or `11/405` (area, municipality) or `KELA`; for a topic its slug."""


def places(reference: Reference, reader: Reader, query: str, language: str, limit: int) -> list[Choice]:
    """At most `limit` areas, municipalities and Kela whose name in any language is like the query.

    A bent, old or spoken form finds its place too (Lahdessa, Joutsenosta, Manse). Åland and its municipalities are
    left out: nothing can be sent there.
    """
    meant = (_value(place.area, place.municipality) for place in reader.places_beginning(query))
    return _best(_places(reference, language), query, limit, tuple(meant))


def topics(known: Iterable[Topic], reader: Reader, query: str, language: str, limit: int) -> list[Choice]:
    """At most `limit` topics whose name in any language, a synonym or a form of a word is like the query."""
    choices = ((Choice(topic.name(language), topic.slug), _topic_names(topic)) for topic in known)
    return _best(choices, query, limit, (reader.topic_of(query),))


def likeliest(titles: Iterable[str], query: str, limit: int) -> list[str]:
    """At most `limit` of the titles, those most like the query first; for no query the first ones."""
    choices = ((Choice(title, title), (title,)) for title in titles)
    return [one.title for one in _best(choices, query, limit, ())]


def place_of(value: str) -> tuple[str, str]:
    """The area and municipality codes that a chosen place's value holds."""
    area, _, municipality = value.partition("/")
    return area, municipality


def _value(area: str, municipality: str) -> str:
    return f"{area}/{municipality}" if municipality else area


def _places(reference: Reference, language: str) -> Iterator[tuple[Choice, tuple[str, ...]]]:
    yield Choice(reference.area_name(KELA, language), KELA), ("kela", "fpa")
    for area in reference.areas.values():
        if area.code != ALAND:
            names = (area.region.fi, area.region.sv, area.region.en, area.brand, *area.aliases)
            yield Choice(area.official.in_language(language), area.code), names
    for municipality in reference.municipalities.values():
        if municipality.area_code != ALAND:
            title = f"{municipality.name(language)} ({reference.area_name(municipality.area_code, language)})"
            value = _value(municipality.area_code, municipality.code)
            yield Choice(title, value), (municipality.name_fi, municipality.name_sv)


def _topic_names(topic: Topic) -> tuple[str, ...]:
    return (topic.names.fi, topic.names.sv, topic.names.en, *topic.synonyms)


def _best(
    choices: Iterable[tuple[Choice, tuple[str, ...]]], query: str, limit: int, meant: tuple[str, ...]
) -> list[Choice]:
    """The choices ranked; all of them for no query.

    A name begins so, a word of it begins so, a form of it does (the values `meant`), it holds it, it is like it.
    """
    wanted = without_marks(normalised(query[:MOST_CHARACTERS])).strip()
    if not wanted:
        return [choice for choice, _ in choices][: max(limit, 0)]
    by_form = {value: _BY_FORM - 0.01 * place for place, value in enumerate(meant)}
    ranked = [(max(_likeness(wanted, names), by_form.get(choice.value, 0.0)), choice) for choice, names in choices]
    kept = [(likeness, choice) for likeness, choice in ranked if likeness >= _LIKE_ENOUGH]
    kept.sort(key=lambda pair: (-pair[0], _plain(pair[1].title)))
    return [choice for _, choice in kept[: max(limit, 0)]]


def _likeness(wanted: str, names: Iterable[str]) -> float:
    return max((_one_likeness(wanted, _plain(name)) for name in names), default=0.0)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A known name as it is compared: the same few hundred come again with each letter typed."""
    return without_marks(normalised(name))


def _one_likeness(wanted: str, name: str) -> float:
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return 98.0
    if f" {wanted}" in name.replace("-", " "):
        return 95.0
    if wanted in name:
        return 90.0
    return 0.9 * fuzz.ratio(wanted, name[: len(wanted) + 2]) if len(wanted) > 3 else 0.0
