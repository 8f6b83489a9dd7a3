"""The data map in docs/privacy.md names every table and column, and none that is not there."""

import re
from pathlib import Path

from bot.tables import metadata

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
ROW = re.compile(r"^\| `(?P<table>\w+)` \| (?P<personal>[^|]*) \| (?P<other>[^|]*) \|", re.MULTILINE)


def _told() -> dict[str, list[str]]:
    return {
        found["table"]: re.findall(r"`(\w+)`", found["personal"] + found["other"])
        for found in ROW.finditer(DOCUMENT.read_text("utf-8"))
    }


def test_every_table_is_told() -> None:
    assert sorted(_told()) == sorted(metadata().tables)


def test_every_column_is_told_once() -> None:
    told = _told()
    there = {name: sorted(column.name for column in table.columns) for name, table in metadata().tables.items()}
    assert {name: sorted(columns) for name, columns in told.items()} == there


def test_everything_personal_says_how_long_it_is_kept() -> None:
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if ROW.match(line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 6, line
            assert all(cells), line
