"""Readings for the command line: one text as a JSON object, a file of texts as CSV rows."""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from directory.exchange.cells import safe_cell
from directory.guard.finding import Kind, check
from directory.reading.reader import Reader

COLUMNS = ("query", "status", "area", "municipality", "topic")


class ResolvedRow(NamedTuple):
    """One row of the batch answer; codes and slugs as in the shipped data, empty where none.

    `query` is as it was given, but without the personal data in it.
    """

    query: str
    status: str
    area: str
    municipality: str
    topic: str


class NoQueryColumnError(ValueError):
    """The file has no column named `query`."""


def resolve_json(reader: Reader, text: str) -> dict[str, object]:
    """The reading of a text as an object that json can write: every field of Reading, alternatives as objects."""
    reading = asdict(reader.read(text))
    return {"query_length": len(text), **reading}


def resolve_batch(reader: Reader, path: Path) -> Iterator[ResolvedRow]:
    """The reading of each row of a CSV file with a column `query`, in order.

    Raises OSError when the file cannot be read, UnicodeDecodeError when it is not UTF-8, and NoQueryColumnError.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if "query" not in (table.fieldnames or ()):
            raise NoQueryColumnError(path.name)
        for row in table:
            text = row["query"] or ""
            reading = reader.read(text)
            given = safe_cell(_cleaned(text))
            yield ResolvedRow(given, reading.status, reading.area, reading.municipality, reading.topic)


def _cleaned(text: str) -> str:
    return check(text, dict.fromkeys(Kind, "[…]")).cleaned
