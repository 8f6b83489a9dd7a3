"""The shipped facts: areas, municipalities, topics and Kela's services, read once and passed as an argument."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

DATA = Path(__file__).parents[1] / "config" / "data"
KELA = "KELA"
"""The code that stands for Kela wherever an area code may stand."""
ALAND = "AX"
"""Åland: its municipalities keep social assistance and Kela decides none of it, so nothing is routed there."""

HELSINKI = "90"
"""The one area whose organiser is a city, not a wellbeing services county."""

Language = Literal["fi", "sv", "en"]
Direction = Literal["both", "kela_to_municipality", "municipality_to_kela"]
_KELA_NAMES: Mapping[str, str] = MappingProxyType({"fi": "Kela", "sv": "FPA", "en": "Kela"})


@dataclass(frozen=True, slots=True)
class Names:
    """One name in the three languages."""

    fi: str
    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """The name for a reader of this language; Finnish for a language not known."""
        return {"sv": self.sv, "en": self.en}.get(language, self.fi)


@dataclass(frozen=True, slots=True)
class Area:
    """A wellbeing services county, the City of Helsinki (90) or Åland (AX, which has no county)."""

    code: str
    official: Names
    """The official name: Etelä-Karjalan hyvinvointialue."""
    region: Names
    """The short name people are shown: Etelä-Karjala, Södra Karelen, South Karelia."""
    brand: str
    """What the organisation calls itself, such as Ekhva; may be empty."""
    website: str
    kela_district: str
    """Kela's insurance district as Kela wrote it in 2021-2024; empty for Åland."""
    aliases: tuple[str, ...]
    """Other written names, old and new, in the nominative."""
    former_names: Mapping[str, str]
    """Those of the aliases that are names of old organisations, each with how it is written."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of 2026."""

    code: str
    """Three digits, as Statistics Finland gives them."""
    name_fi: str
    name_sv: str
    other_sv: tuple[str, ...]
    """Other Swedish spellings in use."""
    area_code: str
    region: str
    language: str
    """Its languages: `fi`, `sv` or `fi+sv`."""

    def name(self, language: str) -> str:
        """The name for a reader of this language; Swedish readers get the Swedish one, all others the Finnish."""
        return self.name_sv if language == "sv" else self.name_fi


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """That neither side of this channel decides a topic: no question is sent about it."""

    whose: Names
    """Who decides it and whom to contact, in a sentence or two."""
    instead: tuple[str, ...]
    """Topics under which the same situation is asked about when it concerns social assistance."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a consultation is about."""

    slug: str
    names: Names
    synonyms: tuple[str, ...]
    direction: Direction
    group: str
    urgent: bool
    """The matter itself is a request to hurry or an acute need: an area may have a rule of its own for it."""
    legal_anchor: str
    application: bool = True
    """A handler in Kela who asks about it may have an application to decide on."""
    elsewhere: Elsewhere | None = None
    """Set where the topic belongs to somebody else than Kela's social assistance and the county's social work."""

    def name(self, language: str) -> str:
        """The name for a reader of this language."""
        return self.names.in_language(language)


@dataclass(frozen=True, slots=True)
class KelaService:
    """One of Kela's ways to work with others, in plain words."""

    slug: str
    names: Names
    does: Names
    use_for: Names
    not_for: Names
    channel: Names


@dataclass(frozen=True, slots=True)
class Reference:
    """All shipped facts, each by its code or slug, in the order of the files."""

    areas: Mapping[str, Area]
    municipalities: Mapping[str, Municipality]
    topics: Mapping[str, Topic]
    kela_services: Mapping[str, KelaService]

    def area_name(self, code: str, language: str) -> str:
        """The short name people are shown for an area code or KELA; the code itself when it is not known."""
        if code == KELA:
            return _KELA_NAMES.get(language, "Kela")
        area = self.areas.get(code)
        return area.region.in_language(language) if area else code

    def municipalities_of(self, area_code: str) -> tuple[Municipality, ...]:
        """The municipalities of an area; none for Kela or an unknown code."""
        return tuple(m for m in self.municipalities.values() if m.area_code == area_code)


def load_reference(directory: Path = DATA) -> Reference:
    """Reads the shipped files; raises OSError or KeyError when one is missing or lacks a column."""
    elsewhere = _elsewhere(directory / "elsewhere.toml")
    return Reference(
        areas=MappingProxyType({row["code"]: _area(row) for row in rows(directory / "areas.csv")}),
        municipalities=MappingProxyType(
            {row["code"]: _municipality(row) for row in rows(directory / "municipalities.csv")}
        ),
        topics=MappingProxyType({row["slug"]: _topic(row, elsewhere) for row in rows(directory / "topics.csv")}),
        kela_services=MappingProxyType({row["slug"]: _service(row) for row in rows(directory / "kela_services.csv")}),
    )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one shipped CSV file, by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`."""
    return tuple(part for part in cell.split("|") if part)


def _names(row: Mapping[str, str], prefix: str = "name") -> Names:
    return Names(row[f"{prefix}_fi"], row[f"{prefix}_sv"], row[f"{prefix}_en"])


def _area(row: Mapping[str, str]) -> Area:
    former = dict(pair.split("=", 1) for pair in parts(row["former_names"]))
    return Area(
        code=row["code"],
        official=_names(row),
        region=_names(row, "region"),
        brand=row["brand"],
        website=row["website"],
        kela_district=row["kela_district"],
        aliases=parts(row["aliases"]),
        former_names=MappingProxyType(former),
    )


def _municipality(row: Mapping[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        other_sv=parts(row["name_sv_alt"]),
        area_code=row["area_code"],
        region=row["region"],
        language=row["language"],
    )


def _elsewhere(path: Path) -> Mapping[str, Elsewhere]:
    found = tomllib.loads(path.read_text(encoding="utf-8"))["topic"]
    return {one["slug"]: Elsewhere(Names(**one["whose"]), tuple(one["instead"])) for one in found}


def _topic(row: Mapping[str, str], elsewhere: Mapping[str, Elsewhere]) -> Topic:
    directions: Mapping[str, Direction] = {
        "kela_to_municipality": "kela_to_municipality",
        "municipality_to_kela": "municipality_to_kela",
    }
    return Topic(
        slug=row["slug"],
        names=_names(row),
        synonyms=parts(row["synonyms"]),
        direction=directions.get(row["direction"], "both"),
        group=row["group"],
        urgent=bool(row["urgent"]),
        application=bool(row["application"]),
        legal_anchor=row["legal_anchor"],
        elsewhere=elsewhere.get(row["slug"]),
    )


def _service(row: Mapping[str, str]) -> KelaService:
    return KelaService(
        row["slug"], _names(row), *(_names(row, column) for column in ("does", "use_for", "not_for", "channel"))
    )
