"""SECURITY.md names only tests that exist."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"`((?:[a-z_]+/)+(?:test_\w+\.py)?)`")


def test_each_named_test_is_there() -> None:
    document = (TESTS.parent / "SECURITY.md").read_text("utf-8")
    rows = [line for line in document.splitlines() if re.match(r"\| [STRIDE] \|", line)]
    named = {name for line in rows for name in NAMED.findall(line)}
    assert len(rows) > 20
    assert [name for name in sorted(named) if not (TESTS / name).exists()] == []


def test_each_threat_says_whether_it_is_tested() -> None:
    document = (TESTS.parent / "SECURITY.md").read_text("utf-8")
    for line in document.splitlines():
        if re.match(r"\| [STRIDE] \|", line):
            assert any(mark in line.rsplit("|", 2)[1] for mark in "✔◐✘"), line
