"""Lines, rows and boxes that several cards share. What people wrote goes through `words`: never read as markdown."""

from collections.abc import Sequence
from typing import Literal

from microsoft_teams.cards import (
    Action,
    ActionSet,
    CardElement,
    Column,
    ColumnSet,
    Container,
    RichTextBlock,
    TextBlock,
    TextRun,
)

from cards.kit.text import plain

Gap = Literal["None", "Small", "Default", "Medium", "Large"]
LINES_AT_MOST = 16
"""Each line of a message is an element of its own: a text of empty lines must not swell the card."""
OWN_WORDS_SHOWN = 140
"""Characters shown of the reader's own words: about two lines on a wide card."""


def heading(text: str, gap: Gap = "Small") -> TextBlock:
    """What just happened, as this reader sees it."""
    return TextBlock(text=plain(text), size="Medium", weight="Bolder", style="heading", wrap=True, spacing=gap)


def run(text: str, *, bold: bool = False, subtle: bool = False, small: bool = False) -> TextRun:
    """A piece of a line."""
    return TextRun(
        text=text,
        weight="Bolder" if bold else None,
        is_subtle=True if subtle else None,
        size="Small" if small else None,
    )


def line(*runs: TextRun, gap: Gap = "Small") -> RichTextBlock:
    """One paragraph made of pieces. Shown exactly as it is: no markdown, no links."""
    inlines: list[CardElement] = [*runs]
    return RichTextBlock(inlines=inlines, spacing=gap)


def note(text: str, gap: Gap = "Small") -> TextBlock:
    """A small grey line."""
    return TextBlock(text=plain(text), size="Small", is_subtle=True, wrap=True, spacing=gap)


def around(text: str, value: str) -> list[TextRun]:
    """A sentence with its `value` in bold."""
    if not value or value not in text:
        return [run(text)]
    before, _, after = text.partition(value)
    return [run(part, bold=part is value) for part in (before, value, after) if part]


def words(text: str, gap: Gap = "None") -> list[CardElement]:
    """What somebody wrote, line by line; several empty lines become one, and what is beyond very many one paragraph."""
    lines = [one.strip() for one in text.strip().splitlines()]
    kept = [one for number, one in enumerate(lines) if one or (number and lines[number - 1])]
    shown = kept[:LINES_AT_MOST]
    if rest := " ".join(one for one in kept[LINES_AT_MOST:] if one):
        shown.append(rest)
    return [line(run(one or " "), gap=gap if number == 0 else "None") for number, one in enumerate(shown)]


def shortened(text: str) -> str:
    """The reader's own words cut short; they know the rest."""
    flat = " ".join(text.split())
    if len(flat) <= OWN_WORDS_SHOWN:
        return flat
    return flat[:OWN_WORDS_SHOWN].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def top_row(left: str, right: str, *, calls: bool = False) -> ColumnSet:
    """Number, topic and place in small print, the state with its time at the right. `calls`: something is expected."""
    state = TextBlock(
        text=plain(right),
        size="Small",
        weight="Bolder",
        color="Accent" if calls else None,
        horizontal_alignment="Right",
    )
    return ColumnSet(
        columns=[
            Column(width="stretch", items=[note(left)]),
            Column(width="auto", items=[state]),
        ]
    )


def title_row(title: str, *buttons: Action) -> ColumnSet:
    """A heading with its button at the right."""
    columns = [Column(width="stretch", vertical_content_alignment="Center", items=[heading(title)])]
    if buttons:
        columns.append(Column(width="auto", items=[ActionSet(actions=list(buttons))]))
    return ColumnSet(columns=columns)


def fact_row(
    key: str, value: str, *buttons: Action, element_id: str | None = None, visible: bool = True, separator: bool = False
) -> ColumnSet:
    """A grey key, its value, and at the right the button that changes or shows it."""
    columns = [
        Column(
            width="stretch",
            vertical_content_alignment="Center",
            items=[note(key, "None"), line(run(value), gap="None")],
        )
    ]
    if buttons:
        columns.append(
            Column(width="auto", vertical_content_alignment="Center", items=[ActionSet(actions=list(buttons))])
        )
    return ColumnSet(
        columns=columns,
        spacing="Small",
        separator=separator or None,
        id=element_id,
        is_visible=None if visible else False,
    )


def quote(items: Sequence[CardElement], gap: Gap = "Small") -> Container:
    """A grey box: the other side's words."""
    return Container(style="emphasis", items=list(items), spacing=gap)


def notice(title: str, text: str = "", *, style: Literal["attention", "warning"] = "warning") -> Container:
    """A coloured box that has to be read first: `attention` for what was refused, `warning` for what to do."""
    items: list[CardElement] = [line(run(title, bold=True))]
    if text:
        items.append(line(run(text), gap="None"))
    return Container(style=style, items=items, spacing="Small")
