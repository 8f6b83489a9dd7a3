"""Reading a workbook that anybody may have made: its sheets as texts, within bounds of size, time and memory.

A small file can unpack to gigabytes, name one sheet a thousand times, or hold a document type that grows. What such a
file claims is checked before it is unpacked; links to other files are left alone. What a person sees in it is read:
sheets that are not hidden, all their rows whatever a sheet says of its size, a merged cell for each of its rows.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError

from directory.exchange.xml_bounds import MOST_ELEMENTS, GrowsError, look_through
from directory.records.cell_texts import clean_cell
from directory.records.fields import Fault

Cells = list[tuple[str, ...]]
ROWS_AT_MOST = 200_000
COLUMNS_AT_MOST = 60
SHEETS_AT_MOST = 30
PARTS_AT_MOST = 500
UNPACKED_AT_MOST = 32 * 1024 * 1024
"""Bytes of all parts together, each sheet as often as the workbook names it; thirty thousand contacts are less."""
SHARED_TEXTS_AT_MOST = 8 * 1024 * 1024
MERGED_AT_MOST = 200_000
"""Cells that merged ones fill in a sheet."""
_MERGED = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})")
_OF_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
"""The names in a workbook saved as *Strict Open XML*, and those in all others (ISO/IEC 29500-1 and -4)."""
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


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook of any kind, by how it begins."""
    return content.startswith((b"PK", _PROTECTED))


def sheets_of(content: bytes) -> dict[str, Cells]:
    """The rows of each sheet that is not hidden, as texts. ExchangeError when they cannot be read, or are too much."""
    return dict(_sheets(content))


def _sheets(content: bytes) -> Iterator[tuple[str, Cells]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if content.startswith(_PROTECTED):
        raise ExchangeError("a workbook with a password", "file_protected")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            merged = _check_parts(packed)
            content = _as_usual(packed, content)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _check_sheets(packed, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = _texts(sheet.iter_rows(max_col=COLUMNS_AT_MOST, values_only=True))
                yield sheet.title, _filled(rows, merged.get(parts.get(sheet.title, ""), ()))
    except ExchangeError:
        raise
    except GrowsError as error:
        raise ExchangeError("made to fill the memory", "file_too_big") from error
    except (InvalidFileException, *_NOT_XLSX) as error:
        raise ExchangeError("not XLSX") from error


def _check_parts(packed: zipfile.ZipFile) -> Mapping[str, Sequence[str]]:
    """Before anything is unpacked: what the parts say of their size. The rest of a part that says less is not read.

    Gives the merged cells of each part.
    """
    sizes = {one.filename: one.file_size for one in packed.infolist()}
    too_much = sum(one.file_size for one in packed.infolist()) > UNPACKED_AT_MOST
    if too_much or len(packed.infolist()) > PARTS_AT_MOST or sizes.get(_SHARED_TEXTS, 0) > SHARED_TEXTS_AT_MOST:
        raise ExchangeError("unpacks to too much", "file_too_big")
    elements = 0
    merged: dict[str, Sequence[str]] = {}
    for name in sizes:
        with packed.open(name) as part:
            looked = look_through(part)
        elements += looked.elements
        merged[name] = looked.merged
        if elements > MOST_ELEMENTS:
            raise ExchangeError("too many elements", "file_too_big")
    return merged


def _as_usual(packed: zipfile.ZipFile, content: bytes) -> bytes:
    """The workbook with the names that the reader knows; any but a strict one as it is."""
    if _OF_STRICT[1][0] not in packed.read("_rels/.rels"):
        return content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as renamed:
        for name in packed.namelist():
            part = packed.read(name)
            for strict, usual in _OF_STRICT:
                part = part.replace(strict, usual)
            renamed.writestr(name, part)
    return file.getvalue()


def _check_sheets(packed: zipfile.ZipFile, content: bytes) -> Mapping[str, str]:
    """The part of each sheet. One may be named by many sheets, and would be read as often."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    named = [(sheet.name, relation.target) for sheet, relation in reader.parser.find_sheets()]
    parts = [part for _, part in named]
    sizes = {one.filename: one.file_size for one in packed.infolist()}
    if len(parts) > SHEETS_AT_MOST or sum(sizes.get(part, 0) for part in parts) > UNPACKED_AT_MOST:
        raise ExchangeError("too many sheets", "file_too_big")
    return dict(named)


def _texts(rows: Iterable[Sequence[object]]) -> Cells:
    """The rows as texts; empty rows at the end are left out."""
    found = [
        tuple(clean_cell(text_of(cell)) for cell in row) if row.count(None) < len(row) else ()
        for row in islice(rows, ROWS_AT_MOST + 1)
    ]
    while found and not any(found[-1]):
        found.pop()
    return found


def _filled(rows: Cells, merged: Iterable[str]) -> Cells:
    """The rows with each merged cell's text in all of its rows that have something of their own."""
    filled = {}
    left = MERGED_AT_MOST
    for area in map(_MERGED.fullmatch, merged):
        if area is None:
            continue
        column, first, last = _column(area[1]), int(area[2]) - 1, min(int(area[3]), len(rows))
        left -= max(last - first, 0) + 1
        if left < 0:
            raise ExchangeError("too many merged cells", "file_too_big")
        text = rows[first][column] if 0 <= first < last and column < len(rows[first]) else ""
        if text:
            filled.update({(row, column): text for row in range(first + 1, last) if any(rows[row])})
    found = [list(row) for row in rows] if filled else []
    for (row, column), text in filled.items():
        found[row][column] = text
    return [tuple(row) for row in found] or rows


def _column(letters: str) -> int:
    """B → 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


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
