"""What we take Teams to draw: faults of a card are found, nothing is kept unused, and Microsoft's own schema agrees."""

import json
import os
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from jsonschema import Draft6Validator
from jsonschema.exceptions import best_match

from config.texts import texts
from tests.cards.card_schema import ELEMENT, INPUT, KINDS, Property, unknown_to_teams
from tests.cards.check import nodes
from tests.cards.scenes import SCENES

OFFICIAL = "KUNTAYHTEYS_AC_SCHEMA"
"""Where Microsoft's adaptive-card.json 1.6 lies; 1.5 does not know `choices.data`. Without it one test is skipped."""
Spoiled = dict[str, object]


@cache
def cards() -> dict[str, str]:
    """Every scene in Finnish, as text: each fault is put into a card of its own."""
    return {name: json.dumps(scene(texts("fi"))) for name, scene in SCENES.items()}


def misspell(node: Spoiled, name: str) -> None:
    node[f"{name}s"] = node.pop(name)


def leave_out(node: Spoiled, name: str) -> None:
    del node[name]


def give_unknown_value(node: Spoiled, name: str) -> None:
    node[name] = "purple"


def give_wrong_type(node: Spoiled, name: str) -> None:
    node[name] = [7]


def add_unknown_element(node: Spoiled, name: str) -> None:
    cast("list[object]", node[name]).append({"type": "Carousel", "id": "more"})


FAULTS: dict[Callable[[Spoiled, str], None], Callable[[str, Property], bool]] = {
    misspell: lambda name, definition: True,
    leave_out: lambda name, definition: definition.required,
    give_unknown_value: lambda name, definition: "enum" in definition.holds,
    give_wrong_type: lambda name, definition: True,
    add_unknown_element: lambda name, definition: name in {"body", "items", "columns", "inlines", "actions"},
}
"""Each way to spoil a card, and which properties can be spoiled so."""


@pytest.mark.parametrize("spoil", FAULTS)
def test_a_spoiled_card_is_refused(spoil: Callable[[Spoiled, str], None]) -> None:
    """One property of every card, the one that was spoiled least often in the cards before."""
    spoiled: Counter[tuple[str, str]] = Counter()
    accepted = []
    for scene, text in cards().items():
        card = json.loads(text)
        kind, name, node = min(
            (
                (str(node["type"]), name, node)
                for node in nodes(card)
                for name, definition in KINDS[str(node["type"])].properties.items()
                if name in node and FAULTS[spoil](name, definition)
            ),
            key=lambda one: spoiled[one[0], one[1]],
        )
        spoiled[kind, name] += 1
        spoil(cast("Spoiled", node), name)
        if next(unknown_to_teams(card), None) is None:
            accepted.append((scene, kind, name))
    assert accepted == []


@pytest.mark.parametrize(
    ("version", "newer"),
    [("1.1", "RichTextBlock"), ("1.2", "Input.Text.label"), ("1.3", "Action.Execute"), ("1.4", "TextBlock.style")],
)
def test_what_is_newer_than_its_card_is_refused(version: str, newer: str) -> None:
    card = json.loads(cards()["A1-form"]) | {"version": version}
    assert f"{newer} is of " in " ".join(unknown_to_teams(card))


def test_a_hidden_field_alone_needs_no_label() -> None:
    field: Spoiled = {"type": "Input.Text", "id": "kept", "isVisible": False}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [field]}
    assert not list(unknown_to_teams(card))
    del field["isVisible"]
    assert list(unknown_to_teams(card))


def test_a_number_is_whole() -> None:
    field: Spoiled = {"type": "Input.Number", "id": "days", "label": "Days", "value": 30}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [field]}
    assert not list(unknown_to_teams(card))
    field["value"] = 30.0
    assert list(unknown_to_teams(card))


def test_nothing_is_kept_that_no_card_uses() -> None:
    used = {(node["type"], name) for scene in cards().values() for node in nodes(json.loads(scene)) for name in node}
    known = {(kind, name) for kind, one in KINDS.items() for name in one.properties if name not in {**ELEMENT, **INPUT}}
    assert {kind for kind, _ in used} == KINDS.keys()
    assert known <= used


@pytest.mark.skipif(OFFICIAL not in os.environ, reason=f"{OFFICIAL} does not say where Microsoft's schema lies")
def test_microsofts_schema_accepts_every_card() -> None:
    official = Draft6Validator(json.loads(Path(os.environ[OFFICIAL]).read_text(encoding="utf-8")))
    found = {scene: best_match(official.iter_errors(json.loads(text))) for scene, text in cards().items()}
    assert {scene: error.message for scene, error in found.items() if error} == {}
