"""What is open for the reader, both asked and received (/open)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, run
from cards.kit.text import Translate

SHOWN = 15
"""Rows on one card; the rest is told as a number."""


@dataclass(frozen=True, slots=True)
class OpenRowView:
    """One open question."""

    consultation: int
    version: int
    topic: str
    place: str
    role: Literal["asked", "received"]
    """Whether the reader asked it or was asked."""
    state: Literal["waiting", "taken", "mine"]
    """mine: the reader has taken it."""
    person: str = ""
    """Who took it, or for a received one who asks."""
    answer_by: str = ""


@dataclass(frozen=True, slots=True)
class OpenListView:
    """Newest deadline first, as the caller orders them."""

    rows: tuple[OpenRowView, ...]


def open_list_card(view: OpenListView, t: Translate) -> Card:
    """The list, with a button per row that brings the question's card here."""
    title = t("Open questions")
    if not view.rows:
        return finished([heading(title), line(run(t("Nothing is open for you.")), gap="None")], [], title, t)
    shown = view.rows[:SHOWN]
    body: list[CardElement] = [heading(title)]
    body += _part(t("Waiting for me"), [one for one in shown if one.role == "received"], t)
    body += _part(t("Asked by me"), [one for one in shown if one.role == "asked"], t)
    if len(view.rows) > SHOWN:
        body.append(line(run(t("And {count} more.", count=len(view.rows) - SHOWN))))
    return finished(body, [], title, t)


def _part(title: str, rows: Sequence[OpenRowView], t: Translate) -> list[CardElement]:
    if not rows:
        return []
    return [line(run(title, bold=True), gap="Default"), *(_row(one, t) for one in rows)]


def _row(one: OpenRowView, t: Translate) -> CardElement:
    state = {"waiting": t("nobody has taken it"), "taken": t("taken"), "mine": t("taken by me")}[one.state]
    due = t("answer by {time}", time=one.answer_by) if one.answer_by else ""
    data = ChooseData(consultation=one.consultation, version=one.version, step="show")
    key = " · ".join((consultation_label(one.consultation), one.topic, one.place))
    return fact_row(
        key, " · ".join(part for part in (state, one.person, due) if part), button(t("Show"), data), separator=True
    )
