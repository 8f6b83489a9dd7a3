"""Tables of own workers as files: CSV in either encoding that spreadsheets write, and XLSX, as rows of texts."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from bot.errors import Expected
from directory.exchange.workbooks import ExchangeError, first_sheet

ENCODINGS = ("utf-8-sig", "cp1252")
KINDS = ("csv", "tsv", "txt", "xlsx")


def rows_of(content: bytes, name: str) -> Iterable[Sequence[str]]:
    """The rows of a file by its name's ending. Raises Expected when it is something else or cannot be read."""
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise _wrong_type()
    if kind != "xlsx":
        return csv_rows(_decoded(content).splitlines(keepends=True))
    try:
        return first_sheet(content)
    except ExchangeError as error:
        raise _unreadable() from error


def csv_rows(lines: Iterable[str]) -> Iterator[Sequence[str]]:
    """The rows of a CSV file, separated by semicolons, commas or tabs. Raises Expected when it is none."""
    numbered = iter(lines)
    first = next(numbered, "")
    try:
        yield from csv.reader(_with(first, numbered), delimiter=max(";,\t", key=first.count), strict=True)
    except csv.Error as error:
        raise _unreadable() from error


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _wrong_type() -> Expected:
    return Expected(lambda t: t("Send the own workers as CSV or XLSX. Nothing was read."), code="wrong_file_type")


def _unreadable() -> Expected:
    return Expected(
        lambda t: t("The file cannot be read. Save it again as CSV or XLSX and without a password. Nothing was saved."),
        code="not_readable",
    )
