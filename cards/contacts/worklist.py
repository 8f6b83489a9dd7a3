"""The coordinator's work-list: whose details need something done, worst first, each with its buttons."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, Container

from cards.buttons.contact_data import ContactSaveData, MisrouteData, VerifyData
from cards.kit.actions import button, row, switch
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 8
"""Rows on one card."""


@dataclass(frozen=True, slots=True)
class ContactRowView:
    """A contact whose details are not fresh."""

    contact: str
    """The contact's code."""
    name: str
    why: str
    """Worded: "viestit eivät ole menneet perille 20.11.2026 alkaen"."""
    asked: str = ""
    """Day on which the contact was last asked."""


@dataclass(frozen=True, slots=True)
class WrongTurnRowView:
    """Questions that keep coming to the wrong person, or a correction that waits for a decision."""

    misroute: int
    matter: str
    """ "Imatra · vuokrarästi" """
    why: str


@dataclass(frozen=True, slots=True)
class WorklistView:
    """One page of the list."""

    rows: tuple[ContactRowView | WrongTurnRowView, ...]
    """Those of this page."""
    page: int = 0
    left: int = 0
    """How many rows come after this page."""
    fresh: int = 0
    """How many contacts' details are in order."""
    done: str = ""
    """What the press that led here did."""


def worklist_card(view: WorklistView, t: Translate) -> Card:
    """The list."""
    title = t("Details to look after")
    body: list[CardElement] = [heading(title)]
    if view.done:
        body.append(line(run(view.done, bold=True), gap="None"))
    if not view.rows:
        body.append(line(run(t("Everything is in order.")), gap="None"))
    for number, one in enumerate(view.rows[:SHOWN]):
        body += _contact(one, number, view, t) if isinstance(one, ContactRowView) else [_wrong_turn(one, t)]
    if view.left:
        body.append(note(t("And {count} more.", count=view.left)))
    if view.fresh:
        body.append(note(t("Contacts whose details are in order: {count}.", count=view.fresh)))
    return finished(body, _pages(view, t), title, t)


def _contact(one: ContactRowView, number: int, view: WorklistView, t: Translate) -> list[CardElement]:
    """The buttons open under the row: a list of ten rows of three buttons would hide the names."""
    asked = t("asked {date}", date=one.asked) if one.asked else ""
    why = " · ".join(part for part in (one.why, asked) if part)
    buttons = (
        button(t("Ask"), VerifyData(contact=one.contact, page=view.page, step="send"), inputs=False),
        button(t("Details right"), VerifyData(contact=one.contact, page=view.page, step="right"), inputs=False),
        button(t("Edit"), ContactSaveData(contact=one.contact, step="open"), inputs=False),
    )
    opens = switch(t("Show what can be done"), shown=(f"act_{number}",))
    return [
        fact_row(why, one.name, opens, separator=True),
        Container(id=f"act_{number}", is_visible=False, spacing="None", items=[row(*buttons)]),
    ]


def _wrong_turn(one: WrongTurnRowView, t: Translate) -> CardElement:
    show = button(t("Show"), MisrouteData(misroute=one.misroute, step="show"), inputs=False)
    return fact_row(one.why, one.matter, show, separator=True)


def _pages(view: WorklistView, t: Translate) -> list[Action]:
    if view.left:
        return [button(t("Show the next"), VerifyData(step="list", page=view.page + 1), inputs=False)]
    if view.page:
        return [button(t("Show the first"), VerifyData(step="list", page=0), inputs=False)]
    return []
