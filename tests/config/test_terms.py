"""One word for one thing: no text that people read holds a word that docs/terms.md forbids, in any of its forms."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.app_package.manifest import AppIdentity, manifest, translations
from bot.app_package.packing import command_text
from bot.dispatch.discovery import discover
from config.texts import LOCALES, Language

ROOT = Path(__file__).parents[2]
TERMS = ROOT / "docs" / "terms.md"
DATA = ROOT / "config" / "data"
TABLES = ("topic_templates.toml", "legal_bases.toml", "elsewhere.toml")
LISTS = ("kela_services.csv", "topics.csv")
NOT: tuple[Language, ...] = ("fi", "sv", "en")
"""The languages of the three columns of forbidden words, in their order."""
MARKED = re.compile(r"`([^`]+)`")
FIELD = re.compile(r"\{\w+\}")
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
"""A code of the program, such as own_worker."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language; `name` is its English message id, or file and entry."""

    language: Language
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A word that is not said, what is said instead, and the texts in which it is right all the same."""

    language: Language
    written: str
    instead: str
    allowed: tuple[str, ...]
    pattern: re.Pattern[str]

    def found_in(self, text: Text) -> bool:
        """Whether the text says it and may not."""
        right = any(text.name.startswith(one) for one in self.allowed)
        return text.language == self.language and not right and bool(self.pattern.search(text.words))


def rows() -> Iterator[list[str]]:
    """The cells of each row of the table of words, without its head."""
    table = [line for line in TERMS.read_text("utf-8").splitlines() if line.startswith("|")]
    for line in table[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def forbidden() -> list[Forbidden]:
    found = []
    for _, *words, finnish, swedish, english, allowed in rows():
        for language, instead, cell in zip(NOT, words, (finnish, swedish, english), strict=True):
            right = tuple(MARKED.findall(allowed))
            found += [Forbidden(language, one, instead, right, _pattern(one)) for one in MARKED.findall(cell)]
    return found


def _pattern(written: str) -> re.Pattern[str]:
    """What it looks like in a text: a hyphen at a word's end is any ending, a space any white space."""
    words = [re.escape(word.removesuffix("-")) + (r"[\w-]*" if word.endswith("-") else "") for word in written.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def texts_that_people_read() -> Iterator[Text]:
    """Every text of the catalogues, their English message ids, the data files and the app package."""
    yield from _catalogues()
    for name in TABLES:
        yield from _of_table(name, tomllib.loads((DATA / name).read_text("utf-8")), "")
    for name in LISTS:
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column, words in row.items():
                    if (language := _language(column.rpartition("_")[2])) and words:
                        yield Text(language, f"{name} {row['slug']}", words)
    offered = [command_text(one) for one in discover().all if one.in_manifest]
    package = {"fi": manifest(AppIdentity("id", "bot.example.fi", "1"), offered)}
    package |= {name.removesuffix(".json"): dict(content) for name, content in translations(offered).items()}
    for tag, content in package.items():
        if language := _language(tag):
            yield from (Text(language, "app package", words) for words in _strings(content))


def _catalogues() -> Iterator[Text]:
    for path in sorted(LOCALES.glob("*/*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and (language := _language(path.parent.name)):
                    english = list(_strings(message.id))
                    yield from (Text("en", english[0], one) for one in english)
                    yield from (Text(language, english[0], one) for one in _strings(message.string))


def _of_table(file: str, table: object, entry: str) -> Iterator[Text]:
    if isinstance(table, dict):
        entry = str(table.get("topic") or table.get("code") or table.get("slug") or entry)
        for key, value in table.items():
            if language := _language(key):
                yield from (Text(language, f"{file} {entry}", words) for words in _strings(value))
            else:
                yield from _of_table(file, value, entry)
    elif isinstance(table, list):
        for one in table:
            yield from _of_table(file, one, entry)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _strings(one)


def _language(tag: str) -> Language | None:
    return next((one for one in NOT if one == tag), None)


ALL = list(texts_that_people_read())
FORBIDDEN = forbidden()


def test_no_text_holds_a_forbidden_word() -> None:
    everything = {language: "\0".join(one.words for one in ALL if one.language == language) for language in NOT}
    somewhere = [one for one in FORBIDDEN if one.pattern.search(everything[one.language])]
    found = [
        f"{text.language}, {text.name}: not {one.written!r} but {one.instead!r}: {text.words}"
        for one in somewhere
        for text in ALL
        if one.found_in(text)
    ]
    assert found == []


def test_every_place_that_people_read_is_looked_at() -> None:
    """A file that moves or a column that is renamed would be left out in silence."""
    for place in (
        "topic_templates.toml",
        "legal_bases.toml",
        "elsewhere.toml",
        "kela_services.csv",
        "topics.csv",
        "app package",
    ):
        for language in NOT:
            assert any(one.language == language and one.name.startswith(place) for one in ALL), (place, language)
    assert sum(one.language == "fi" for one in ALL) > 1500


def test_every_exception_is_still_needed() -> None:
    names = {one for word in FORBIDDEN for one in word.allowed}
    needed = {
        name
        for word in FORBIDDEN
        for name in word.allowed
        for text in ALL
        if text.language == word.language and text.name.startswith(name) and word.pattern.search(text.words)
    }
    assert names - needed == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Päätän asian"),
        ("fi", "Päättäjä: Liisa Näyte."),
        ("fi", "{label} on päätetty."),
        ("fi", "Mikä kysymys päätetään?"),
        ("fi", "{name} otti asian"),
        ("fi", "Viesti asiassa {label} ei mennyt perille."),
        ("fi", "Asian {label} suostumus on päättynyt."),
        ("fi", "Siitä kerrotaan ylläpitäjälle."),
        ("fi", "Hakemiston ylläpitäjiä ei ole."),
        ("fi", "Kysymyksen saajat ovat vaihtuneet."),
        ("fi", "Kysytty: {names}."),
        ("fi", "Kysytyille on lähetetty muistutus."),
        ("fi", "otetaan ensin yhteyttä asiakkaan omaan työntekijään"),
        ("fi", "Kelasta kysytään: {topic}"),
        ("fi", "Kuka alueella kysyy Kelasta"),
        ("fi", "Sinetöidään heti"),
        ("fi", "Henkilötunnus on tuhottu."),
        ("fi", "vain omassa keskustelussa Kuntayhteyden kanssa"),
        ("fi", "Viestit poistetaan täältä."),
        ("fi", "Viestiketju on tällä kanavalla."),
        ("fi", "/alue Eksote"),
        ("fi", "Ei nimiä eikä henkilötunnuksia"),
        ("sv", "Ärendet har avslutats"),
        ("sv", "{name} tog ärendet"),
        ("sv", "den namngivna kontaktpersonen"),
        ("sv", "Blanketten gäller inte"),
        ("sv", "Personbeteckningen har förstörts."),
        ("sv", "Den katalogansvariga underrättas."),
        ("sv", "i den enskilda chatten"),
        ("sv", "Meddelanden raderas härifrån {date}."),
        ("sv", "Inget ändrades."),
        ("sv", "Anmäl en klients egna kontaktperson"),
        ("en", "The matter has been closed"),
        ("en", "{name} took the matter"),
    ],
)
def test_a_forbidden_word_is_known_in_its_forms(language: Language, words: str) -> None:
    """All of these were once shown to people."""
    assert any(one.found_in(Text(language, "", words)) for one in FORBIDDEN)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Kelan päätös tuesta tehtiin 3.12., ja päätös on postitettu."),
        ("fi", "Poissaolo päättyi: uudet kysymykset tulevat taas sinulle."),
        ("fi", "Asiakkaan asia etenee, ja osallistujat saavat siitä tiedon."),
        ("fi", "oman organisaation työntekijä"),
        ("sv", "Klientens ärende hänvisades till en annan tjänst."),
        ("sv", "Inget svar kom."),
    ],
)
def test_an_ordinary_sentence_is_let_be(language: Language, words: str) -> None:
    assert not any(one.found_in(Text(language, "", words)) for one in FORBIDDEN)


def test_no_code_stands_in_a_sentence() -> None:
    held = [text for text in ALL if text.language != "en" and CODE.search(FIELD.sub("", text.words))]
    assert held == []


def test_a_button_that_promises_is_in_the_first_person_in_every_language() -> None:
    """*I*, *Jag*, and in Finnish the verb's -n (otan, en ota); no other text begins with *Jag*."""
    said = [one for one in ALL if one.name.startswith("I ") and one.language != "en"]
    endings = {"fi": re.compile(r"\w*n\b"), "sv": re.compile(r"Jag\b")}
    assert said
    assert [one for one in said if not endings[one.language].match(one.words)] == []
    assert [one for one in ALL if one.language == "sv" and one.words.startswith("Jag ") and one not in said] == []
