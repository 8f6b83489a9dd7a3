"""A follow-up: the day both sides come back to a matter, and the list of them (/followup)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement

from cards.buttons.asking_data import ChooseData
from cards.buttons.consultation_data import RevealData
from cards.buttons.time_data import FollowupData
from cards.kit.actions import button, reveal, show
from cards.kit.frame import Card, finished, inner
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, quote, run
from cards.kit.text import Translate

SHOWN = 12
"""Rows of one list; the rest is told as a number."""


@dataclass(frozen=True, slots=True)
class FollowupView:
    """One follow-up, the same for both sides."""

    consultation: int
    topic: str
    place: str
    people: str
    """ "Liisa Näyte, Kela · Maija Esimerkki, Etelä-Karjala" """
    day: str
    """ "ke 9.12." """
    seen: str
    """The day as a code: a button pressed twice moves it once."""
    state: Literal["open", "done", "left"] = "open"
    note: str = ""
    came_back: bool = False
    """It has been reminded of before."""
    away: str = ""
    """In whose place the reader has it."""
    basis: str = ""
    """Worded legal basis on which the client, kept for this day, is shown; empty while nobody is."""
    absent: tuple[str, ...] = ()
    """Worded: who is away without anybody in their place here: "Jaana Kokeilija on poissa 9.12. asti"."""


@dataclass(frozen=True, slots=True)
class FollowupRowView:
    """A row of the list, without the note: a list stays in Teams when its matters are wiped."""

    consultation: int
    topic: str
    place: str
    day: str
    seen: str
    can_open: bool = True
    """The reader takes part; a coordinator only knows of it."""


@dataclass(frozen=True, slots=True)
class FollowupListView:
    """The earliest day first, as the caller orders them."""

    mine: tuple[FollowupRowView, ...]
    left: tuple[FollowupRowView, ...] = ()
    """Of the coordinator's organisation, let pass by both sides."""


def followup_card(view: FollowupView, t: Translate) -> Card:
    """What it was about and what can be done; once handled, only that it has been."""
    done = view.state == "done"
    title = t("The follow-up has been handled") if done else t("Follow-up {date}", date=view.day)
    body: list[CardElement] = [
        note(" · ".join((consultation_label(view.consultation), view.topic, view.place)), "None"),
        heading(title),
        line(run(view.people), gap="None"),
    ]
    if view.away and not done:
        body.append(note(t("{name} is away, so this comes to the deputy.", name=view.away)))
    if not done:
        body += [note(one) for one in view.absent]
    if view.note:
        body.append(quote([line(run(view.note), gap="None")]))
    if view.basis and not done:
        look = reveal(t("Show the client"), RevealData(consultation=view.consultation))
        body.append(fact_row(t("Client"), t("Sealed · {basis}", basis=view.basis), look))
        body.append(note(t("The client's code is destroyed as soon as the follow-up has been handled."), "None"))
    if view.state == "left":
        body.append(note(t("Nobody has handled this. The coordinators have been told.")))
    elif view.came_back and not done:
        body.append(note(t("This has not been marked as handled yet.")))
    return finished(body, [] if done else _actions(view, t), f"{consultation_label(view.consultation)}: {title}", t)


def _actions(view: FollowupView, t: Translate) -> list[Action]:
    more = [
        button(
            t("Go on with a new question"), FollowupData(consultation=view.consultation, seen=view.seen, step="ask")
        ),
        button(t("Show"), ChooseData(consultation=view.consultation, step="show")),
    ]
    return [
        button(t("Handled"), FollowupData(consultation=view.consultation, seen=view.seen, step="done"), filled=True),
        button(t("Move a week"), FollowupData(consultation=view.consultation, seen=view.seen, step="week")),
        show(t("More"), inner([], more)),
    ]


def followup_list_card(view: FollowupListView, t: Translate) -> Card:
    """What the reader comes back to, and for a coordinator what was let pass."""
    title = t("Follow-ups")
    body: list[CardElement] = [heading(title)]
    if not view.mine:
        body.append(line(run(t("No follow-ups. Set one when closing, or type: /followup K-1042 9.12.")), gap="None"))
    body += _rows(view.mine, t)
    if view.left:
        body += [line(run(t("Not handled by either side"), bold=True), gap="Default"), *_rows(view.left, t)]
    return finished(body, [], title, t)


def _rows(rows: tuple[FollowupRowView, ...], t: Translate) -> list[CardElement]:
    shown: list[CardElement] = [_row(one, t) for one in rows[:SHOWN]]
    if len(rows) > SHOWN:
        shown.append(line(run(t("And {count} more.", count=len(rows) - SHOWN))))
    return shown


def _row(one: FollowupRowView, t: Translate) -> CardElement:
    data = FollowupData(consultation=one.consultation, seen=one.seen, step="card")
    buttons = [button(t("Show"), data)] if one.can_open else []
    key = " · ".join((consultation_label(one.consultation), one.topic, one.place))
    return fact_row(key, one.day, *buttons, separator=True)
