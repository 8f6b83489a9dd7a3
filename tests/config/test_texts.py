"""Every text a person can read exists in Finnish and Swedish, nothing is left over, and fields are the same in each."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from config.texts import LOCALES, texts

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "directory")
FIELD = re.compile(r"\{(\w+)\}")


def used_in(room: str) -> set[tuple[str, str]]:
    """The context and text of every literal given to `t(...)` or `reading.t(...)` in a room."""
    return {found for path in (ROOT / room).rglob("*.py") for found in _used(ast.parse(path.read_text("utf-8")))}


def _used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "t" and node.args:
            message = node.args[0]
            assert isinstance(message, ast.Constant), f"line {node.lineno}: t() takes a literal text"
            context = next((word.value for word in node.keywords if word.arg == "context"), None)
            yield (str(context.value) if isinstance(context, ast.Constant) else ""), str(message.value)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def catalogue(language: str, room: str) -> dict[tuple[str, str], str]:
    with (LOCALES / language / f"{room}.po").open("rb") as file:
        return {(m.context or "", str(m.id)): str(m.string) for m in read_po(file) if m.id}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_each_text_is_translated_and_each_translation_used(language: str, room: str) -> None:
    have = {key for key, text in catalogue(language, room).items() if text}
    want = used_in(room)
    assert {"missing": sorted(want - have), "unused": sorted(have - want)} == {"missing": [], "unused": []}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_fills_the_same_fields(language: str, room: str) -> None:
    for (_, message), text in catalogue(language, room).items():
        assert set(FIELD.findall(message)) == set(FIELD.findall(text)), message


def test_a_text_without_a_translation_comes_out_in_english() -> None:
    assert texts("fi")("Nobody has translated {this}", this="yet") == "Nobody has translated yet"
