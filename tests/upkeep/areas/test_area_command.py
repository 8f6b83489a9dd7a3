"""`alue` is an everyday word: without the slash a line is the command only when it goes on as the command does."""

import pytest

from bot.dispatch.discovery import discover
from bot.turns.command import split


@pytest.mark.parametrize(
    "line",
    ["alue", "/alue", "alue Eksote", "Alue muuta", "område Södra Karelen", "area simulate Keusote", "/alue osallistuu"],
)
def test_the_command(line: str) -> None:
    found = split(line, discover())
    assert found is not None
    assert found[0].name == "area"


@pytest.mark.parametrize("line", ["Alue osallistuu vuokraan.", "alue ja Kela sopivat tästä", "Område kan hjälpa"])
def test_a_line_to_the_other_side_is_no_command(line: str) -> None:
    assert split(line, discover()) is None
