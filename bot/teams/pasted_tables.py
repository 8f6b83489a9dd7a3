"""A table pasted into a message, out of the HTML that Teams makes of it or out of lines with tabs. Pure; never raises.

Whoever pastes from a spreadsheet sends the cells twice: as an HTML attachment, and flattened in the text.
"""

import re

from bot.teams.plain_text import unescaped

Row = tuple[str, ...]
Table = tuple[Row, ...]
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*+)>|<[!?/][^<>]*+>")
"""A tag, or what a reader of HTML skips. It ends before the next sign of a tag: so a page is read once, however broken.

The parser of Python's own library takes minutes for a page of signs that are never closed.
"""
_SPAN = re.compile(r"\b(col|row)span\s{0,3}=\s{0,3}[\"']?([0-9]{1,5})(?![0-9])", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "head", "title"})
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th"})


def table_of(pages: list[str], words: str) -> Table:
    """The rows of the first table with anything in it: of the HTML pages, else of the words, where tabs part cells."""
    for page in pages:
        if "<table" in page.lower() and (rows := _of_html(page)):
            return rows
    return _of_tabs(words)


def _of_html(page: str) -> Table:
    first, *others = page.split("<!--")
    without_comments = "".join((first, *(one.partition("-->")[2] for one in others)))
    reading = _Reading()
    at = 0
    for tag in _TAG.finditer(without_comments):
        reading.read_words(without_comments[at : tag.start()])
        at = tag.end()
        if tag[2]:
            reading.read_tag(tag[2].lower(), tag[3], ends=bool(tag[1]))
    reading.read_words(without_comments[at:])
    reading.end_row()
    return _tidy(reading.rows)


def _of_tabs(words: str) -> Table:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _tidy([line.split("\t")[:MOST_COLUMNS] for line in lines if "\t" in line][:MOST_ROWS])


def _tidy(rows: list[list[str]]) -> Table:
    cleaned = (tuple(" ".join(cell.split())[:LONGEST_CELL] for cell in row) for row in rows)
    return tuple(row for row in cleaned if any(row))


class _Reading:
    """Collects the rows of the first table; what is in an inner table is part of the cell around it."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._depth = 0
        self._done = False
        self._silent = 0
        self._row: list[str] | None = None
        self._in_cell = False
        self._width = 1
        self._below: dict[int, int] = {}
        """Column → in how many further rows a cell from above fills it."""

    def read_tag(self, tag: str, attributes: str, *, ends: bool) -> None:
        """A tag in small letters, with what stands after its name."""
        if ends:
            self._end(tag)
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._done:
            self._begin(tag, attributes)
        if tag in _BREAKS and not ends:
            self.read_words(" ")

    def read_words(self, words: str) -> None:
        """What stands between two tags; of a cell that is far too long already, no more."""
        if self._in_cell and self._row and not self._silent and len(self._row[-1]) < LONGEST_CELL * 2:
            self._row[-1] += unescaped(words[: LONGEST_CELL * 4])

    def _end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_table()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self.end_row()

    def _begin(self, tag: str, attributes: str) -> None:
        if tag == "tr":
            self.end_row()
            self._row = [] if len(self.rows) < MOST_ROWS else None
        elif tag in {"td", "th"} and self._row is not None:
            self._end_cell()
            self._fill_from_above()
            if len(self._row) < MOST_COLUMNS:
                spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(attributes)}
                self._width = max(1, min(spans.get("col", 1), MOST_COLUMNS))
                height = max(1, min(spans.get("row", 1), MOST_ROWS))
                for column in range(len(self._row), len(self._row) + self._width):
                    self._below[column] = height - 1
                self._row.append("")
                self._in_cell = True

    def _end_table(self) -> None:
        self.end_row()
        self._done = self._done or bool(_tidy(self.rows))
        if not self._done:
            self.rows.clear()
            self._below.clear()

    def _end_cell(self) -> None:
        if self._in_cell and self._row is not None:
            self._row += [""] * min(self._width - 1, MOST_COLUMNS - len(self._row))
        self._in_cell = False

    def _fill_from_above(self) -> None:
        """A cell that reaches over several rows stands in the first of them only."""
        while self._row is not None and self._below.get(len(self._row), 0) > 0 and len(self._row) < MOST_COLUMNS:
            self._below[len(self._row)] -= 1
            self._row.append("")

    def end_row(self) -> None:
        """The row that is being read, if any, is complete."""
        self._end_cell()
        if self._row is not None:
            self._fill_from_above()
            self.rows.append(self._row)
        self._row = None
