"""The directory as a file: JSON, CSV or XLSX, all with the same content, and back again without a loss.

CSV has a first column `section`; a table without it is a table of contacts. XLSX has a sheet per section.
A cell that a spreadsheet would take for a formula is written with an apostrophe in front, which reading takes away
(`directory.exchange.cells`).
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import orjson

from directory.exchange.cells import plain_cell, safe_cell
from directory.exchange.column_matching import field_called, is_heading, told_apart
from directory.exchange.table_files import Rows, heading_at, tables_in
from directory.exchange.workbooks import ROWS_AT_MOST, ExchangeError, is_workbook, sheets_of, text_of
from directory.records.cell_texts import clean_cell
from directory.records.fields import holds_identity_code
from directory.records.records import FIELDS, SECTIONS, Record, Section, Value

Format = Literal["json", "csv", "xlsx"]
Records = Mapping[Section, Sequence[Mapping[str, Value]]]


def write_file(records: Records, file_format: Format) -> bytes:
    """The records as a file."""
    return {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}[file_format](records)


def read_file(content: bytes, file_format: Format) -> list[Record]:
    """The records of a file. ExchangeError when it cannot be read at all."""
    return {"json": from_json, "csv": from_csv, "xlsx": from_xlsx}[file_format](content)


def to_json(records: Records) -> bytes:
    """A JSON object with a list per section."""
    return orjson.dumps(records, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def from_json(content: bytes) -> list[Record]:
    """Reads what `to_json` writes; numbers and null are taken as text."""
    try:
        data: object = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ExchangeError("not JSON") from error
    if not isinstance(data, dict):
        raise ExchangeError("not a JSON object")
    return [
        Record(section, row, {str(name): _json_value(value) for name, value in one.items()})
        for section in SECTIONS
        for row, one in enumerate(_json_list(data.get(section, [])), 1)
    ]


def to_csv(records: Records) -> bytes:
    """One table for all sections, in UTF-8 with a mark that spreadsheets know, separated by semicolons."""
    columns = ["section", *dict.fromkeys(name for section in SECTIONS for name in FIELDS[section])]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, restval="", delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for section in SECTIONS:
        for record in records.get(section, ()):
            writer.writerow({"section": section, **{name: _cell(value) for name, value in record.items()}})
    return file.getvalue().encode("utf-8-sig")


def from_csv(content: bytes) -> list[Record]:
    """Reads what `to_csv` writes, and a table of contacts, in any encoding and with any separator that is known."""
    return _of_tables(tables_in(content, _is_first_row))


def to_xlsx(records: Records, headings: Mapping[Section, Mapping[str, str]] | None = None) -> bytes:
    """A workbook with a sheet per section; every cell is text. `headings` may call the columns something else."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for section in SECTIONS:
        sheet = book.create_sheet(section)
        called = (headings or {}).get(section, {})
        sheet.append([called.get(name, name) for name in FIELDS[section]])
        for record in records.get(section, ()):
            sheet.append([_cell(record[name]) for name in FIELDS[section]])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def from_xlsx(content: bytes) -> list[Record]:
    """Reads what `to_xlsx` writes. In a workbook without such sheets, all those with headings are contacts."""
    if not is_workbook(content):
        return from_csv(content)
    sheets = sheets_of(content)
    if sheets.keys() & set(SECTIONS):
        return [record for section in SECTIONS for record in _table_records(sheets.get(section, []), section)]
    return _of_tables(tables_in(content, _is_first_row))


def from_table(rows: Sequence[Sequence[str]]) -> list[Record]:
    """Reads a table that was pasted: as a CSV file of the same rows."""
    return list(_table_records([tuple(map(clean_cell, row)) for row in rows], "contacts"))


def _of_tables(tables: Mapping[str, Rows]) -> list[Record]:
    """The records of all tables. Of several, each row bears the name of its sheet."""
    found: list[Record] = []
    for title, rows in tables.items():
        read = list(rows)
        records = list(_table_records(read, "contacts"))
        if len(tables) > 1:
            records = [replace(one, sheet="?" if holds_identity_code("", title) else title) for one in records]
        found += records
    if len(found) > ROWS_AT_MOST:
        raise ExchangeError("too many rows", "file_too_big")
    return found


def _table_records(rows: Sequence[Sequence[str]], default: Section) -> Iterator[Record]:
    if len(rows) > ROWS_AT_MOST:
        raise ExchangeError("too many rows", "file_too_big")
    first = 1 if default != "contacts" else heading_at(rows, _is_first_row) or 1
    names: list[str] = []
    for number, row in enumerate(rows, 1):
        if number <= first or (default == "contacts" and _is_repeated(row, names)):
            names = told_apart(row)
            continue
        fields = {name: plain_cell(cell) for name, cell in zip(names, row, strict=False) if name}
        if not any(fields.values()):
            continue
        free = default == "contacts" and "section" not in names
        section = _section(fields.pop("section", default))
        columns = {name for name in fields if name in FIELDS[section] or (free and field_called(name))}
        yield Record(section, number, {name: value for name, value in fields.items() if value or name in columns})


def _is_first_row(row: tuple[str, ...]) -> bool:
    return "section" in row or is_heading(row)


def _is_repeated(row: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the headings stand there again, as at the top of a printed page."""
    return told_apart(row) == names


def _section(name: str) -> Section:
    for section in SECTIONS:
        if section == name:
            return section
    raise ExchangeError("a section that is not known")


def _cell(value: Value) -> str:
    return safe_cell(value if isinstance(value, str) else "; ".join(value))


def _json_list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ExchangeError("a section that is not a list of objects")
    return value


def _json_value(value: object) -> Value:
    if isinstance(value, list):
        return [text_of(part) for part in value]
    return text_of(value)
