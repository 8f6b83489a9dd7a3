"""No named contact: the ways that remain, in order (sketch F1). Never an empty card."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement, Column, ColumnSet, TextBlock, TextInput

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.person import PersonView, PhoneView, person_rows, telephone
from cards.kit.pieces import line, note, run, title_row
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class WayView:
    """One way to get in touch. What it has is shown, what it lacks is not."""

    title: str
    detail: str = ""
    people: tuple[PersonView, ...] = ()
    link: str = ""
    """An https address."""
    link_text: str = ""
    phone: PhoneView | None = None
    after: str = ""
    """ "Numero on yleinen: varaudu jonoon." """
    ask_title: str = ""
    """Words of the button that asks the client's own worker; empty hides it."""


@dataclass(frozen=True, slots=True)
class NoContactView:
    """The area and its ways. Step 1 is left out by the caller when the reader is that contact."""

    draft: str
    place: str
    topic: str
    ways: tuple[WayView, ...]
    ask_title: str = ""
    """Words of the filled button that asks the first way's people; empty hides it."""
    trust: str = ""
    """How far the details can be trusted, worded: "Tiedot tarkistettu 3.11.2026.", "Lähde vuodelta 2021: …". """
    question: str = ""
    """The question typed so far, kept in a hidden field for whoever is asked next."""


def no_contact_card(view: NoContactView, t: Translate) -> Card:
    """The area's own fall-back."""
    title = f"{view.place} · {view.topic}"
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    lead = t("The area has no named contact persons. This is how to get in touch:")
    body: list[CardElement] = [title_row(title, correct), line(run(lead))]
    body += [_way(number, one, view.draft, t) for number, one in enumerate(view.ways, 1)]
    if view.trust:
        body.append(note(view.trust, "Default"))
    if view.question:
        body.append(TextInput(id="question", is_multiline=True, value=view.question, is_visible=False))
    actions: list[Action] = []
    if view.ask_title:
        actions.append(button(view.ask_title, ChooseData(draft=view.draft, step="within_kela"), filled=True))
    return finished(body, actions, f"{title}. {lead}", t)


def _way(number: int, way: WayView, draft: str, t: Translate) -> ColumnSet:
    items: list[CardElement] = [line(run(way.title, bold=True), gap="None")]
    if way.detail:
        items.append(note(way.detail, "None"))
    items += [person_rows(one, t) for one in way.people]
    if way.link:
        link = f"[{way.link_text or way.link}]({way.link})"
        items.append(TextBlock(text=link, size="Small", wrap=True, spacing="None"))
    if way.phone is not None:
        items.append(telephone(way.phone, t))
    if way.after:
        items.append(note(way.after, "None"))
    if way.ask_title:
        items.append(row(button(way.ask_title, ChooseData(draft=draft, step="own_worker"))))
    return ColumnSet(
        columns=[
            Column(width="20px", items=[line(run(str(number), bold=True), gap="None")]),
            Column(width="stretch", items=items),
        ],
        spacing="Medium",
    )
