"""Every text a person can read exists in Finnish and Swedish, nothing is left over, and fields are the same in each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from config.texts import LOCALES, texts

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "directory")
FIELD = re.compile(r"\{(\w+)\}")


def used_in(room: str) -> set[tuple[str, str]]:
    """Every literal given to `t(...)` in a room, with its context."""
    found = set()
    keywords = {"t": None}
    for _, _, message, _, context in extract_from_dir(ROOT / room, [("**.py", "python")], keywords=keywords):
        if isinstance(message, str):
            found.add((context or "", message))
    return found | set(_with_context(ROOT / room))


def _with_context(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.py"):
        for found in re.finditer(r"\bt\(\s*\"([^\"]+)\",\s*context=\"([^\"]+)\"", path.read_text("utf-8")):
            yield found[2], found[1]


def catalogue(language: str, room: str) -> dict[tuple[str, str], str]:
    with (LOCALES / language / f"{room}.po").open("rb") as file:
        return {(m.context or "", str(m.id)): str(m.string) for m in read_po(file) if m.id}


def needed(room: str) -> set[tuple[str, str]]:
    """A text used with a context needs its entry with that context, and only that one."""
    everything = used_in(room)
    with_context = {message for context, message in everything if context}
    plain = {one for one in everything if not one[0]}
    without = {message for message in with_context if _used_without_context(room, message)}
    return {one for one in everything if one[0]} | {one for one in plain if one[1] not in with_context - without}


def _used_without_context(room: str, message: str) -> bool:
    pattern = re.compile(r"\bt\(\s*\"" + re.escape(message) + r"\"(?!,\s*context)")
    return any(pattern.search(path.read_text("utf-8")) for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_each_text_is_translated_and_each_translation_used(language: str, room: str) -> None:
    have = {key for key, text in catalogue(language, room).items() if text}
    want = needed(room)
    assert {"missing": sorted(want - have), "unused": sorted(have - want)} == {"missing": [], "unused": []}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_fills_the_same_fields(language: str, room: str) -> None:
    for (_, message), text in catalogue(language, room).items():
        assert set(FIELD.findall(message)) == set(FIELD.findall(text)), message


def test_a_text_without_a_translation_comes_out_in_english() -> None:
    assert texts("fi")("Nobody has translated {this}", this="yet") == "Nobody has translated yet"
