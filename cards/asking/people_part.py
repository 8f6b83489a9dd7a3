"""The part of the form that shows who can be asked, and why they are in the list."""

from microsoft_teams.cards import CardElement, Column, ColumnSet, Container, RichTextBlock

from cards.asking.consult_view import ConsultFormView, ContactView
from cards.kit.actions import switch
from cards.kit.person import person_rows, telephone
from cards.kit.pieces import fact_row, line, note, run
from cards.kit.text import Translate


def people_part(view: ConsultFormView, t: Translate) -> list[CardElement]:
    """Folded into one line of names once the form has come back with something to correct."""
    if view.own_worker == "only":
        return [line(run(t("The client's own worker"), bold=True)), note(_only_own_worker(t), "None")]
    names = ", ".join(one.person.name for one in view.contacts)
    folded = bool(view.problems)
    people: list[CardElement] = [_people_title(view, t)]
    if not view.as_of:
        people.append(note(_no_presence(view, t), "None"))
    people += [_contact(one, t) for one in view.contacts]
    if view.beside:
        people.append(note(t("The contacts' details have not been confirmed. If nobody answers, call:")))
        people += [telephone(phone, t, label=label) for label, phone in view.beside]
    if view.if_urgent:
        people.append(note(t("If it cannot wait"), "Small"))
        people += [telephone(phone, t, label=label) for label, phone in view.if_urgent]
    rows: list[CardElement] = []
    if folded:
        show = switch(t("Show"), shown=("people",), hidden=("names",))
        rows.append(fact_row(t("Contacts"), names, show, element_id="names"))
    rows.append(Container(id="people", items=people, is_visible=False if folded else None, separator=True))
    return rows


def _only_own_worker(t: Translate) -> str:
    return t("The area has no named contact persons. The question goes to the client's own worker, if one is known.")


def _people_title(view: ConsultFormView, t: Translate) -> ColumnSet:
    columns = [Column(width="stretch", items=[line(run(view.contacts_title or t("Contacts"), bold=True), gap="None")])]
    if view.as_of:
        as_of: CardElement = run(t("as of {time}", time=view.as_of), subtle=True, small=True)
        columns.append(Column(width="auto", items=[RichTextBlock(inlines=[as_of])]))
    return ColumnSet(columns=columns)


def _no_presence(view: ConsultFormView, t: Translate) -> str:
    text = t("Presence is not shown now.")
    return f"{text} {t('Office hours begin {time}.', time=view.office_opens)}" if view.office_opens else text


def _contact(contact: ContactView, t: Translate) -> ColumnSet:
    below: list[CardElement] = []
    if contact.reasons:
        below.append(note(" · ".join(contact.reasons), "None"))
    below += [telephone(one, t) for one in contact.phones]
    return person_rows(contact.person, t, *below)
