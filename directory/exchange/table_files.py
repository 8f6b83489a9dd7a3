"""A file that holds a table, whoever made it: read as what it is, whatever its name ends with."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from directory.exchange.delimited import HEADING_WITHIN, IsHeading, lines_of, refuse_page, rows_in
from directory.exchange.workbooks import is_workbook, sheets_of

Rows = Iterable[tuple[str, ...]]


def tables_in(content: bytes, is_heading: IsHeading) -> Mapping[str, Rows]:
    """The tables by the names of their sheets: those that have headings, else the first that has anything.

    Raises ExchangeError when the file cannot be read.
    """
    refuse_page(content)
    if not is_workbook(content):
        return {"": rows_in(lines_of(content), is_heading)}
    sheets = sheets_of(content)
    found = {title: rows for title, rows in sheets.items() if heading_at(rows, is_heading)}
    return found or dict(islice(((title, rows) for title, rows in sheets.items() if rows), 1))


def heading_at(rows: Sequence[Sequence[str]], is_heading: IsHeading) -> int:
    """The number of the row with the headings, counted from 1; 0 without any."""
    return next((at for at, row in enumerate(rows[:HEADING_WITHIN], 1) if is_heading(tuple(row))), 0)
