"""What we take Teams to accept as an app package: faults are found, and Microsoft's own schemas agree."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from bot.app_package.manifest import AppIdentity, CommandText, manifest, translations
from config.texts import LANGUAGES
from tests.app_package.manifest_schema import MANIFEST, TRANSLATION

IDENTITY = AppIdentity("12345678-90ab-cdef-1234-567890abcdef", "bot.example.fi", "1.0.0")
OFFICIAL = "KUNTAYHTEYS_MANIFEST_SCHEMA"
"""Where Microsoft's manifest schema lies; its localisation schema beside it. Without it one test is skipped."""
FREE_TEXTS = ("name", "short", "full", "title", "description")


def commands(how_many: int) -> list[CommandText]:
    return [
        CommandText(
            {language: f"{language}{number}" for language in LANGUAGES},
            lambda t: t("Close a question and record what came of it"),
        )
        for number in range(how_many)
    ]


def spoiled(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Copies of a JSON value with one fault each, at every place in it, and the fault in words."""
    if isinstance(value, dict):
        for key, one in value.items():
            rest = {other: kept for other, kept in value.items() if other != key}
            yield f"{key} is left out", rest
            yield f"{key} is misspelt", {**rest, f"{key}s": one}
            yield from ((fault, {**value, key: other}) for fault, other in spoiled(one, key))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from ((fault, [*value[:place], other, *value[place + 1 :]]) for fault, other in spoiled(one, name))
    elif isinstance(value, str):
        yield f"{name} is empty", ""
        yield f"{name} is too long", value * 4001
    if not isinstance(value, str) or not name.endswith(FREE_TEXTS):
        yield f"{name} is of no known value", "purple"
    yield f"{name} is a number", 7


def test_a_spoiled_manifest_is_refused() -> None:
    accepted = [fault for fault, one in spoiled(manifest(IDENTITY, commands(1))) if MANIFEST.is_valid(one)]
    assert accepted == []


def test_a_spoiled_translation_is_refused() -> None:
    """A command left out is found by comparison with the manifest."""
    content = translations(commands(1))["sv.json"]
    accepted = [fault for fault, one in spoiled(content) if TRANSLATION.is_valid(one)]
    assert accepted == [f"{name} is left out" for name in content if name.startswith("bots")]


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        ("https://bot.example.fi", "http://bot.example.fi"),
        ('"commands": [', '"commands": [{"title": "own", "description": "Own", "type": "basic"}, '),
        ('"title": "fi0"', f'"title": "{"i" * 33}"'),
        ('"short": "Kuntayhteys"', f'"short": "{"i" * 31}"'),
        ('"scopes": ["personal"]', '"scopes": ["personal", "meeting"]'),
    ],
)
def test_what_is_beyond_teams_limits_is_refused(kept: str, broken: str) -> None:
    text = json.dumps(manifest(IDENTITY, commands(12)))
    assert kept in text
    assert not MANIFEST.is_valid(json.loads(text.replace(kept, broken)))


def test_teams_lists_twelve_commands_and_no_more() -> None:
    assert MANIFEST.is_valid(manifest(IDENTITY, commands(12)))
    with pytest.raises(ValueError, match="12"):
        manifest(IDENTITY, commands(13))


@pytest.mark.skipif(OFFICIAL not in os.environ, reason=f"{OFFICIAL} does not say where Microsoft's schema lies")
def test_microsofts_schemas_accept_the_manifest_and_its_translations() -> None:
    path = Path(os.environ[OFFICIAL])
    official = Draft4Validator(json.loads(path.read_text("utf-8")))
    for_texts = path.with_name(path.name.replace(".schema", "-localization.schema"))
    official_for_texts = Draft4Validator(json.loads(for_texts.read_text("utf-8")))
    for how_many in (1, 12):
        official.validate(manifest(IDENTITY, commands(how_many)))
        for translation in translations(commands(how_many)).values():
            official_for_texts.validate(translation)
