"""What the two sides have written, and the field to write more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import AdaptiveCard, CardElement, Column, ColumnSet, Container, TextInput

from cards.buttons.consultation_data import ReplyData, Shown
from cards.kit.actions import button, row, switch
from cards.kit.frame import inner
from cards.kit.limits import MESSAGE_LENGTH
from cards.kit.pieces import line, note, quote, run, shortened, words
from cards.kit.text import Translate

SHOWN = 3
FOLDED_AT_MOST = 8
"""Older lines behind the button: the card must stay far from Teams' size limit."""
TEXT_AT_MOST = 1000
"""Characters of one line shown in a status card; the whole of it was relayed as its own message."""


@dataclass(frozen=True, slots=True)
class MessageView:
    """One line as this reader sees it."""

    author: str
    organisation: str
    time: str
    """Worded by the caller: "ti 24.11. klo 9.14" or "klo 9.41"."""
    text: str
    own: bool
    """Written by the reader's own side."""
    delivery: Literal["delivered", "pending", "refused", "seen", ""] = ""
    """Shown under own lines only."""
    change: Literal["", "edited", "deleted"] = ""


def message_rows(messages: Sequence[MessageView], t: Translate) -> list[CardElement]:
    """The last three lines; older ones behind a button."""
    older, latest = list(messages[:-SHOWN]), list(messages[-SHOWN:])
    rows: list[CardElement] = []
    if older:
        kept = older[-FOLDED_AT_MOST:]
        rows.append(_fold(len(kept), t))
        folded: list[CardElement] = [_message(one, t, brief=True) for one in kept]
        rows.append(Container(id="older", is_visible=False, items=folded, spacing="Small"))
    return rows + [_message(one, t) for one in latest]


def _fold(count: int, t: Translate) -> ColumnSet:
    button = row(switch(t("Show older ({count})", count=count), shown=("older",), hidden=("fold",)))
    return ColumnSet(id="fold", columns=[Column(width="auto", items=[button])], spacing="Small")


def _message(message: MessageView, t: Translate, *, brief: bool = False) -> Container:
    who = line(
        run(message.author, bold=True),
        run(f" · {message.organisation} · {message.time}", subtle=True, small=True),
        gap="None",
    )
    if message.change == "deleted":
        text: list[CardElement] = [note(t("The writer deleted this message."), "None")]
    elif message.own or brief:
        text = words(shortened(message.text))
    else:
        text = words(message.text if len(message.text) <= TEXT_AT_MOST else message.text[:TEXT_AT_MOST] + "…")
    marks = [one for one in (_edited(message, t), _delivery(message, t)) if one]
    items = [who, *text, *([note(" · ".join(marks), "None")] if marks else [])]
    return Container(items=items, spacing="Small") if message.own else quote(items)


def _edited(message: MessageView, t: Translate) -> str:
    return t("Edited") if message.change == "edited" else ""


def _delivery(message: MessageView, t: Translate) -> str:
    if not message.own or not message.delivery:
        return ""
    return {
        "delivered": t("Delivered"),
        "pending": t("Not delivered yet, trying again"),
        "refused": t("Not delivered"),
        "seen": t("Seen"),
    }[message.delivery]


def reply_form(about: Shown, label: str, send: str, below: str, t: Translate) -> AdaptiveCard:
    """A text field and the button that sends it to the other side. `below` says who gets it."""
    field = TextInput(
        id="text",
        label=label,
        placeholder=t("No names or identity codes"),
        is_multiline=True,
        is_required=True,
        error_message=t("Write something first."),
        max_length=MESSAGE_LENGTH,
    )
    data = ReplyData(consultation=about.consultation, version=about.version)
    return inner([field, note(below)], [button(send, data, filled=True)])
