"""Names of organisations and areas inside a sentence, where Finnish wants a case that code cannot make."""

from functools import cache

from directory.reference import DATA, KELA, Reference, rows


@cache
def _cases() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows(DATA / "area_cases.csv")}


def from_where(reference: Reference, code: str, language: str) -> str:
    """Where something comes from: "Kelasta", "Etelä-Karjalasta"; the plain name in other languages."""
    known = _cases().get(code)
    return known["source_fi"] if known and language == "fi" else reference.area_name(code, language)


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
