"""Queries with known answers: those of tests/directory/reading/data, and any number made from the shipped data."""

import csv
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.reading.slips import NEIGHBOURS
from directory.reference import DATA, Reference, rows

FILES = Path(__file__).parents[1] / "tests" / "directory" / "reading" / "data"
_TOPIC_WORDS = {
    "vuokrarästi": "vuokrarasti-haato",
    "häätöuhka": "vuokrarasti-haato",
    "asumismenot": "asumismenot",
    "lausunto": "lausunto",
    "edunvalvonta": "edunvalvonta",
    "päihteet": "paihteet",
    "mielenterveys": "mielenterveys",
    "täydentävä toimeentulotuki": "taydentava-toimeentulotuki",
    "ehkäisevä toimeentulotuki": "ehkaiseva-toimeentulotuki",
    "perusosan alentaminen": "perusosan-alentaminen",
    "lastensuojelu": "lastensuojelu",
    "maksusitoumus apteekkiin": "laakkeet-maksusitoumus",
    "sähkölasku": "sahkolasku",
    "asunnottomuus": "asunnottomuus",
    "palvelutarpeen arviointi": "palvelutarpeen-arviointi",
    "aktivointisuunnitelma": "aktivointisuunnitelma",
    "kotoutuminen": "maahanmuutto-kotoutuminen",
    "puuttuva liite": "puuttuva-liite",
    "tarkistuspyyntö": "tarkistuspyynto",
    "hakemuksen siirto": "hakemuksen-siirto",
    "ensisijaiset etuudet": "ensisijaiset-etuudet",
    "velkaneuvonta": "raha-asiat-velat",
    "iäkäs asiakas": "iakas-asiakas",
    "lähisuhdeväkivalta": "lahisuhdevakivalta",
    "yhteispalaveri": "yhteispalaveri",
    "vastuutyöntekijä": "vastuutyontekija",
    "kiirehtiminen": "kiirehtiminen",
}
_SWEDISH_TOPIC_WORDS = {
    "hyresskuld": "vuokrarasti-haato",
    "boendekostnader": "asumismenot",
    "intressebevakning": "edunvalvonta",
    "missbruk": "paihteet",
    "barnskydd": "lastensuojelu",
    "elräkning": "sahkolasku",
    "utlåtande": "lausunto",
    "bostadslös": "asunnottomuus",
}
_SEVERAL_PLACES = {"Pyhäjärvi", "Tammela", "Koski Tl"}
"""Municipalities whose bare name is also another place's: the reader asks."""
_LETTERS = "aaaiiteennsslooukämvrjhpydögbfcwåxzq"


@dataclass(frozen=True, slots=True)
class Query:
    """A text and what it says; `topics` are the slugs any of which is right (empty: none must be told)."""

    text: str
    kind: str
    status: str
    area: str = ""
    municipality: str = ""
    topics: tuple[str, ...] = ()


def development_set() -> Iterator[Query]:
    """The 159 queries of dev.csv, in the terms of `resolve`."""
    yield from graded_queries(FILES / "dev.csv")


def queries_of(path: Path) -> list[Query]:
    """The queries of a file in either form. Raises OSError when it cannot be read and KeyError for other columns."""
    graded = "expected_area_code" in next(iter(_rows(path)), {})
    return list(graded_queries(path) if graded else answered_queries(path))


def graded_queries(path: Path) -> Iterator[Query]:
    """The queries of a file with columns named as in dev.csv. Raises OSError or KeyError."""
    for row in _rows(path):
        also = [slug for slug in row["acceptable_topic_slugs"].split("|") if slug]
        topics = (row["expected_topic_slug"], *also) if row["expected_topic_slug"] else ()
        asks = row["expected_behaviour"] == "ask_which" or "|" in row["candidate_area_codes"]
        status = "ok" if row["expected_area_code"] else "unknown"
        yield Query(
            row["query"],
            row["kind"],
            "ambiguous" if asks else status,
            row["expected_area_code"],
            row["expected_municipality_code"],
            topics,
        )


WRITTEN = (
    *("handwritten", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
)
"""The sets that were written by hand for this project, in the order they were written in; see docs/reading.md."""


def written_set(name: str) -> Iterator[Query]:
    """The queries of one of `WRITTEN`."""
    return answered_queries(FILES / f"{name}.csv")


def answered_queries(path: Path) -> Iterator[Query]:
    """The queries of a file with the columns query, status, area, municipality, topic, kind, also_topics.

    Raises OSError when it cannot be read and KeyError when a column is missing.
    """
    for row in _rows(path):
        topics = tuple(slug for slug in (row["topic"], *row["also_topics"].split("|")) if slug)
        yield Query(row["query"], row["kind"], row["status"], row["area"], row["municipality"], topics)


def made_set(reference: Reference, seed: int, each: int) -> Iterator[Query]:
    """About `each` queries of every kind that can be made from the shipped data; the same ones for the same seed."""
    chance = random.Random(seed)
    forms = _forms(reference)
    for _ in range(each):
        yield _inflected(reference, forms, chance, "inflected")
        yield _misspelt(reference, forms, chance)
        yield _swedish(reference, chance)
        yield _alias(chance)
        yield _two_places(reference, chance)
        yield _person(chance)
        yield _gibberish(chance)


def misspelt(word: str, chance: random.Random) -> str:
    """The word with one slip of the fingers in it, never in its first letter."""
    for _ in range(30):
        changed = _slip(word.lower(), chance.choice(("drop", "double", "single", "swap", "near", "marks")), chance)
        if changed != word.lower():
            return changed
    return word + word[-1]


def _slip(word: str, kind: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    match kind:
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[:at] + word[at] + word[at:]
        case "single":
            twins = [index for index in range(1, len(word)) if word[index] == word[index - 1]]
            return word if not twins else word[: (twin := chance.choice(twins))] + word[twin + 1 :]
        case "swap":
            return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        case "near":
            keys = sorted(pair[1] for pair in NEIGHBOURS if pair[0] == word[at])
            return word[:at] + chance.choice(keys) + word[at + 1 :] if keys else word
        case _:
            return word.replace("ä", "a").replace("ö", "o")


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _forms(reference: Reference) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for row in rows(DATA / "municipality_inflections.csv"):
        name = reference.municipalities[row["code"]].name_fi
        if row["preferred"] == "1" and name not in _SEVERAL_PLACES:
            forms.setdefault(row["code"], []).append(row["form"])
    return forms


def _inflected(reference: Reference, forms: dict[str, list[str]], chance: random.Random, kind: str) -> Query:
    code = chance.choice(sorted(forms))
    word, topic = chance.choice(sorted(_TOPIC_WORDS.items()))
    parts = [chance.choice(forms[code]), word]
    chance.shuffle(parts)
    return Query(" ".join(parts), kind, "ok", reference.municipalities[code].area_code, code, (topic,))


def _misspelt(reference: Reference, forms: dict[str, list[str]], chance: random.Random) -> Query:
    plain = _inflected(reference, {code: own for code, own in forms.items() if len(own[0]) > 4}, chance, "typo")
    words = plain.text.split()
    for at in chance.sample(range(len(words)), 2):
        if len(words[at]) > 3:
            words[at] = misspelt(words[at], chance)
    return Query(" ".join(words), "typo", "ok", plain.area, plain.municipality, plain.topics)


def _swedish(reference: Reference, chance: random.Random) -> Query:
    place = chance.choice([one for one in reference.municipalities.values() if one.name_fi not in _SEVERAL_PLACES])
    word, topic = chance.choice(sorted(_SWEDISH_TOPIC_WORDS.items()))
    pattern = chance.choice(("{place} {word}", "{word} i {place}", "klient från {place}, {word}"))
    return Query(pattern.format(place=place.name_sv, word=word), "swedish", "ok", place.area_code, place.code, (topic,))


def _alias(chance: random.Random) -> Query:
    row = chance.choice([one for one in rows(DATA / "area_inflections.csv") if one["kind"] in {"region", "brand"}])
    word, topic = chance.choice(sorted(_TOPIC_WORDS.items()))
    asks = row["base"] == "Lappi"
    status, area = ("ambiguous", "") if asks else ("ok", row["code"])
    return Query(f"{row['form']} {word}", "alias", status, area, "", (topic,))


def _two_places(reference: Reference, chance: random.Random) -> Query:
    one, other = chance.sample(sorted(reference.municipalities.values(), key=lambda place: place.code), 2)
    area = one.area_code if one.area_code == other.area_code else ""
    text = chance.choice(("{} tai {} lausunto", "muutto {} {} lausunto", "{} ja {}, lausunto")).format(
        one.name_fi, other.name_fi
    )
    return Query(text, "two_places", "ok" if area else "ambiguous", area, "", ("lausunto",))


def _person(chance: random.Random) -> Query:
    first = chance.choice((DATA / "first_names.txt").read_text(encoding="utf-8").split())
    last = chance.choice((DATA / "surnames.txt").read_text(encoding="utf-8").split())
    word, topic = chance.choice(sorted(_TOPIC_WORDS.items()))
    return Query(f"{first} {last} {word}", "names", "unknown", "", "", (topic,))


def _gibberish(chance: random.Random) -> Query:
    words = ("".join(chance.choices(_LETTERS, k=chance.randint(3, 10))) for _ in range(chance.randint(1, 4)))
    return Query(" ".join(words), "nonsense", "unknown")
