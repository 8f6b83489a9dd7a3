"""Tables as text: in the encodings that spreadsheets write, parted by the mark that gives the headings."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO

from directory.exchange.workbooks import ExchangeError
from directory.records.cell_texts import clean_cell

IsHeading = Callable[[tuple[str, ...]], bool]
HEADING_WITHIN = 10
"""Rows above the headings that a table may have for its title."""
_SEPARATORS = ";,\t|"
_LINES_LOOKED_AT = 40
"""A heading may have line breaks of its own."""
_AT_ONCE = 1024 * 1024
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAGE_BEGINS_WITHIN = 1100
_PAGE = re.compile(r"\s{0,1000}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def refuse_page(content: bytes) -> None:
    """Raises ExchangeError for a web page: what some services give in the place of a file."""
    if _PAGE.match(content[:_PAGE_BEGINS_WITHIN].removeprefix(codecs.BOM_UTF8).decode("latin-1")):
        raise ExchangeError("a web page", "web_page")


def encoding_of(file: IO[bytes]) -> str:
    """Its byte order mark's, else UTF-8, else Windows-1252 as Excel in Finland saves plain CSV. Raises ExchangeError.

    The file is read to its end.
    """
    first = file.read(_AT_ONCE)
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if first.startswith(mark)), "")
    if marked == "utf-16":
        return marked
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    while first:
        if b"\x00" in first:
            raise ExchangeError("not text")
        try:
            if is_utf8:
                decoder.decode(first)
        except UnicodeDecodeError:
            is_utf8 = False
        first = file.read(_AT_ONCE)
    if marked and not is_utf8:
        raise ExchangeError("not UTF-8")
    return "utf-8-sig" if is_utf8 else "cp1252"


def lines_of(content: bytes) -> Iterable[str]:
    """The lines of a text file. Raises ExchangeError when it is none."""
    try:
        text = content.decode(encoding_of(io.BytesIO(content)))
    except UnicodeDecodeError as error:
        raise ExchangeError("not text") from error
    return io.StringIO(text, newline=None)


def rows_in(lines: Iterable[str], is_heading: IsHeading) -> Iterator[tuple[str, ...]]:
    """The rows, one at a time. Raises ExchangeError where the lines are no table, or are not text."""
    rest = iter(lines)
    try:
        head = list(islice(rest, _LINES_LOOKED_AT))
        rows = csv.reader(chain(head, rest), delimiter=_separator(head, is_heading), strict=True)
        yield from (tuple(map(clean_cell, row)) for row in rows)
    except (csv.Error, UnicodeDecodeError) as error:
        raise ExchangeError("not CSV") from error


def _separator(head: Sequence[str], is_heading: IsHeading) -> str:
    """The mark by which one of the first rows is headings; without such a row, what stands there most."""
    for separator in _SEPARATORS:
        rows = islice(csv.reader(head, delimiter=separator), HEADING_WITHIN)
        if any(is_heading(tuple(map(clean_cell, row))) for row in rows):
            return separator
    return max(_SEPARATORS, key="".join(head[:HEADING_WITHIN]).count)
