"""The answer to /consult: what was read, who can be asked, and the form with which to ask (sketch A)."""

from collections.abc import Sequence

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container

from cards.asking.consult_view import ANYONE, ConsultFormView
from cards.asking.people_part import people_part
from cards.asking.question_part import question_part
from cards.buttons.asking_data import ChooseData, SendData
from cards.client.client_part import GENERAL, ClientPartView, client_part
from cards.client.consent_part import ConsentPartView
from cards.kit.actions import button, row, switch
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, note, notice, title_row
from cards.kit.template import Option
from cards.kit.text import Translate


def consult_form_card(view: ConsultFormView, t: Translate) -> Card:
    """The form. Buttons carry the draft, the fields carry the rest."""
    title = f"{view.place} · {view.topic}"
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    body: list[CardElement] = [title_row(title, correct), *_reading_notes(view, t)]
    body += [notice(one.title, one.text, style="attention") for one in view.problems]
    body += people_part(view, t)
    body += question_part(view, t)
    body += _client(view, t)
    body += _receiver_and_time(view, t)
    sent = SendData(draft=view.draft, about=view.about, asked=view.answers.asked_about_data)
    others = button(t("Find others"), ChooseData(draft=view.draft, step="others"))
    back = button(t("Ask the area"), ChooseData(draft=view.draft, step="county"))
    actions = [button(t("Send"), sent, filled=True), back if view.within_kela else others]
    return finished(body, actions, title, t)


def _reading_notes(view: ConsultFormView, t: Translate) -> list[CardElement]:
    notes = [t("Read as: {reading}", reading=view.read_as)] if view.read_as else []
    notes += view.notes
    if view.in_channel:
        notes.append(t("Only you see this form. The question opens a thread in this channel, where members see it."))
    rows: list[CardElement] = [note(one, "None") for one in notes]
    if view.within_kela:
        rows.append(note(t("This question stays within Kela. The area does not see it."), "None"))
    if view.kela_first is not None:
        title = t("Ask Kela's contact person first: {name}", name=view.kela_first.name)
        rows.append(row(button(title, ChooseData(draft=view.draft, step="within_kela", to=view.kela_first.id))))
    return rows


def _client(view: ConsultFormView, t: Translate) -> list[CardElement]:
    answers = view.answers
    about_client = answers.basis != GENERAL
    part = ClientPartView(
        bases=view.bases,
        basis=answers.basis,
        situation=answers.situation,
        opened=about_client or any(one.field in {"basis", "client", "consent"} for one in view.problems),
        type_again=about_client,
        own_worker=view.own_worker,
        consent=ConsentPartView(
            view.consents,
            view.today,
            answers.consent,
            opened=answers.consent.code.endswith("in_writing"),
        ),
    )
    return client_part(part, t)


def _receiver_and_time(view: ConsultFormView, t: Translate) -> list[CardElement]:
    answers = view.answers
    alone = view.contacts[0].person.name if len(view.contacts) == 1 else ""
    nobody_named = t("The client's own worker") if view.own_worker == "only" else t("Whoever is first")
    anyone = alone or nobody_named
    first = view.answer_by[0] if view.answer_by else Option("", "")
    receiver = ANYONE if alone else answers.receiver
    opened = receiver != ANYONE or answers.answer_by not in {"", first.value}
    named = [] if alone else [Option(one.id, one.person.name) for one in view.contacts]
    receivers = [Option(ANYONE, anyone), *named]
    change = switch(t("Change"), shown=("to_whom",), hidden=("default_to_whom",))
    default = f"{anyone}, {first.title}"
    return [
        fact_row(
            t("To whom and when"), default, change, element_id="default_to_whom", visible=not opened, separator=True
        ),
        Container(
            id="to_whom",
            is_visible=None if opened else False,
            separator=True,
            items=[
                ChoiceSetInput(
                    id="receiver",
                    label=t("To whom"),
                    style="compact",
                    value=receiver,
                    choices=_choices(receivers),
                ),
                ChoiceSetInput(
                    id="answer_by",
                    label=t("Answer wanted by"),
                    style="compact",
                    value=answers.answer_by or first.value,
                    choices=_choices(view.answer_by),
                ),
            ],
        ),
    ]


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]
