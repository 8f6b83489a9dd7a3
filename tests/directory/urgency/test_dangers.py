"""Danger to life is seen in what people type in a hurry, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.reference import DATA, parts, rows
from directory.urgency.dangers import Danger, dangers_in, dangers_named, dangers_of_topic

HERE = Path(__file__).parent / "data"
TESTS = Path(__file__).parents[2]
DANGERS = sorted(HERE.glob("dangers*.csv"))
"""The first was written before the words were; each `blind` one after the words had been mended, and before they were
tried on it. Those `of_another_hand` were written for the reader of topics by somebody who did not know these words; the
first `of_third_hand` by somebody who had not seen them; the next three hint, the fifth says plainly."""
ORDINARY = sorted(HERE.glob("ordinary*.txt"))
"""The same of sentences of ordinary days, with many words that only look like danger."""
TOO_FAR = frozenset(
    [
        "sanoi että kohta ei tarvitse enää maksaa vuokraa kun on kuollut",
        "asiakas laittoi viestin että tämä on viimeinen päivä, Pori",
    ]
)
"""What only a person understands."""


@pytest.mark.parametrize("path", ORDINARY, ids=lambda path: path.stem)
def test_an_ordinary_matter_is_no_danger(path: Path) -> None:
    texts = path.read_text(encoding="utf-8").splitlines()
    assert len(texts) >= 100
    assert [text for text in texts if dangers_in(text)] == []


@pytest.mark.parametrize("file", ["hurried_sentences", "official_sentences", "ordinary_sentences"])
def test_sentences_written_for_something_else_are_no_danger(file: str) -> None:
    tree = ast.parse((TESTS / "privacy" / f"{file}.py").read_text(encoding="utf-8"))
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert len(texts) > 90
    assert [text for text in sorted(texts) if dangers_in(text)] == []


@pytest.mark.parametrize(
    "file", ["municipality_inflections.csv", "area_inflections.csv", "place_names.csv", "former_municipalities.csv"]
)
def test_no_place_is_a_danger(file: str) -> None:
    """*Pieksämäki* begins like a beating."""
    names = {name for row in rows(DATA / file) for cell in row.values() for name in parts(cell or "")}
    assert len(names) > 100
    assert [name for name in sorted(names) if dangers_in(name)] == []


@pytest.mark.parametrize("file", ["first_names.txt", "surnames.txt", "ordinary_words.txt"])
def test_no_name_and_no_filler_word_is_a_danger(file: str) -> None:
    words = (DATA / file).read_text(encoding="utf-8").splitlines()
    assert [word for word in words if dangers_in(word)] == []


@pytest.mark.parametrize("path", DANGERS, ids=lambda path: path.stem)
def test_a_danger_is_seen(path: Path) -> None:
    texts = {row["sentence"]: row["danger"] for row in rows(path)}
    assert len(texts) >= 60
    assert {text for text in texts if not dangers_in(text)} <= TOO_FAR
    assert {text for text in texts if not dangers_in(text.upper())} <= TOO_FAR
    named_so = [text for text, danger in texts.items() if danger in dangers_in(text)]
    assert len(named_so) >= 0.95 * len(texts)


def phrases() -> Iterator[tuple[str, str]]:
    """Each phrase of the shipped words once with each word of each of its places, and what it tells."""
    sets: dict[str, tuple[str, ...]] = {}
    read = [(row["danger"], row["language"], row["phrase"]) for row in rows(DATA / "danger_words.csv")]
    for danger, language, phrase in read:
        if danger.startswith("@"):
            sets[f"{danger}/{language}"] = parts(phrase)
    for danger, language, phrase in read:
        terms = [
            [word for one in term.split("/") for word in sets.get(f"{one}/{language}", (one,))]
            for term in phrase.replace(" & ", " ").split()
        ]
        if danger.startswith("@"):
            continue
        for place, term in enumerate(terms):
            for word in term:
                said = [word if at == place else other[0] for at, other in enumerate(terms)]
                yield danger, " ".join(said).replace("*", "").replace("!", "")


def test_every_word_of_every_phrase_tells_its_danger() -> None:
    silent = [(danger, said) for danger, said in phrases() if danger != "none" and danger not in dangers_in(said)]
    assert silent == []


def test_what_only_looks_like_danger_is_none() -> None:
    assert [said for danger, said in phrases() if danger == "none" and dangers_in(said)] == []


@pytest.mark.parametrize(
    "word",
    [
        "itsemurhaa",
        "väkivaltaa",
        "itsetuhoinen",
        "yliannostus",
        "pahoinpitely",
        "hengenvaara",
        "självmord",
        "misshandel",
    ],
)
def test_a_long_word_is_seen_with_any_one_slip(word: str) -> None:
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    doubled = {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
    assert {typed for typed in swapped | left_out | doubled if not dangers_in(typed)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "ei väkivaltaa",
        "ei itsetuhoisia ajatuksia",
        "ei ole itsetuhoinen",
        "ei ollut mitään väkivaltaa",
        "inte självmordsbenägen",
        "inga självmordstankar",
        "not suicidal",
        "no violence",
    ],
)
def test_a_plain_denial_is_no_danger(text: str) -> None:
    assert not dangers_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "en tiedä onko itsetuhoinen",
        "ei kestä enää väkivaltaa",
        "kiistää itsetuhoiset ajatukset",
        "ei ole itsetuhoinen, mutta sanoo ettei jaksa enää elää",
        "asuminen ei, väkivaltaa on",
        "ei hengitä",
        "ei halua elää",
        "en våldsam man",
    ],
)
def test_what_is_not_plainly_denied_is_a_danger(text: str) -> None:
    assert dangers_in(text)


def test_a_danger_at_the_end_of_a_long_text_is_seen() -> None:
    assert dangers_in("Asumismenot ovat nousseet. " * 140 + "Hän uhkaa tappaa itsensä.") >= {Danger.SUICIDE}


def test_who_threatens_to_kill_themselves_threatens_nobody_else() -> None:
    assert dangers_in("uhkaa tappaa itsensä") == {Danger.SUICIDE}
    assert dangers_in("uhkaa tappaa vaimonsa ja itsensä") == {Danger.SUICIDE, Danger.VIOLENCE}


def test_a_life_without_reason_is_told_in_any_order() -> None:
    assert Danger.SUICIDE in dangers_in("sanoi ettei elämässä ole enää järkeä")
    assert not dangers_in("laskussa ei ole mitään järkeä")


def test_a_child_is_told_from_an_adult_by_age() -> None:
    assert Danger.CHILD in dangers_in("8-vuotias yksin kotona")
    assert Danger.CHILD not in dangers_in("84-vuotias yksin kotona")


def test_a_violent_home_is_a_danger_as_a_topic() -> None:
    assert dangers_of_topic("lahisuhdevakivalta") == {Danger.VIOLENCE}
    assert dangers_of_topic("asumismenot") == frozenset()


def test_of_stored_codes_only_dangers_are_read() -> None:
    assert dangers_named(["suicide", "food", ""]) == {Danger.SUICIDE}
