"""A contact's own details, to be confirmed with one press."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement, Column, ColumnSet

from cards.buttons.contact_data import ContactSaveData, VerifyData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class VerifyView:
    """The details on record. Names, values and days are worded by the caller."""

    contact: str
    """The contact's code."""
    name: str
    rows: tuple[tuple[str, str], ...]
    """The name of a field and its value; empty values are shown as missing."""
    confirmed: str = ""
    """Day of the last confirmation; empty when there is none."""
    just_now: bool = False
    """The contact has just pressed that the details are right."""


def verify_card(view: VerifyView, t: Translate) -> Card:
    """The question, or thanks."""
    if view.just_now:
        title = t("Thank you, the details are confirmed")
        body: list[CardElement] = [heading(title), line(run(view.name, bold=True), gap="None"), _confirmed(view, t)]
        return finished(body, [], title, t)
    title = t("Are these details right?")
    body = [
        heading(title),
        line(run(t("Askers are led to the right person by these.")), gap="None"),
        line(run(view.name, bold=True), gap="Default"),
        *(_row(name, value, t) for name, value in view.rows),
        _confirmed(view, t),
    ]
    actions = [
        button(t("The details are right"), VerifyData(contact=view.contact, step="right"), filled=True, inputs=False),
        button(t("Correct"), ContactSaveData(contact=view.contact, step="open"), inputs=False),
    ]
    return finished(body, actions, title, t)


def _row(name: str, value: str, t: Translate) -> CardElement:
    return ColumnSet(
        columns=[
            Column(width="90px", items=[note(name, "None")]),
            Column(width="stretch", items=[line(run(value or t("missing"), subtle=not value, small=True), gap="None")]),
        ],
        spacing="Small",
    )


def _confirmed(view: VerifyView, t: Translate) -> CardElement:
    if view.confirmed:
        return note(t("Last confirmed {date}.", date=view.confirmed))
    return note(t("Never confirmed."))
