"""Every text a person can read exists in Finnish and Swedish, nothing is left over, and fields are the same in each."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from config.texts import LOCALES, Language, texts

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cards", "directory")
FIELD = re.compile(r"\{(\w+)\}")
COUNTED = re.compile(r"\{(?:count|hours|minutes|seconds)\} [a-z]")
NO_SECOND_FORM = {
    "And {count} more.",
    "And {count} more, all of them in the file.",
    "and {count} more",
    "A word has at least {count} letters.",  # a fixed number, more than one
    "The table has more than {count} rows. Send it in parts, or have it imported on the server.",
    "{count} changed",
    "{count} removed",
    "{count} h of work",
    "{count} min of work",
    "{count} of {all} areas.",
}
"""What is said of one as of many: the translations put the number last."""


@cache
def used_in(room: str) -> set[tuple[str, str]]:
    """The context and text of every literal given to `t(...)` or `reading.t(...)` in a room; for many after for one."""
    return {found for path in (ROOT / room).rglob("*.py") for found in _used(ast.parse(path.read_text("utf-8")))}


def _used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "t" and node.args:
            message = node.args[0]
            assert isinstance(message, ast.Constant), f"line {node.lineno}: t() takes a literal text"
            given = {word.arg: word.value for word in node.keywords}
            context, plural = given.get("context"), given.get("plural")
            assert plural is None or isinstance(plural, ast.Constant), f"line {node.lineno}: plural is a literal text"
            forms = [str(one.value) for one in (message, plural) if isinstance(one, ast.Constant)]
            yield (str(context.value) if isinstance(context, ast.Constant) else ""), "\n".join(forms)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def catalogue(language: str, room: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The forms of every text of a room, by its context and what `used_in` says of it."""
    with (LOCALES / language / f"{room}.po").open("rb") as file:
        return {(m.context or "", "\n".join(_forms(m.id))): _forms(m.string) for m in read_po(file) if m.id}


def _forms(text: object) -> tuple[str, ...]:
    return tuple(str(one) for one in text) if isinstance(text, tuple | list) else (str(text),)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_each_text_is_translated_and_each_translation_used(language: str, room: str) -> None:
    have = {key for key, forms in catalogue(language, room).items() if all(forms)}
    want = used_in(room)
    assert {"missing": sorted(want - have), "unused": sorted(have - want)} == {"missing": [], "unused": []}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_fills_the_same_fields(language: str, room: str) -> None:
    for (_, message), forms in catalogue(language, room).items():
        originals = message.split("\n")
        assert len(forms) == len(originals), message
        for original, form in zip(originals, forms, strict=True):
            assert set(FIELD.findall(original)) == set(FIELD.findall(form)), message


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_room_translates_anew_what_another_has_translated(language: str) -> None:
    """All rooms are read into one catalogue: of two translations one would never reach anybody."""
    rooms = [catalogue(language, room) for room in ROOMS]
    both = [key for one in rooms for other in rooms for key in one.keys() & other.keys() if one[key] != other[key]]
    assert both == []


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_counted_has_a_form_for_one(room: str) -> None:
    alone = {text for _, text in used_in(room) if "\n" not in text and COUNTED.search(text)}
    assert alone - NO_SECOND_FORM == set()


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("fi", "1 tunti", "2 tuntia"), ("sv", "1 timme", "2 timmar"), ("en", "1 hour", "2 hours")],
)
def test_one_is_said_as_one(language: Language, one: str, many: str) -> None:
    t = texts(language)
    said = [t("{count} hour", plural="{count} hours", count=count) for count in (1, 2, 0, 21)]
    assert said == [one, many, many.replace("2", "0"), many.replace("2", "21")]


@pytest.mark.parametrize(("language", "half"), [("fi", "0,5 työtunnin kuluttua"), ("sv", "efter 0,5 arbetstimmar")])
def test_a_part_of_one_is_said_as_many(language: Language, half: str) -> None:
    t = texts(language)
    assert t("after {hours} working hour", plural="after {hours} working hours", hours="0,5", count=0.5) == half


def test_a_text_without_a_translation_comes_out_in_english() -> None:
    assert texts("fi")("Nobody has translated {this}", this="yet") == "Nobody has translated yet"


def test_a_number_that_is_none_is_no_number() -> None:
    with pytest.raises(TypeError):
        texts("fi")("{count} hour", plural="{count} hours", count="two")
