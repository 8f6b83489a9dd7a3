"""Workbooks made to do harm: refused within seconds and without filling the memory."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from directory.exchange.directory_file import read_file
from directory.exchange.workbooks import SHEETS_AT_MOST, ExchangeError, sheets_of
from directory.records.fields import Fault

HEAD = '<?xml version="1.0"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
SECONDS = 5.0
MEGABYTES = 120


def book(
    rows: str = ROW,
    *,
    named: int = 1,
    parts: int = 1,
    shared: str = "",
    before: str = "",
    after: str = "",
    more: str = "",
) -> bytes:
    """A workbook whose parts are alike: `named` sheets that all name the first of `parts`."""
    sheets = "".join(f'<sheet name="s{number}" sheetId="{number + 1}" r:id="r0"/>' for number in range(named))
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(parts)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    strings = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>' if shared else ""
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="a/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{strings}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>{more}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    for number in range(parts):
        contents[f"xl/worksheets/sheet{number}.xml"] = (
            f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        )
    if shared:
        contents["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(name, HEAD + content)
    return file.getvalue()


def entities(*declared: str) -> str:
    return f"<!DOCTYPE a [{''.join(declared)}]>"


LAUGHS = [f'<!ENTITY l{one} "{f"&l{one - 1};" * 10 if one else "lol"}">' for one in range(10)]
MANY_ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(200_000))
MANY_ROWS = "".join(f'<row r="{one}"><c r="A{one}"><v>1</v></c></row>' for one in range(1, 20_000))
MERGED = "".join(f'<mergeCell ref="A{1 + one}:A1048576"/>' for one in range(5_000))
BOMBS: dict[str, tuple[Callable[[], bytes], Fault]] = {
    "laughs": (lambda: book(before=entities(*LAUGHS)), "file_too_big"),
    "a file of the machine": (lambda: book(before=entities('<!ENTITY x SYSTEM "file:///etc/passwd">')), "file_too_big"),
    "an outer document type": (lambda: book(before='<!DOCTYPE a SYSTEM "http://evil.example/a.dtd">'), "file_too_big"),
    "unpacks to much": (lambda: book(before="<!--" + "x" * 60_000_000 + "-->"), "file_too_big"),
    "a comment without end": (lambda: book(before="<!--" + "x" * 20_000_000), "file_too_big"),
    "deep": (lambda: book("<a>" * 1_000_000 + "</a>" * 1_000_000), "file_too_big"),
    "deep and cut off": (lambda: book("<row>" * 1_000_000), "file_too_big"),
    "one wide row": (lambda: book(f"<row>{'<c/>' * 1_000_000}</row>"), "file_too_big"),
    "a tag of many attributes": (lambda: book(f"<row {MANY_ATTRIBUTES}/>"), "file_too_big"),
    "one sheet named often": (lambda: book(ROW * 20_000, named=SHEETS_AT_MOST), "file_too_big"),
    "many sheets": (lambda: book(named=SHEETS_AT_MOST + 1), "file_too_big"),
    "many parts": (lambda: book(parts=600), "file_too_big"),
    "merged over and over": (lambda: book(MANY_ROWS, after=f"<mergeCells>{MERGED}</mergeCells>"), "file_too_big"),
    "many shared texts": (lambda: book(shared="<si><t>a</t></si>" * 600_000), "file_too_big"),
    "shared elements that are no texts": (lambda: book(shared="<c/>" * 300_000), "file_too_big"),
    "a cell out of bounds": (lambda: book('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'), "not_readable"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_made_to_do_harm_is_refused_in_time_and_memory(name: str) -> None:
    make, fault = BOMBS[name]
    content = make()
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(ExchangeError) as refused:
            read_file(content, "xlsx")
        spent, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.value.fault == fault
    assert spent < SECONDS
    assert most < MEGABYTES * 2**20


@pytest.mark.parametrize("last", ["1048576", "99999999999999999999"])
def test_the_last_row_of_a_sheet_alone_is_read_in_time(last: str) -> None:
    """A spreadsheet may say that it has a million rows."""
    began = time.process_time()
    (rows,) = sheets_of(
        book(ROW + f'<row r="{last}"><c r="A{last}" t="inlineStr"><is><t>x</t></is></c></row>')
    ).values()
    assert [row[0] for row in rows] == ["name"]
    assert time.process_time() - began < SECONDS


def test_links_to_other_files_are_left_alone() -> None:
    """The other workbook is not looked for: its part is not even there."""
    linked = book(more=f'<externalReferences xmlns:r="{OFFICE}"><externalReference r:id="r9"/></externalReferences>')
    assert [row[0] for row in sheets_of(linked)["s0"]] == ["name"]


def test_a_part_that_is_longer_than_it_says_is_not_read() -> None:
    content = bytearray(book("<row>" + "<c/>" * 50_000 + "</row>"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo("xl/worksheets/sheet0.xml").file_size
    told = size.to_bytes(4, "little")
    lied = bytes(content).replace(told, (100).to_bytes(4, "little"))
    with pytest.raises(ExchangeError):
        read_file(lied, "xlsx")
