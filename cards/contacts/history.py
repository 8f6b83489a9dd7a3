"""Who has changed the organisation's part of the directory, what and when, newest first, a page at a time."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Container, TextInput

from cards.buttons.contact_data import ChangeData, HistoryData
from cards.contacts.change import change_label
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate

ROWS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class HistoryRowView:
    """One change, worded."""

    change: int
    title: str
    what: str
    """Whom it is about and how much: "Maija Uusi", "293 uutta"."""
    state: Literal["done", "undone", "second"]
    maker: str
    made_at: str
    why: str = ""
    decided: str = ""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One page. `more`: there are older ones."""

    organisation: str
    rows: tuple[HistoryRowView, ...]
    first: int = 0
    more: bool = False
    search: str = ""


def history_card(view: HistoryView, t: Translate) -> Card:
    """The page, with a field to look for a name."""
    title = t("Changes: {organisation}", organisation=view.organisation)
    search = TextInput(
        id="search", label=t("Name of a contact or of a maker"), value=view.search or None, max_length=100
    )
    body: list[CardElement] = [
        heading(title),
        search,
        row(button(t("Search"), HistoryData(step="list", first=0))),
    ]
    if not view.rows:
        body.append(line(run(t("No changes were found."))))
    body += [_row(one, t) for one in view.rows[:ROWS_SHOWN]]
    turn: list[Action] = []
    if view.more:
        turn.append(button(t("Show older ones"), HistoryData(step="list", first=view.first + ROWS_SHOWN)))
    if view.first:
        turn.append(button(t("Show the newest"), HistoryData(step="list", first=0)))
    return finished(body, turn, title, t)


def _row(one: HistoryRowView, t: Translate) -> Container:
    state = {"done": "", "undone": t("undone"), "second": t("waiting for a second coordinator")}[one.state]
    head = " · ".join(part for part in (change_label(one.change), one.title, state) if part)
    items: list[CardElement] = [
        note(head, "None"),
        line(run(one.what, bold=True), gap="None"),
        note(t("{name}, {time}", name=one.maker, time=one.made_at), "None"),
    ]
    items += [
        note(words, "None")
        for words in (one.decided, t("Reason: {reason}", reason=one.why) if one.why else "")
        if words
    ]
    buttons: list[Action] = [button(t("Show"), ChangeData(change=one.change, step="show"), inputs=False)]
    if one.state == "done":
        buttons.append(button(t("Undo"), ChangeData(change=one.change, step="ask"), inputs=False))
    return Container(items=[*items, row(*buttons)], separator=True, spacing="Small")
