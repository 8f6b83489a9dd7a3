"""What every card must be: known to Teams, with working fallbacks, unique ids and rows that fit a telephone."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from cards.kit.button_data import Kind
from tests.cards.button_classes import BUTTONS, borne, filled_in
from tests.cards.card_schema import Node, typed, unknown_to_teams

CODE = re.compile(r"[\w./:,-]*")
"""What a code looks like: a text of people has at least a space in it."""
MADE_HERE = {"record"}
"""Fields that are only there to be copied from."""
ROW_WIDTH = {2: 33, 3: 29}
"""Characters that fit in a row of two or three buttons on 360 px."""
SIZE_AT_MOST = 25 * 1024


def nodes(value: object) -> Iterator[Node]:
    """Every typed object of a card, outermost first."""
    return (node for _, node in typed(value))


def faults(card: Mapping[str, object], language: str) -> list[str]:
    """What is wrong with a card; empty when nothing is."""
    found = [*unknown_to_teams(card), *_frame(card, language), *_ids(card), *_fields(card)]
    for node in nodes(card):
        found += _action(node)
    for row in _rows(card):
        found += _row(row)
    return found


def _frame(card: Mapping[str, object], language: str) -> Iterator[str]:
    if card.get("version") != "1.5":
        yield "version is not 1.5"
    if card.get("lang") != language:
        yield f"lang is {card.get('lang')}"
    if not str(card.get("fallbackText", "")).strip():
        yield "no fallbackText"
    size = len(json.dumps(card, ensure_ascii=False).encode())
    if size > SIZE_AT_MOST:
        yield f"{size} bytes"


def _action(node: Node) -> Iterator[str]:
    kind = node["type"]
    if kind == "Action.Execute":
        fallback, data = node.get("fallback"), node.get("data")
        if not isinstance(fallback, Mapping) or fallback.get("type") != "Action.Submit":
            yield f"{node.get('title')}: no Action.Submit fallback"
            return
        if fallback.get("data") != data or fallback.get("title") != node.get("title"):
            yield f"{node.get('title')}: the fallback differs"
        if cast("Node", data).get("verb") != node.get("verb"):
            yield f"{node.get('title')}: verb {node.get('verb')}"
    if kind in {"Action.Execute", "Action.Submit"}:
        yield from (f"{node.get('title')}: {fault}" for fault in _data(cast("Node", node.get("data", {}))))


def _data(data: Node) -> Iterator[str]:
    """Whatever a button bears, the class of its verb has to name: codes, numbers and words of topics."""
    verb = data.get("verb")
    if verb is None and data.keys() == {"msteams"}:
        return
    if verb not in BUTTONS:
        yield f"no class for the verb {verb}"
        return
    known = borne(BUTTONS[str(verb)])
    for name, value in data.items():
        if name in {"verb", "msteams"}:
            continue
        if name not in known:
            yield f"data carries {name}"
        elif isinstance(value, str) and Kind.TOPIC_WORDS not in known[name] and not CODE.fullmatch(value):
            yield f"{name} is no code"


def _fields(card: Mapping[str, object]) -> Iterator[str]:
    """What is asked on a card, one of its buttons has to read."""
    sent = [cast("Node", one["data"]) for one in nodes(card) if one.get("associatedInputs") != "none" and "data" in one]
    read = tuple(name for one in sent if one.get("verb") in BUTTONS for name in filled_in(BUTTONS[str(one["verb"])]))
    for node in nodes(card):
        asked = str(node["type"]).startswith("Input.") and node["id"] not in MADE_HERE
        if asked and not f"{node['id']}$".startswith(read):
            yield f"nobody reads {node['id']}"


def _ids(card: Mapping[str, object]) -> Iterator[str]:
    counted = Counter(str(node["id"]) for node in nodes(card) if "id" in node)
    yield from (f"id {one} twice" for one, count in counted.items() if count > 1)
    for node in nodes(card):
        if node["type"] == "Action.ToggleVisibility":
            for target in cast("list[Node]", node["targetElements"]):
                if target["elementId"] not in counted:
                    yield f"{node['title']} shows nothing called {target['elementId']}"


def _rows(card: Mapping[str, object]) -> Iterator[list[Node]]:
    for node in nodes(card):
        if node["type"] in {"AdaptiveCard", "ActionSet"} and node.get("actions"):
            yield cast("list[Node]", node["actions"])


def _row(row: list[Node]) -> Iterator[str]:
    titles = [str(one["title"]) for one in row]
    if len(row) > 3:
        yield f"{len(row)} buttons in a row: {titles}"
    if len("".join(titles)) > ROW_WIDTH.get(len(row), 60):
        yield f"row too wide for a telephone: {titles}"
    if sum(one.get("style") == "positive" for one in row) > 1:
        yield f"two filled buttons: {titles}"
