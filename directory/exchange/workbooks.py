"""Reading a workbook that anybody may have made: its sheets as texts, within bounds of size, time and memory.

A small file can unpack to gigabytes, name one sheet a thousand times, or hold a document type that grows. What such a
file claims is checked before it is unpacked; links to other files are left alone.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError

from directory.exchange.xml_bounds import MOST_ELEMENTS, GrowsError, count_elements
from directory.records.fields import Fault

Cells = list[tuple[str, ...]]
ROWS_AT_MOST = 200_000
COLUMNS_AT_MOST = 60
SHEETS_AT_MOST = 30
PARTS_AT_MOST = 500
UNPACKED_AT_MOST = 32 * 1024 * 1024
"""Bytes of all parts together, each sheet as often as the workbook names it; thirty thousand contacts are less."""
SHARED_TEXTS_AT_MOST = 8 * 1024 * 1024
_SHARED_TEXTS = "xl/sharedStrings.xml"
_PROTECTED = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook begins that has a password, and one of the time before XLSX."""
_NOT_XLSX = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ParseError, KeyError, ValueError, OSError),
    *(EOFError, TypeError, AttributeError, IndexError, OverflowError, NotImplementedError, RuntimeError),
)
"""What reading a damaged workbook raises, besides openpyxl's own."""


class ExchangeError(ValueError):
    """The file is not what its name says; `fault` is what to tell of it."""

    def __init__(self, reason: str, fault: Fault = "not_readable") -> None:
        super().__init__(reason)
        self.fault: Fault = fault


def sheets_of(content: bytes) -> dict[str, Cells]:
    """The rows of each sheet, as texts. ExchangeError when they cannot be read, or are too much to read."""
    return dict(_sheets(content))


def first_sheet(content: bytes) -> Cells:
    """The rows of the first sheet that has any. ExchangeError likewise."""
    return next((rows for _, rows in _sheets(content) if rows), [])


def _sheets(content: bytes) -> Iterator[tuple[str, Cells]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if content.startswith(_PROTECTED):
        raise ExchangeError("a workbook with a password", "file_protected")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_parts(packed)
            _check_sheets(packed, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book:
            yield sheet.title, _texts(sheet.iter_rows(max_col=COLUMNS_AT_MOST, values_only=True))
    except ExchangeError:
        raise
    except GrowsError as error:
        raise ExchangeError("made to fill the memory", "file_too_big") from error
    except (InvalidFileException, *_NOT_XLSX) as error:
        raise ExchangeError("not XLSX") from error


def _check_parts(packed: zipfile.ZipFile) -> None:
    """Before anything is unpacked: what the parts say of their size. The rest of a part that says less is not read."""
    sizes = {one.filename: one.file_size for one in packed.infolist()}
    too_much = sum(one.file_size for one in packed.infolist()) > UNPACKED_AT_MOST
    if too_much or len(packed.infolist()) > PARTS_AT_MOST or sizes.get(_SHARED_TEXTS, 0) > SHARED_TEXTS_AT_MOST:
        raise ExchangeError("unpacks to too much", "file_too_big")
    elements = 0
    for name in sizes:
        with packed.open(name) as part:
            elements += count_elements(part)
        if elements > MOST_ELEMENTS:
            raise ExchangeError("too many elements", "file_too_big")


def _check_sheets(packed: zipfile.ZipFile, content: bytes) -> None:
    """One part may be named by many sheets, and would be read as often."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    parts = [relation.target for _, relation in reader.parser.find_sheets()]
    sizes = {one.filename: one.file_size for one in packed.infolist()}
    if len(parts) > SHEETS_AT_MOST or sum(sizes.get(part, 0) for part in parts) > UNPACKED_AT_MOST:
        raise ExchangeError("too many sheets", "file_too_big")


def _texts(rows: Iterable[Sequence[object]]) -> Cells:
    """The rows as texts; empty rows at the end are left out."""
    found = [tuple(text_of(cell) for cell in row) for row in islice(rows, ROWS_AT_MOST + 1)]
    while found and not any(found[-1]):
        found.pop()
    return found


def text_of(cell: object) -> str:
    """A cell's value as it is written in a text."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)
