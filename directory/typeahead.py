"""Choices for the fields in which a place or a topic is typed: names that begin with, or hold, what was typed so far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from directory.reference import ALAND, KELA, Reference


@dataclass(frozen=True, slots=True)
class Found:
    """One choice. Values: `a11` an area, `m405` a municipality, `aKELA` Kela; for topics the slug."""

    title: str
    value: str


Find = Callable[[Reference, str, str, int], tuple[Found, ...]]
"""(reference, typed, language, at most) -> choices, best first."""


def places(reference: Reference, typed: str, language: str, limit: int) -> tuple[Found, ...]:
    """Municipalities, areas and Kela by any of their names."""
    choices: list[tuple[Found, tuple[str, ...]]] = [(Found(reference.area_name(KELA, language), f"a{KELA}"), ("kela", "fpa"))]
    for area in reference.areas.values():
        names = (*area.aliases, area.region.fi, area.region.sv, area.region.en, area.brand)
        choices.append((Found(area.region.in_language(language), f"a{area.code}"), names))
    for one in reference.municipalities.values():
        where = reference.area_name(one.area_code, language)
        title = one.name(language) if one.area_code == ALAND else f"{one.name(language)} ({where})"
        choices.append((Found(title, f"m{one.code}"), (one.name_fi, one.name_sv, *one.other_sv)))
    return _best(choices, typed, limit)


def topics(reference: Reference, typed: str, language: str, limit: int) -> tuple[Found, ...]:
    """Topics by name or synonym."""
    choices = [
        (Found(one.name(language), one.slug), (one.names.fi, one.names.sv, one.names.en, *one.synonyms))
        for one in reference.topics.values()
    ]
    return _best(choices, typed, limit)


def _best(choices: Iterable[tuple[Found, tuple[str, ...]]], typed: str, limit: int) -> tuple[Found, ...]:
    wanted = typed.strip().casefold()
    ranked = []
    for found, names in choices:
        folded = [name.casefold() for name in names]
        if any(name.startswith(wanted) for name in folded):
            ranked.append((0, found.title, found))
        elif any(wanted in name for name in folded):
            ranked.append((1, found.title, found))
    return tuple(found for _, _, found in sorted(ranked, key=lambda one: one[:2])[:limit])
