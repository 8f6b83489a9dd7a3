"""No table that goes out holds a formula, and what comes back is what went out."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.audit.client_report import Line, to_xlsx
from config.texts import texts
from directory.exchange.cells import plain_cell, safe_cell

ROOT = Path(__file__).parents[3]
TABLE_WRITERS = ("csv.writer", "DictWriter(", "Workbook(")
FORMULAS = [
    "=1+1", '=HYPERLINK("https://evil.example";"x")', "+358 40 123", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1",
    "'=1", "''=1", "\u00a0=1", "＝1+1", "|calc", "%0A=1", "' '=1", "\ufeff=1",
]  # fmt: skip
TEXTS = st.text(st.sampled_from("=+-@'\t\r\n a1|%＝\u00a0") | st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize("text", FORMULAS, ids=range(len(FORMULAS)))
def test_a_formula_becomes_a_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "Lappeenranta", "K-1001", "'60-luvun talo", "ma-pe 9-10", " ", "'", "''"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(TEXTS)
def test_what_comes_back_is_what_went_out(text: str) -> None:
    cell = safe_cell(text)
    assert plain_cell(cell) == text
    assert cell.lstrip(" \u00a0\ufeff\u200b")[:1] not in set("=+-@|%＝＋－＠\t\r\n")


@settings(max_examples=20)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_a_clients_report_holds_no_formula(name: str) -> None:
    event = Line("1.1.", "11", f"={name}", f"+{name}", "-", "@", is_own=True, refused=False)
    book = load_workbook(BytesIO(to_xlsx([event], texts("fi"))))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}  # type: ignore[union-attr]


def test_each_writer_of_tables_writes_safe_cells() -> None:
    writers = [
        path
        for room in ("bot", "directory", "config", "cards")
        for path in sorted((ROOT / room).rglob("*.py"))
        if any(word in path.read_text("utf-8") for word in TABLE_WRITERS)
    ]
    assert len(writers) >= 3
    for path in writers:
        text = path.read_text("utf-8")
        assert "safe_cell" in text or "resolve_batch" in text, path
