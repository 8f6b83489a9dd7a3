"""Every written form of every place: built once from the shipped names, their table of forms and the rules."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from directory.reading import finnish
from directory.reading.words import normalised
from directory.reference import HELSINKI, KELA, Area, Municipality, Reference, parts, rows

Case = Literal["name", "genitive", "inside", "outside", "other", "resident"]
Bends = Literal["noun", "resident", "county", "acronym", "swedish"]
Kind = Literal["ambiguous", "kela", "municipality", "area", "former", "district", "village"]
RANK: Mapping[Kind, int] = {
    "ambiguous": 0,
    "kela": 1,
    "municipality": 1,
    "area": 1,
    "former": 2,
    "district": 3,
    "village": 4,
}
"""When one form belongs to several, those of the lowest rank are meant."""


class Place(NamedTuple):
    """A place as its codes; the municipality is empty when the whole area is meant."""

    area: str
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one place (or of several, when it is ambiguous)."""

    name: str
    kind: Kind
    places: tuple[Place, ...]
    former_name: str = ""
    may_be_misspelt: bool = True
    """Whether a word near this name in spelling may be taken for it."""
    seldom_used: bool = False
    """A Swedish name of a place whose people speak Finnish: of two near names the other one is meant."""


class Form(NamedTuple):
    """A written form of an entry's name, or a stem of it that takes endings; squashed."""

    text: str
    case: Case
    entry: Entry
    bends: Bends | None = None
    """Set for a stem: which endings it takes; the ending then tells the case."""


_ACRONYM_ENDINGS: Mapping[str, Case] = {
    **dict.fromkeys(("n", "in"), "genitive"),
    **dict.fromkeys(("ssa", "sta", "iin", "hin", "seen", "issa", "ista"), "inside"),
    **dict.fromkeys(("lla", "lta", "lle", "illa", "ilta", "ille", "ella", "elta", "elle"), "outside"),
}
_COUNTY_ENDINGS: Mapping[str, Case] = {
    **dict.fromkeys(("", "e"), "name"),
    **dict.fromkeys(("n", "en"), "genitive"),
    **dict.fromkeys(("een", "ssa", "sta", "essa", "esta"), "inside"),
    **dict.fromkeys(("lla", "lta", "lle", "ella", "elta", "elle"), "outside"),
    "etta": "other",
}
_NOUN_ENDINGS: Mapping[str, Case] = {
    "n": "genitive",
    **dict.fromkeys(("ssa", "sta", "s", "st"), "inside"),
    **dict.fromkeys(("lla", "lta", "lle", "l", "lt"), "outside"),
    "ksi": "other",
}
ENDINGS: Mapping[Bends, Mapping[str, Case]] = {
    "noun": _NOUN_ENDINGS,
    "resident": dict.fromkeys((*(ending.replace("A", "a") for ending in finnish.RESIDENT), "", "s", "se"), "resident"),
    "county": _COUNTY_ENDINGS,
    "acronym": _ACRONYM_ENDINGS,
    "swedish": {"": "name", "s": "genitive", **dict.fromkeys(("bo", "bon", "bor", "are"), "resident")},
}
"""What may follow a stem that bends so, without marks, and the case that makes."""
LONGEST_ENDING = 5

_COUNTY_WORDS = ("hyvinvointialue", "hva", "hvalue", "sotealue")
_RESIDENTS_OF = {
    "suomi": "suomalai",
    "karjala": "karjalai",
    "häme": "hämäläi",
    "pohjanmaa": "pohjalai",
    "uusimaa": "uusmaalai",
}
"""How those who live in a region are called when its name changes for that: keskisuomalai-nen, pohjalai-nen."""
_KELA_NAMES = ("kela", "fpa", "kansaneläkelaitos", "folkpensionsanstalten", "kela/fpa")
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORDS_TOO = frozenset(("stadi", "sata.fi", "sata", "kst", "hel.fi", "suupohja"))
"""Aliases so near to common words that a slip of theirs is not to be guessed."""
_WHOLE_AREA = ("sotepe", "pelastustoimiala")


def squashed(name: str) -> str:
    """The name in lower case without spaces, hyphens and punctuation: how forms are kept."""
    plain = normalised(name)
    return plain if plain.isalnum() else _NOT_LETTERS.sub("", plain)


def place_forms(reference: Reference, directory: Path) -> Iterator[Form]:
    """All forms of all places of the shipped data; some texts stand for several entries."""
    yield from _ambiguous_forms(directory)
    yield from _municipality_forms(reference, directory)
    yield from _area_forms(reference, directory)
    yield from _former_forms(reference, directory)
    yield from _other_names(reference, directory)
    for name in _KELA_NAMES:
        yield from name_forms(squashed(name), Entry(name, "kela", (Place(KELA),), may_be_misspelt=len(name) > 3))


def name_forms(name: str, entry: Entry) -> Iterator[Form]:
    """The forms of a Finnish name by rule; a name in -nen gets those of the singular and of the plural."""
    stem = finnish.stems(name)
    yield Form(name, "name", entry)
    yield from stem_forms(stem.weak, stem.strong, entry)
    yield Form(finnish.partitive(stem, name), "other", entry)
    if name.endswith("nen"):
        yield Form(name[:-3] + "sten", "genitive", entry)
        yield from stem_forms(name[:-3] + "si", name[:-3] + "si", entry)


def stem_forms(weak: str, strong: str, entry: Entry) -> Iterator[Form]:
    """What follows from the two vowel stems, written and spoken."""
    yield Form(weak, "other", entry, "noun")
    yield Form(finnish.into(strong), "inside", entry)
    if RANK[entry.kind] <= 1 and len(strong) > 3:
        yield Form(strong + "n" + finnish.harmony(strong), "other", entry)
    if "hd" in weak:
        yield Form(weak.replace("hd", "h"), "other", entry, "noun")


def acronym_forms(name: str, entry: Entry) -> Iterator[Form]:
    """An abbreviation and the endings people hang on it: hki, hkissa, tkussa, kymenhvan."""
    yield Form(name, "name", entry)
    yield Form(name, "name", entry, "acronym")


def resident_forms(region: str, entry: Entry) -> Iterator[Form]:
    """Those who live in a region: kainuulainen, pohjoiskarjalainen. A bare Pohjalainen or Karjalainen is a surname."""
    changed = next((head for head in _RESIDENTS_OF if region.endswith(head)), "")
    if region == changed:
        return
    stem = region.removesuffix(changed) + _RESIDENTS_OF.get(changed, "lai")
    yield Form(stem, "resident", entry, "resident")


def swedish_forms(name: str, entry: Entry) -> Iterator[Form]:
    """A Swedish or English name, its genitive, and the words for those who live there."""
    yield Form(name, "name", entry, "swedish")


def _swedish(entry: Entry, name: str) -> Entry:
    """The same place under its name in another language."""
    return replace(entry, name=name, may_be_misspelt=len(name) > 3)


def _municipality_forms(reference: Reference, directory: Path) -> Iterator[Form]:
    table: dict[str, list[tuple[str, str]]] = {}
    for row in rows(directory / "municipality_inflections.csv"):
        table.setdefault(row["code"], []).append((row["case"], squashed(row["form"])))
    for municipality in reference.municipalities.values():
        yield from _one_municipality(municipality, table.get(municipality.code, []))


def _one_municipality(municipality: Municipality, table: Iterable[tuple[str, str]]) -> Iterator[Form]:
    place = Place(municipality.area_code, municipality.code)
    entry = Entry(municipality.name_fi, "municipality", (place,), may_be_misspelt=len(municipality.name_fi) > 3)
    cases: Mapping[str, Case] = {
        "nominative": "name",
        "genitive": "genitive",
        **dict.fromkeys(("inessive", "elative", "illative"), "inside"),
        **dict.fromkeys(("adessive", "ablative", "allative"), "outside"),
    }
    strong = {form[:-1] for case, form in table if case == "partitive" and form[-1] == form[-2]}
    for case, form in table:
        yield Form(form, cases.get(case, "other"), entry)
        if case == "resident":
            yield Form(form.removesuffix("nen"), "resident", entry, "resident")
        elif case in {"inessive", "adessive"}:
            yield from stem_forms(form[:-3], min(strong, default=form[:-3]), entry)
    by_rule = finnish.stems(squashed(municipality.name_fi))
    if by_rule.weak + "n" not in {form for _, form in table}:  # Alavudella, as it is; Alavuksella, as it is bent too
        yield from stem_forms(by_rule.weak, by_rule.strong, entry)
    for name in (municipality.name_sv, *municipality.other_sv):
        named = replace(_swedish(entry, name), seldom_used=municipality.language == "fi")
        yield from swedish_forms(squashed(name), named)


def _area_forms(reference: Reference, directory: Path) -> Iterator[Form]:
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows(directory / "area_inflections.csv"):
        if row["kind"] != "region_ambiguous":
            table.setdefault(row["code"], []).append((row["base"], row["case"], squashed(row["form"])))
    for area in reference.areas.values():
        yield from _one_area(area, table.get(area.code, []))


def _one_area(area: Area, table: Iterable[tuple[str, str, str]]) -> Iterator[Form]:
    whole = Entry(area.region.fi, "area", (_whole(area.code),))
    cases: Mapping[str, Case] = {"nominative": "name", "genitive": "genitive", "locative": "inside"}
    for base, case, form in table:
        yield Form(form, cases.get(case, "outside"), _alias_entry(area, base))
    for name in (area.official.sv, area.official.en, area.region.sv, area.region.en, area.official.fi):
        if area.code != "17" or name not in {area.region.sv, area.region.fi}:
            yield from swedish_forms(squashed(name), _swedish(whole, name))
    yield from resident_forms(squashed(area.region.fi), whole)
    for alias in area.aliases:
        yield from _alias_forms(squashed(alias), _alias_entry(area, alias))
    genitive = squashed(area.official.fi).removesuffix("hyvinvointialue")
    if genitive != squashed(area.official.fi):
        yield from (Form(genitive + word, "name", whole, "county") for word in _COUNTY_WORDS)


def _whole(code: str) -> Place:
    return Place(code, "091" if code == HELSINKI else "")


def _alias_entry(area: Area, alias: str) -> Entry:
    former = area.former_names.get(normalised(alias), "")
    place = Place(area.code) if alias.endswith(_WHOLE_AREA) else _whole(area.code)
    return Entry(
        alias, "area", (place,), former_name=former, may_be_misspelt=len(alias) > 4 and alias not in _WORDS_TOO
    )


def _alias_forms(alias: str, entry: Entry) -> Iterator[Form]:
    if alias in {"sata", "kanta"}:
        return
    if len(alias) <= 5 or alias.endswith("hva"):
        yield from acronym_forms(alias, entry)
    if sum(alias.count(vowel) for vowel in "aeiouyäöå") > 1:
        yield from name_forms(alias, entry)


def _former_forms(reference: Reference, directory: Path) -> Iterator[Form]:
    for row in rows(directory / "former_municipalities.csv"):
        places = _municipal_places(reference, row["successor_codes"])
        finnish_name = squashed(row["name_fi"])
        entry = Entry(row["name_fi"], "former", places, row["name_fi"], may_be_misspelt=len(finnish_name) > 5)
        if finnish_name.endswith(("mlk", "kunta")):
            yield Form(finnish_name, "name", entry)
        else:
            yield from name_forms(finnish_name, entry)
        yield Form(squashed(row["genitive"]), "genitive", entry)
        for form in map(squashed, (*parts(row["locative"]), *parts(row["directional"]))):
            yield Form(form, "outside" if form.endswith(("lla", "llä", "lle")) else "inside", entry)
            if form.endswith(("ssa", "ssä", "lla", "llä")):
                yield Form(form[:-3], "other", entry, "noun")
        yield from swedish_forms(squashed(row["name_sv"]), _swedish(entry, row["name_sv"]))


def _other_names(reference: Reference, directory: Path) -> Iterator[Form]:
    """Districts, villages, abbreviations, spoken names: `place_names.csv`."""
    for row in rows(directory / "place_names.csv"):
        places = _municipal_places(reference, row["municipality_codes"])
        name = squashed(row["name"])
        match row["kind"]:
            case "district":
                yield from name_forms(name, Entry(row["name"], "district", places, may_be_misspelt=len(name) > 7))
            case "village":
                yield from name_forms(name, Entry(row["name"], "village", places, may_be_misspelt=False))
            case "abbreviation":
                entry = Entry(row["name"], "municipality", places, may_be_misspelt=False)
                yield from acronym_forms(name, entry)
            case _:
                entry = Entry(row["name"], "municipality", places, may_be_misspelt=False)
                yield from name_forms(name, entry)
                if name.endswith("e"):  # Mansessa, not as in huoneessa
                    yield from stem_forms(name, name, entry)


def _municipal_places(reference: Reference, codes: str) -> tuple[Place, ...]:
    return tuple(Place(reference.municipalities[code].area_code, code) for code in parts(codes))


def _ambiguous_forms(directory: Path) -> Iterator[Form]:
    for row in rows(directory / "ambiguous_places.csv"):
        areas, codes = parts(row["area_codes"]), parts(row["municipality_codes"])
        if len(areas) < 2:
            continue
        places = tuple(Place(area) for area in areas)
        if len(codes) == len(areas):
            places = tuple(Place(area, code) for area, code in zip(areas, codes, strict=True))
        elif row["term"].startswith("lap") or row["term"] == "kallio":
            places = (Place(areas[0]), Place(areas[1], codes[0]))
            if row["term"] == "kallio":
                places = (Place(areas[0], codes[0]), Place(areas[1]))
        entry = Entry(row["term"], "ambiguous", places, may_be_misspelt=row["kind"].startswith("region"))
        yield from name_forms(squashed(row["term"]), entry)
