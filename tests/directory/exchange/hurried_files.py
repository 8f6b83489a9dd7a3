"""Files of contacts as people in a hurry make them: each with what a careful reader takes from it."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
HEADINGS = ("Nimi", "Sähköposti", "Puhelin", "Kunnat")
UUSI = ("Uusi Henkilö", "uusi@ekhva.example", "05 000 0077", "Imatra")
TOINEN = ("Toinen Henkilö", "toinen@ekhva.example", "05 000 0078", "Rautjärvi")
GOOD = {
    "Uusi Henkilö": ("uusi@ekhva.example", "05 000 0077", ("153",)),
    "Toinen Henkilö": ("toinen@ekhva.example", "05 000 0078", ("689",)),
}
"""Name → e-mail address, telephone and municipalities."""


@dataclass(frozen=True, slots=True)
class Hurried:
    """A file, and the right result of reading it."""

    content: Callable[[], bytes]
    people: Mapping[str, tuple[str, str, tuple[str, ...]]]
    told: frozenset[tuple[int, str]] = frozenset()
    """Rows as the spreadsheet numbers them and what is wrong with them; row 0 is the file."""
    unreadable: str = ""
    """Why nothing of it can be read."""


def csv(rows: Rows, separator: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A text file of the rows."""
    return end.join(separator.join(map(str, row)) for row in rows).encode(encoding)


def book(*sheets: Rows, change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """A workbook with a sheet for each."""
    made = Workbook()
    for number, rows in enumerate(sheets):
        sheet = made.worksheets[0] if number == 0 else made.create_sheet()
        for row in rows:
            sheet.append(list(row))
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def first(made: Workbook) -> Worksheet:
    """The first sheet."""
    return made.worksheets[0]


def rewritten(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The workbook with something else in its XML: what openpyxl does not write."""
    file = io.BytesIO()
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in packed.namelist():
            part = packed.read(name).decode()
            for before, after in changes:
                found |= {before} if before in part else set()
                part = part.replace(before, after)
            made.writestr(name, part)
    assert found == {before for before, _ in changes}, "a change that changes nothing makes no such file"
    return file.getvalue()


def strict(content: bytes) -> bytes:
    """As Excel saves *Strict Open XML*."""
    return rewritten(
        content,
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/", "http://purl.oclc.org/ooxml/spreadsheetml/"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    )


def _hidden_rows(made: Workbook) -> None:
    first(made).auto_filter.ref = "A1:D3"
    first(made).row_dimensions[3].hidden = True


def hidden_first(made: Workbook) -> None:
    """Last year's list, kept behind this year's."""
    first(made).sheet_state = "hidden"


def _merged(made: Workbook) -> None:
    first(made).merge_cells("D2:D3")


def _with(place: int, value: object, row: Sequence[object] = UUSI) -> tuple[object, ...]:
    return (*row[:place], value, *row[place + 1 :])


BOTH = (HEADINGS, UUSI, TOINEN)
_ONE = {"Uusi Henkilö": GOOD["Uusi Henkilö"]}
_IN_IMATRA = {name: (*details[:2], ("153",)) for name, details in GOOD.items()}
LAST_YEAR = (HEADINGS, ("Entinen Henkilö", "entinen@ekhva.example", "", ""))


def _phone(value: object, read: str) -> Hurried:
    return Hurried(lambda: book((HEADINGS, _with(2, value))), {"Uusi Henkilö": ("uusi@ekhva.example", read, ("153",))})


def _email(value: object) -> Hurried:
    return Hurried(lambda: book((HEADINGS, _with(1, value))), _ONE)


def _places(value: object, *codes: str) -> Hurried:
    return Hurried(lambda: csv((HEADINGS, _with(3, value))), {"Uusi Henkilö": (UUSI[1], UUSI[2], codes)})


FIRST: Mapping[str, Hurried] = {
    "stale dimensions": Hurried(lambda: rewritten(book(BOTH), ('ref="A1:D3"', 'ref="A1:D2"')), GOOD),
    "dimensions of one cell": Hurried(lambda: rewritten(book(BOTH), ('ref="A1:D3"', 'ref="A1"')), GOOD),
    "hidden first sheet": Hurried(lambda: book(LAST_YEAR, BOTH, change=hidden_first), GOOD),
    "a filter": Hurried(lambda: book(BOTH, change=_hidden_rows), GOOD),
    "merged municipality": Hurried(lambda: book((HEADINGS, UUSI, (*TOINEN[:3], None)), change=_merged), _IN_IMATRA),
    "strict Open XML": Hurried(lambda: strict(book(BOTH)), GOOD),
    "Unicode text of Excel": Hurried(lambda: csv(BOTH, "\t", "utf-16"), GOOD),
    "big-endian UTF-16": Hurried(lambda: b"\xfe\xff" + csv(BOTH, "\t", "utf-16-be"), GOOD),
    "cp1252": Hurried(lambda: csv(BOTH, ";", "cp1252"), GOOD),
    "UTF-8 with a mark": Hurried(lambda: csv(BOTH, ",", "utf-8-sig"), GOOD),
    "title line with the other separator": Hurried(
        lambda: csv((("Yhteyshenkilöt, Etelä-Karjala, 2026, luonnos, sisäinen",), *BOTH)), GOOD
    ),
    "empty first line": Hurried(lambda: b"\r\n" + csv(BOTH, ","), GOOD),
    "sep= line": Hurried(lambda: b"sep=;\r\n" + csv(BOTH), GOOD),
    "heading over two lines": Hurried(
        lambda: csv((("Nimi", "Sähköposti", '"Puhelin\r\n"', "Kunnat"), UUSI, TOINEN)), GOOD
    ),
    "two sheets": Hurried(lambda: book((HEADINGS, UUSI), (HEADINGS, TOINEN)), GOOD),
    "two telephone columns": Hurried(
        lambda: csv((("Nimi", "Sähköposti", "Puhelin", "GSM", "Kunnat"), (*UUSI[:3], "", UUSI[3]))), _ONE
    ),
    "the same heading twice": Hurried(
        lambda: csv((("Nimi", "Sähköposti", "Puhelin", "Puhelin", "Kunnat"), (*UUSI[:2], "", *UUSI[2:]))), _ONE
    ),
    "two telephones": Hurried(
        lambda: csv((("Nimi", "Sähköposti", "Puhelin", "GSM", "Kunnat"), (*UUSI[:3], "05 000 0055", UUSI[3]))),
        _ONE,
        frozenset({(0, "two_columns")}),
    ),
    "telephone as a number": _phone(500000077, "0500000077"),
    "international telephone as a number": _phone(358405550077, "+358405550077"),
    "telephone with an exponent": Hurried(
        lambda: csv((HEADINGS, _with(2, "3,58505E+11"), TOINEN)),
        {"Toinen Henkilö": GOOD["Toinen Henkilö"]},
        frozenset({(2, "broken_cell")}),
    ),
    "narrow column": Hurried(
        lambda: csv((HEADINGS, _with(2, "########"), TOINEN)),
        {"Toinen Henkilö": GOOD["Toinen Henkilö"]},
        frozenset({(2, "broken_cell")}),
    ),
    "error of a formula": Hurried(
        lambda: csv((HEADINGS, _with(0, "#VIITTAUS!"), TOINEN)),
        {"Toinen Henkilö": GOOD["Toinen Henkilö"]},
        frozenset({(2, "broken_cell")}),
    ),
    "invisible marks": Hurried(
        lambda: book((HEADINGS, ("Uusi Hen\u00adkilö", "uusi\u200b@ekhva.example", "05\u202f000\u202f0077", "Imatra"))),
        _ONE,
    ),
    "line break in a name": Hurried(lambda: book((HEADINGS, _with(0, "Uusi\nHenkilö"))), _ONE),
    "mailto": _email("mailto:uusi@ekhva.example"),
    "final stop": _email("uusi@ekhva.example."),
    "group row": Hurried(
        lambda: csv((HEADINGS, ("IMATRA", "", "", ""), UUSI, TOINEN)), GOOD, frozenset({(2, "group_row")})
    ),
    "kind of place": _places("Imatran kaupunki", "153"),
    "slash between places": _places("Imatra/Rautjärvi", "153", "689"),
    "headings only": Hurried(lambda: book((HEADINGS,)), {}, frozenset({(0, "nothing_found")})),
    "cut workbook": Hurried(lambda: book(BOTH)[:-200], {}, unreadable="not_readable"),
}
"""The rows of the list of faults, and what is like them."""

SECOND: Mapping[str, Hurried] = {
    "CSV named as a workbook": Hurried(lambda: csv(BOTH), GOOD),
    "web page": Hurried(lambda: b"\r\n<!DOCTYPE html><html><body>Kirjaudu</body></html>", {}, unreadable="web_page"),
    "page of a sign-in": Hurried(lambda: b"<html><head></head></html>", {}, unreadable="web_page"),
    "strict with merged cells": Hurried(
        lambda: strict(book((HEADINGS, UUSI, (*TOINEN[:3], None)), change=_merged)), _IN_IMATRA
    ),
    "very hidden sheet": Hurried(
        lambda: rewritten(book(LAST_YEAR, BOTH, change=hidden_first), ('state="hidden"', 'state="veryHidden"')), GOOD
    ),
    "a sheet of instructions first": Hurried(lambda: book((("Täytä keltaiset solut",),), BOTH), GOOD),
    "old Macintosh line ends": Hurried(lambda: csv(BOTH, ";", "utf-8", "\r"), GOOD),
    "bars between cells": Hurried(lambda: csv(BOTH, "|"), GOOD),
    "tabs in a .csv": Hurried(lambda: csv(BOTH, "\t", "cp1252"), GOOD),
    "decomposed letters": Hurried(lambda: csv((HEADINGS, _with(0, "Uusi Henkilo\u0308"))), _ONE),
    "headings with stars and colons": Hurried(
        lambda: csv((("Nimi *", "Sähköposti:", "PUHELIN", "Kunnat"), UUSI, TOINEN)), GOOD
    ),
    "headings repeated on each page": Hurried(lambda: csv((HEADINGS, UUSI, HEADINGS, TOINEN)), GOOD),
    "empty rows between": Hurried(lambda: book((HEADINGS, UUSI, (None,) * 4, (None,) * 4, TOINEN)), GOOD),
    "an empty column first": Hurried(lambda: book(*[[("", *row) for row in BOTH]]), GOOD),
    "name and address in brackets": _email("Uusi Henkilö <uusi@ekhva.example>"),
    "comma after the address": _email("uusi@ekhva.example;"),
    "capitals in mailto": _email("MAILTO:uusi@ekhva.example"),
    "telephone with words": _phone("puh. 05 000 0077", "puh. 05 000 0077"),
    "telephone as a decimal": _phone(500000077.0, "0500000077"),
    "short mobile number": _phone(45000007, "045000007"),
    "emergency number": _phone(112, "112"),
    "international with zeros": _phone("00358405550077", "00358405550077"),
    "plus between places": _places("Imatra + Rautjärvi", "153", "689"),
    "the whole region": _places("koko Etelä-Karjala"),
    "municipality with its kind": _places("Lemin kunta", "416"),
    "municipality's number without its zero": _places("153", "153"),
    "Swedish kind of place": _places("Imatra stad", "153"),
    "merged group row": Hurried(
        lambda: book(
            (HEADINGS, ("Imatra", None, None, None), UUSI, TOINEN), change=lambda made: first(made).merge_cells("A2:D2")
        ),
        GOOD,
        frozenset({(2, "group_row")}),
    ),
    "a cut CSV row": Hurried(
        lambda: csv((HEADINGS, UUSI, ("Toinen Henkilö", "toinen@ekh"))),
        _ONE,
        frozenset({(3, "not_an_email")}),
    ),
    "a quotation mark never closed": Hurried(
        lambda: csv((HEADINGS, UUSI, ('"Toinen Henkilö', "toinen@ekhva.example"))), {}, unreadable="not_readable"
    ),
    "a date in a name column": Hurried(
        lambda: book((HEADINGS, _with(0, date(2026, 12, 1)), TOINEN)),
        {"Toinen Henkilö": GOOD["Toinen Henkilö"]},
        frozenset({(2, "not_a_name")}),
    ),
}
"""Made after the reader was: nothing was mended for them before they were counted."""
