"""Names of organisations and areas inside a sentence, where Finnish wants a case that code cannot make."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from config.texts import LANGUAGES
from directory.reference import DATA, KELA, Reference, rows


@cache
def _cases() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows(DATA / "area_cases.csv")}


def where(reference: Reference, code: str, language: str) -> str:
    """Where something is: "Kelassa", "Etelä-Karjalassa"; the plain name in other languages."""
    known = _cases().get(code)
    return known["locative_fi"] if known and language == "fi" else reference.area_name(code, language)


def organisation_name(reference: Reference, code: str, language: str) -> str:
    """The official name of an organisation: Kela, or a county's."""
    area = reference.areas.get(code)
    return area.official.in_language(language) if area and code != KELA else reference.area_name(code, language)


def place_name(reference: Reference, area: str, municipality: str, language: str) -> str:
    """The municipality if one was named, otherwise the area."""
    known = reference.municipalities.get(municipality)
    return known.name(language) if known else reference.area_name(area, language)


class Place(NamedTuple):
    """What a place's title stands for: codes."""

    area: str
    municipality: str = ""


def place_title(reference: Reference, place: Place, language: str) -> str:
    """A municipality with its area in brackets, or an area; empty for no place. `place_named` reads it back."""
    area = reference.area_name(place.area, language) if place.area else ""
    one = reference.municipalities.get(place.municipality)
    return f"{one.name(language)} ({area})" if one else area


def place_named(reference: Reference, title: str) -> Place | None:
    """The place a title stands for, in any language.

    Choices of card fields go by their titles: some clients send the title of what was found by searching, and show the
    value of what is preset.
    """
    return next((place for place in _all_places(reference) if title in _titles(reference, place)), None)


def topic_named(reference: Reference, title: str) -> str:
    """The slug of a topic given by its name in any language or by its slug; empty for anything else."""
    named = (one.slug for one in reference.topics.values() if title in {one.slug, *map(one.name, LANGUAGES)})
    return next(named, "")


def _all_places(reference: Reference) -> Iterator[Place]:
    yield Place(KELA)
    yield from (Place(code) for code in reference.areas)
    yield from (Place(one.area_code, one.code) for one in reference.municipalities.values())


def _titles(reference: Reference, place: Place) -> set[str]:
    titles = {place_title(reference, place, language) for language in LANGUAGES}
    if not place.municipality:
        titles |= {organisation_name(reference, place.area, language) for language in LANGUAGES}
    return titles
