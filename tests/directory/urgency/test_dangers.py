"""Danger to life is seen in what people type in a hurry, and nowhere else."""

from pathlib import Path

import pytest

from directory.reference import rows
from directory.urgency.dangers import Danger, dangers_in

DATA = Path(__file__).parent / "data"
ORDINARY = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()
"""Written before the words were."""
DANGERS = [(row["danger"], row["sentence"]) for row in rows(DATA / "dangers.csv")]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_matter_is_no_danger(text: str) -> None:
    assert not dangers_in(text)


@pytest.mark.parametrize(("danger", "text"), DANGERS)
def test_a_danger_is_seen(danger: str, text: str) -> None:
    assert Danger(danger) in dangers_in(text)
    assert Danger(danger) in dangers_in(text.upper())


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
    ],
)
def test_what_is_not_plainly_denied_is_a_danger(text: str) -> None:
    assert dangers_in(text)


def test_a_danger_at_the_end_of_a_long_text_is_seen() -> None:
    assert dangers_in("Asumismenot ovat nousseet. " * 140 + "Hän uhkaa tappaa itsensä.") >= {Danger.SUICIDE}
