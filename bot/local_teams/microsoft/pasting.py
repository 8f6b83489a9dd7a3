"""What Teams makes of a table pasted into a message: HTML for those who read HTML, bare words for the rest. Pure."""

import html
from html.parser import HTMLParser

from typing_extensions import override

_ENDS = frozenset({"p", "div", "tr", "td", "th", "li", "br"})


def page_of(words: str) -> str:
    """Escaped words as the HTML copy that comes with every message."""
    return "<p>" + words.replace("\n", "<br>") + "</p>"


def table_page(rows: list[list[str]]) -> str:
    """A table as a spreadsheet puts it on the clipboard and Teams passes it on."""
    lines = ("".join(f"<td><p>{html.escape(cell, quote=False) or '&nbsp;'}</p></td>" for cell in row) for row in rows)
    return "<table><tbody>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</tbody></table>"


def words_of(page: str) -> str:
    """The words of an HTML page, each cell and paragraph on a line of its own: the table cannot be seen in them."""
    reading = _Words()
    reading.feed(page)
    reading.close()
    lines = (" ".join(line.split()) for line in "".join(reading.found).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    @override
    def handle_data(self, data: str) -> None:
        self.found.append(data.replace("\n", " "))

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.found.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS:
            self.found.append("\n")
