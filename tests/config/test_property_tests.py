"""Property tests fail for what the code does, never for how fast the machine is: one profile for all of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parents[1]
PROFILE = TESTS / "conftest.py"


def told_of_settings(source: str) -> Iterator[ast.Call]:
    """Every call by which a test module says something of hypothesis' settings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"settings", "register_profile", "load_profile"}:
                yield node


def watches_the_clock(source: str) -> list[int]:
    """The lines where a test module asks that examples are quick."""
    lines = []
    for call in told_of_settings(source):
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        left_out = given.get("suppress_health_check", "too_slow")
        timed = "too_slow" not in left_out and left_out != "list(HealthCheck)"
        if "deadline" in given or timed or "profile" in ast.unparse(call.func):
            lines.append(call.lineno)
    return lines


def test_the_profile_that_is_loaded_has_no_deadline() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
    assert settings().print_blob
    assert settings.get_current_profile_name() == "kuntayhteys"


def test_no_test_module_brings_a_deadline_of_its_own() -> None:
    found = {
        str(path.relative_to(TESTS)): lines
        for path in TESTS.rglob("*.py")
        if path != PROFILE and (lines := watches_the_clock(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "@settings(deadline=200)\ndef test(): ...",
        "@settings(max_examples=3, deadline=None)\ndef test(): ...",
        "quickly = hypothesis.settings(deadline=timedelta(seconds=1))",
        "settings.register_profile('slow', deadline=None)",
        "settings.load_profile('default')",
        "@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])\ndef test(): ...",
    ],
)
def test_each_way_of_watching_the_clock_is_found(line: str) -> None:
    assert watches_the_clock(line) == [1]
