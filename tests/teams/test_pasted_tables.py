"""Tables out of what Teams makes of a paste: spreadsheets, Word, web pages, bare tabs, and rubbish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_teams.microsoft.pasting import table_page
from bot.teams.pasted_tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, table_of

PIECES = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th rowspan='3'>",
        "<td colspan='99999' rowspan='2'>",
        "<td colspan='-1'>",
        "<br>",
        "<p>",
        "&nbsp;",
        "&#0;",
        "&#xD800;",
        "<!--",
        "<![CDATA[",
        "<style>",
        "</style>",
        "<",
        "\x00",
        "\t",
        "\n",
        "Maija",
    ]
)
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<table><tr><td>a</td><td>b</td></tr></table>", (("a", "b"),)),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", (("a", "b"), ("c", "d"))),
        (
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td> x&nbsp;y\n z </td></tr></tbody></table>",
            (("A",), ("x y z",)),
        ),
        ("<p>first</p><table><tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr></table>", (("a b", "c d"),)),
        ("<table><tr><td colspan='2'>a</td><td>b</td></tr></table>", (("a", "", "b"),)),
        (
            "<table><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
            (("a", "b"), ("", "c"), ("d", "e")),
        ),
        ("<table><tr><td>a<table><tr><td>in</td></tr></table></td><td>b</td></tr></table>", (("a in", "b"),)),
        ("<table><tr><td><style>p{}</style>a</td></tr></table>", (("a",),)),
        ("<table><tr><td> </td></tr></table><table><tr><td>b</td></tr></table>", (("b",),)),
        ("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", (("a",),)),
        ("<p>no table</p>", ()),
    ],
    ids=["plain", "unclosed", "head", "paragraphs", "wide", "tall", "inner", "style", "empty-first", "two", "none"],
)
def test_rows_of_html(page: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert table_of([page], "") == rows


def test_lines_with_tabs_are_a_table_and_other_lines_are_not() -> None:
    assert table_of([], "contacts:\nNimi\tSähköposti\r\nMaija\t m@x.example \n\t\n") == (
        ("Nimi", "Sähköposti"),
        ("Maija", "m@x.example"),
    )
    assert table_of([], "Eksote asumismenot\nkaksi riviä") == ()


def test_html_comes_before_tabs() -> None:
    assert table_of(["<table><tr><td>a</td></tr></table>"], "x\ty") == (("a",),)
    assert table_of(["<p>x\ty</p>"], "x\ty") == (("x", "y"),)


def test_a_table_has_its_bounds() -> None:
    row = "<tr>" + "<td>x</td>" * (MOST_COLUMNS + 5) + "</tr>"
    found = table_of([f"<table>{row * (MOST_ROWS + 5)}</table>"], "")
    assert (len(found), len(found[0])) == (MOST_ROWS, MOST_COLUMNS)
    assert len(table_of(["<table><tr><td>" + "y" * 9_000], "")[0][0]) == LONGEST_CELL


@given(st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join))
def test_whatever_was_pasted_nothing_breaks_and_every_cell_is_clean(page: str) -> None:
    for found in (table_of([page], ""), table_of([], page), table_of(["<table>" + page], page)):
        for row in found:
            assert 1 <= len(row) <= MOST_COLUMNS
            assert all(cell == " ".join(cell.split()) for cell in row)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=8))
def test_a_table_arrives_as_it_was_pasted(rows: list[list[str]]) -> None:
    assert table_of([table_page(rows)], "") == tuple(map(tuple, rows))


def test_a_page_of_signs_that_are_never_closed_is_read_all_the_same() -> None:
    cell = "<table><tr><td>Lahti</td><td>"
    for unit in ("<a ", "<!--", "<![", "<?", "</", "&#", "<a b='", "<td", "<style "):
        assert table_of([cell + unit * 20_000], "")[0][0] == "Lahti"


def test_what_only_an_author_of_the_page_reads_is_no_cell() -> None:
    page = '<!-- <table><tr><td>x</td></tr></table> --><table><tr><!-- a > b --><td style="c">Lahti</td></tr></table>'
    assert table_of([page], "") == (("Lahti",),)
