"""The contacts of the reader's own organisation, a page at a time, with a field to look for one."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, TextInput

from cards.buttons.contact_data import ContactShowData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ContactRowView:
    """One contact: whom they serve, in words."""

    contact: str
    name: str
    serves: str


@dataclass(frozen=True, slots=True)
class ContactListView:
    """One page."""

    organisation: str
    rows: tuple[ContactRowView, ...]
    total: int
    first: int = 0
    search: str = ""


def contact_list_card(view: ContactListView, t: Translate) -> Card:
    """The page, each row with a button that shows the contact."""
    title = t("Contacts: {organisation}", organisation=view.organisation)
    search = TextInput(id="search", label=t("Name, place or topic"), value=view.search or None, max_length=100)
    body: list[CardElement] = [
        heading(title),
        search,
        row(button(t("Search"), ContactShowData(step="list", first=0))),
    ]
    if view.rows:
        last = view.first + len(view.rows)
        body.append(note(t("{first}–{last} of {total}", first=view.first + 1, last=last, total=view.total)))
    else:
        body.append(line(run(t("Nobody was found."))))
    body += [_row(one, t) for one in view.rows[:ROWS_SHOWN]]
    left = view.total - view.first - len(view.rows)
    turn: list[Action] = []
    if left > 0:
        turn.append(button(t("Show the next"), ContactShowData(step="list", first=view.first + ROWS_SHOWN)))
    if view.first:
        turn.append(button(t("Show the first"), ContactShowData(step="list", first=0)))
    return finished(body, turn, title, t)


def _row(one: ContactRowView, t: Translate) -> CardElement:
    show = button(t("Show"), ContactShowData(contact=one.contact, step="one"), inputs=False)
    return fact_row(one.serves, one.name, show, separator=True)
