"""One contact's details for the coordinator, and the question whether to remove the contact."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, TextInput

from cards.buttons.contact_data import ContactSaveData, ContactShowData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, notice, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ContactDetailsView:
    """Details in words, in the order shown; empty ones are left out by the caller."""

    contact: str
    name: str
    details: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    """What to look at: nobody in the organisation's directory has the e-mail address, nobody may reach the contact."""
    may_remove: bool = True
    """The reader is a coordinator, not the contact."""


@dataclass(frozen=True, slots=True)
class ContactRemovalView:
    """Who would be removed, and what hangs on them, in sentences."""

    contact: str
    name: str
    consequences: tuple[str, ...] = ()
    why: str = ""


def contact_details_card(view: ContactDetailsView, t: Translate) -> Card:
    """The details, with buttons to change and to remove."""
    body: list[CardElement] = [heading(view.name)]
    body += [note(one, "None") for one in view.notes]
    body += [fact_row(name, value) for name, value in view.details]
    actions: list[Action] = [button(t("Change"), ContactShowData(contact=view.contact, step="edit"), inputs=False)]
    if view.may_remove:
        actions.append(button(t("Remove"), ContactShowData(contact=view.contact, step="remove"), inputs=False))
    return finished(body, actions, view.name, t)


def contact_removal_card(view: ContactRemovalView, t: Translate) -> Card:
    """Asks before anything is removed."""
    title = t("Remove {name}?", name=view.name)
    body: list[CardElement] = [heading(title)]
    if view.consequences:
        body.append(notice(t("Look at these first."), style="warning"))
        body += [line(run(f"• {one}"), gap="None") for one in view.consequences]
    body.append(line(run(t("After removal nobody can ask this person in Kuntayhteys. /undo brings the details back."))))
    body.append(
        TextInput(
            id="why",
            label=t("Why is this changed? Optional."),
            placeholder=t("No names of clients, no reasons of absence"),
            value=view.why or None,
            max_length=300,
        )
    )
    actions = [
        button(t("Remove"), ContactSaveData(contact=view.contact, step="remove"), filled=True),
        button(t("Cancel"), ContactShowData(contact=view.contact, step="one"), inputs=False),
    ]
    return finished(body, actions, title, t)
