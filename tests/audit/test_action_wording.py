"""Every action that the access log can hold has words for people, in each language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.audit.action_wording import action_words
from config.texts import LANGUAGES, Language, texts
from tests.turns.test_denials import codes

ROOT = Path(__file__).parents[2] / "bot"
ACTION = 2
"""The place of the action among what `note` is given."""


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))]


def _constants(trees: list[ast.Module]) -> dict[str, set[str]]:
    """Texts given to module-level names, alone or several at once, by the name."""
    found: dict[str, set[str]] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign):
                target, value = node.targets[0], node.value
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = value.elts if isinstance(value, ast.Tuple) else [value]
                for name, one in zip(names, values, strict=False):
                    if isinstance(name, ast.Name) and isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found.setdefault(name.id, set()).add(one.value)
    return found


def _logged(trees: list[ast.Module]) -> Iterator[str]:
    constants = _constants(trees)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) == "note" and len(node.args) > ACTION:
                action = node.args[ACTION]
                if isinstance(action, ast.Constant):
                    yield str(action.value)
                elif len(known := constants.get(_name(action), set())) == 1:
                    yield from known


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@pytest.fixture(scope="module")
def actions() -> frozenset[str]:
    return frozenset({*_logged(_trees()), *codes("Denied")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_action_in_the_code_has_words(actions: frozenset[str], language: Language) -> None:
    assert {"open", "reveal", "audit_look", "personal_data_sent"} <= actions
    t = texts(language)
    assert [one for one in sorted(actions) if action_words(one, t) == one.replace("_", " ")] == []
