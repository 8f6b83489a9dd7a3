"""What every card must be: known to Teams, with working fallbacks, unique ids and rows that fit a telephone."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from tests.cards.card_schema import Node, typed, unknown_to_teams

VERBS = {
    "audit.show",
    "audit.client",
    "consultation.choose",
    "consultation.send",
    "consultation.claim",
    "consultation.release",
    "consultation.reply",
    "consultation.reveal",
    "consultation.close",
    "consultation.handover",
    "area.edit",
    "area.save",
    "area.simulate",
    "topic.add",
    "topic.new",
    "topic.remove",
    "ownworker.find",
    "ownworker.save",
    "absence.save",
    "absence.handover",
    "contact.correct",
    "contact.save",
    "contact.show",
    "contact.verify",
    "change.decide",
    "change.history",
    "coverage.show",
    "retention.save",
    "consultation.followup",
    "consultation.decision",
    "consultation.basis",
    "basis.form",
    "basis.save",
    "basis.decide",
    "basis.changes",
    "nudge.claim",
    "nudge.snooze",
}
DATA_KEYS = {
    *("verb", "consultation", "version", "draft", "step", "held", "takeover", "outcome"),
    *("area", "municipality", "topic", "about", "asked", "msteams"),
    *("change", "seen"),
    *("contact", "misroute", "page", "phrase", "basis"),
    *("deputy", "starts", "first", "last", "matter"),
}
"""Everything a button may carry: codes, numbers and words of topics, never what somebody wrote or who somebody is."""
ROW_WIDTH = {2: 33, 3: 29}
"""Characters that fit in a row of two or three buttons on 360 px."""
SIZE_AT_MOST = 25 * 1024


def nodes(value: object) -> Iterator[Node]:
    """Every typed object of a card, outermost first."""
    return (node for _, node in typed(value))


def faults(card: Mapping[str, object], language: str) -> list[str]:
    """What is wrong with a card; empty when nothing is."""
    found = [*unknown_to_teams(card), *_frame(card, language), *_ids(card)]
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
        if node.get("verb") not in VERBS or cast("Node", data).get("verb") != node.get("verb"):
            yield f"{node.get('title')}: verb {node.get('verb')}"
    if kind in {"Action.Execute", "Action.Submit"}:
        data = cast("Node", node.get("data", {}))
        yield from (f"{node.get('title')}: data carries {key}" for key in data.keys() - DATA_KEYS)


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
