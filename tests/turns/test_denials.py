"""A refusal says by itself whether it is of a right that the person lacks; nothing on its way may swallow that."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2] / "bot"
OF_A_RIGHT = ("not_your", "not_an_", "not_a_", "not_the_", "not_in_", "not_for_", "another_", "other_")
OF_STATE_OR_WORDS = frozenset(
    {
        "not_a_day",  # what was typed is no day
        "not_a_number",
        "another_client",  # the form names another client than the matter's: the asker's own slip
        "unknown_area",  # what was typed is no area
        "unknown_topic",
        "unknown_person",
        "unknown_deputy",
        "unknown_format",
        "unknown_language",
        "unknown_tenant",  # the log belongs to organisations; a stranger to all of them has none
        "unknown_button",
        "unknown_column",
    }
)
"""Codes that sound like a right, and ask for something else."""


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in sorted(ROOT.rglob("*.py")))


def codes(constructor: str) -> set[str]:
    return {
        str(word.value.value)
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == constructor
        for word in node.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant)
    }


def test_no_code_means_both_a_missing_right_and_something_to_put_right() -> None:
    assert codes("Denied") & codes("Expected") == set()


def test_every_refusal_that_sounds_like_a_right_is_a_denial_or_has_a_reason() -> None:
    sounding = {one for one in codes("Expected") if one.startswith((*OF_A_RIGHT, "unknown_"))}
    assert sounding - OF_STATE_OR_WORDS == set()


def caught(handler: ast.ExceptHandler) -> set[str]:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {one.id for one in kinds if isinstance(one, ast.Name)}


def lets_denials_through(attempt: ast.Try) -> bool:
    for handler in attempt.handlers:
        if "Denied" in caught(handler):
            return True
        if "Expected" in caught(handler):
            return False
    return True


ANSWER_FOR_THEMSELVES = {
    Path("dispatch/pipeline.py"): "the boundary that logs denials",
    Path("client/revealing.py"): "writes the refused look into the log itself",
    Path("__main__.py"): "the command line: nobody's turn",
    Path("cli/night_run.py"): "the command line: nobody's turn",
    Path("upkeep/changes/changing.py"): "tries a change before its transaction, which asks again and refuses",
    Path("upkeep/changes/outlook.py"): "keeps why a content cannot be so, and raises it after the rights were asked",
}


def test_nobody_who_catches_a_refusal_swallows_a_denial() -> None:
    swallowing = {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and not lets_denials_through(node)
    }
    assert swallowing == ANSWER_FOR_THEMSELVES.keys()


def test_what_catches_a_denial_gives_it_on() -> None:
    """Except where the press has been refused and logged already, and only its card is looked for."""
    kept = {
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and "Denied" in caught(node)
        and not (len(node.body) == 1 and isinstance(node.body[0], ast.Raise) and node.body[0].exc is None)
    }
    assert kept == {Path("consultation/acting/pressed_cards.py")}


def test_no_refusal_is_suppressed_unseen() -> None:
    suppressed = [
        path
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "suppress"
        for one in node.args
        if isinstance(one, ast.Name) and one.id in {"Expected", "Denied"}
    ]
    assert suppressed == []
