"""The open questions of somebody who is away: to the deputy, and back at return. Number, topic and place only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement

from cards.buttons.absence_data import OpenQuestionsData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 10
"""Rows on one card; the rest moves with all, or is told as a number."""


@dataclass(frozen=True, slots=True)
class MatterView:
    """One open question."""

    consultation: int
    topic: str
    place: str
    taken: bool
    """By the absent person; otherwise it waits for whoever is first."""
    holder: str = ""
    """Who has it now, of those that were moved."""


@dataclass(frozen=True, slots=True)
class HandoverView:
    """Whose questions, and where they can go. Days are worded by the caller."""

    contact: str
    """Contact id."""
    starts: str
    """The absence, by its first day: YYYY-MM-DD."""
    days: str
    """ "1.7.–31.7.2027"; empty when the absence is over."""
    name: str = ""
    """Who is away, for a coordinator; empty for the reader's own."""
    deputy: str = ""
    """Empty when nobody stands in."""
    held: tuple[MatterView, ...] = ()
    moved: tuple[MatterView, ...] = ()


def handover_card(view: HandoverView, t: Translate) -> Card:
    """What can be moved and what has been moved, each with its button."""
    title = _title(view, t)
    body: list[CardElement] = [heading(title)]
    if view.days and view.deputy:
        body.append(note(t("Away {days}. Deputy: {name}.", days=view.days, name=view.deputy), "None"))
    elif view.days:
        body.append(note(t("Away {days}. No deputy is available.", days=view.days), "None"))
    body += _held_rows(view, t)
    body += _moved_rows(view, t)
    return finished(body, _actions(view, t), title, t)


def _title(view: HandoverView, t: Translate) -> str:
    if view.held and view.days and view.name:
        return t("{name} is away: open questions", name=view.name)
    if view.held and view.days:
        return t("Open questions during the absence")
    if view.moved and view.name:
        return t("{name}: questions with the deputy", name=view.name)
    if view.moved:
        return t("These questions are with the deputy")
    return t("No open questions to move")


def _held_rows(view: HandoverView, t: Translate) -> list[CardElement]:
    if not view.days:
        return []
    rows: list[CardElement] = []
    for one in view.held[:SHOWN]:
        state = t("taken by {name}", name=view.name) if view.name else t("taken by me")
        move = [button(t("I hand it to the deputy"), _data(view, "move", one))] if view.deputy else []
        rows.append(fact_row(_key(one), state if one.taken else t("nobody has taken it"), *move, separator=True))
    return rows + _more(view.held, t)


def _moved_rows(view: HandoverView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = []
    if view.moved and view.held and view.days:
        rows.append(line(run(t("With the deputy"), bold=True), gap="Default"))
    for one in view.moved[:SHOWN]:
        title = t("I return it") if view.name else t("I take it back")
        back = button(title, _data(view, "back", one))
        rows.append(fact_row(_key(one), one.holder, back, separator=True))
    return rows + _more(view.moved, t)


def _more(matters: Sequence[MatterView], t: Translate) -> list[CardElement]:
    return [line(run(t("And {count} more.", count=len(matters) - SHOWN)))] if len(matters) > SHOWN else []


def _actions(view: HandoverView, t: Translate) -> list[Action]:
    """All at once, and leaving things as they are; the buttons of a row are for one question."""
    actions: list[Action] = []
    if view.held and view.days and view.deputy:
        if len(view.held) > 1:
            actions.append(button(t("I hand all over"), _data(view, "move"), filled=True))
        keep = t("Leave as it is") if view.name else t("I keep them")
        actions.append(button(keep, _data(view, "keep")))
    elif len(view.moved) > 1:
        title = t("I return all") if view.name else t("I take all back")
        actions.append(button(title, _data(view, "back"), filled=not view.days))
    return actions


def _key(one: MatterView) -> str:
    return " · ".join((consultation_label(one.consultation), one.topic, one.place))


def _data(
    view: HandoverView, step: Literal["move", "back", "keep"], one: MatterView | None = None
) -> OpenQuestionsData:
    matter = one.consultation if one else None
    return OpenQuestionsData(contact=view.contact, starts=view.starts, step=step, matter=matter)
