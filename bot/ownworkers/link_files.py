"""Tables of own workers as files: read as tables of contacts are, sheet by sheet, as rows of texts."""

from collections.abc import Iterable, Iterator, Sequence

from bot.errors import Expected
from bot.ownworkers.link_rows import Rows, is_heading
from directory.exchange.delimited import rows_in
from directory.exchange.table_files import tables_in
from directory.exchange.workbooks import ExchangeError
from directory.records.fields import Problem
from directory.records.problem_wording import problem_words

KINDS = ("csv", "tsv", "txt", "xlsx")


def sheets_of_file(content: bytes, name: str) -> Sequence[Rows]:
    """The rows of each sheet. Raises Expected when the file is something else or cannot be read."""
    if name.rpartition(".")[2].lower() not in KINDS:
        raise Expected(lambda t: t("Send the own workers as CSV or XLSX. Nothing was read."), code="wrong_file_type")
    try:
        return [_told(rows) for rows in tables_in(content, is_heading).values()]
    except ExchangeError as error:
        raise _unreadable(error) from error


def csv_rows(lines: Iterable[str]) -> Rows:
    """The rows of a CSV file, one at a time. Raises Expected when it is none."""
    return _told(rows_in(lines, is_heading))


def _told(rows: Rows) -> Iterator[Sequence[str]]:
    try:
        yield from rows
    except ExchangeError as error:
        raise _unreadable(error) from error


def _unreadable(error: ExchangeError) -> Expected:
    unreadable = Problem("", 0, "", error.fault)
    return Expected(lambda t: t("{problem} Nothing was read.", problem=problem_words(unreadable, t)), code=error.fault)
