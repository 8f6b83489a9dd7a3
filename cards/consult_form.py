"""The answer to /consult: what was read, who can be asked, and the form with which to ask (sketch A)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from microsoft_teams.cards import (
    CardElement,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    DateInput,
    NumberInput,
    RichTextBlock,
    TextInput,
)

from cards.actions import Data, execute, switch
from cards.client_part import GENERAL, ClientPartView, OwnWorker, client_part
from cards.frame import Card, finished
from cards.messages import MESSAGE_LENGTH
from cards.people import PersonView, PhoneView, person_rows, telephone
from cards.pieces import fact_row, line, note, notice, run, title_row
from cards.template import Option, Template, TemplateField
from cards.text import Translate

ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody who can be asked, and why they are in the list."""

    id: str
    person: PersonView
    reasons: tuple[str, ...] = ()
    """Worded: "Aihe täsmää", "sijainen Otto Testi"."""
    phone: PhoneView | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What the form holds. The identity code is never given back: it has to be typed again."""

    question: str = ""
    basis: str = GENERAL
    situation: tuple[str, ...] = ()
    receiver: str = ANYONE
    answer_by: str = ""
    """One of the offered values; empty means the first."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """The template's own fields by id."""
    reason: str = ""
    """Why an urgent matter is a demanding case, where the area lets only such through."""
    asked_about_data: bool = False
    """The asker has been asked whether personal data is needed in the texts, and is not asked again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the form was not sent, and what to do."""

    field: Literal["question", "reason", "basis", "client", "receiver", "answer_by", "fields"]
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ConsultFormView:
    """Everything on the form. Texts that depend on the day, place or direction are worded by the caller."""

    draft: str
    """UUID of the form."""
    about: str
    """Codes of whom and what this form asks: sent along, so that an older card does not ask somebody else."""
    place: str
    topic: str
    contacts: tuple[ContactView, ...]
    template: Template
    bases: tuple[Option, ...]
    """Legal bases, without the general one."""
    answer_by: tuple[Option, ...]
    """Wanted answer times, the default first."""
    read_as: str = ""
    """"Eksote asumismenot": the query as read, when it differs from the title."""
    notes: tuple[str, ...] = ()
    """"Eksote on nyt Etelä-Karjalan hyvinvointialue.", the area's own rules."""
    beside: tuple[tuple[str, PhoneView], ...] = ()
    """Telephone services to be shown below the contacts, whose details are all doubtful: label and number."""
    contacts_title: str = ""
    """"Aikuissosiaalityön yhteyshenkilöt"; empty gives "Contacts"."""
    as_of: str = ""
    """Worded time of the presence shown; empty when presence could not be fetched."""
    office_opens: str = ""
    """Worded start of the next office hours, when asked outside them."""
    in_channel: bool = False
    own_worker: OwnWorker = ""
    """Whether the client's own worker is asked first, or nobody else can be asked."""
    reason_asked: bool = False
    """The area lets only demanding cases through, and the asker writes why this is one."""
    answers: Answers = field(default_factory=Answers)
    problems: tuple[Problem, ...] = ()


def consult_form_card(view: ConsultFormView, t: Translate) -> Card:
    """The form. Buttons carry the draft, the fields carry the rest."""
    title = f"{view.place} · {view.topic}"
    correct = execute("consultation.choose", t("Correct"), {"draft": view.draft, "step": "correct"})
    body: list[CardElement] = [title_row(title, correct), *_reading_notes(view, t)]
    body += [notice(one.title, one.text, style="attention") for one in view.problems]
    body += _people(view, t)
    body += _question(view, t)
    body += _client(view, t)
    body += _receiver_and_time(view, t)
    actions = [
        execute("consultation.send", t("Send"), _sent_along(view), filled=True),
        execute("consultation.choose", t("Find others"), {"draft": view.draft, "step": "others"}),
    ]
    return finished(body, actions, title, t)


def _sent_along(view: ConsultFormView) -> Data:
    known: Data = {"draft": view.draft, "about": view.about}
    return {**known, "asked": True} if view.answers.asked_about_data else known


def _reading_notes(view: ConsultFormView, t: Translate) -> list[CardElement]:
    notes = [t("Read as: {reading}", reading=view.read_as)] if view.read_as else []
    notes += view.notes
    if view.in_channel:
        notes.append(t("Only you see this form. The question opens a thread in this channel, where members see it."))
    return [note(one, "None") for one in notes]


def _people(view: ConsultFormView, t: Translate) -> list[CardElement]:
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
        as_of = run(t("as of {time}", time=view.as_of), subtle=True, small=True)
        columns.append(Column(width="auto", items=[RichTextBlock(inlines=[as_of])]))
    return ColumnSet(columns=columns)


def _no_presence(view: ConsultFormView, t: Translate) -> str:
    text = t("Presence is not shown now.")
    return f"{text} {t('Office hours begin {time}.', time=view.office_opens)}" if view.office_opens else text


def _contact(contact: ContactView, t: Translate) -> ColumnSet:
    below: list[CardElement] = []
    if contact.reasons:
        below.append(note(" · ".join(contact.reasons), "None"))
    if contact.phone is not None:
        below.append(telephone(contact.phone, t))
    return person_rows(contact.person, t, *below)


def _question(view: ConsultFormView, t: Translate) -> list[CardElement]:
    """Not marked required: the client would then also hold back Correct and Find others. The server checks."""
    template = view.template
    rows: list[CardElement] = [
        TextInput(
            id="question",
            label=t("Question"),
            placeholder=t("For example: {question}", question=template.example),
            value=view.answers.question or None,
            is_multiline=True,
            max_length=MESSAGE_LENGTH,
            separator=True,
        ),
        note(t("No names, identity codes or anything else from which the client is recognised.")),
    ]
    if template.hints:
        rows.append(note(t("Good to tell: {hints}.", hints=", ".join(template.hints)), "None"))
    if template.reminder:
        rows.append(note(template.reminder, "None"))
    if view.reason_asked:
        rows.append(_reason(view, t))
    return rows + [_own_field(one, view.answers.fields.get(one.id, ""), t) for one in template.fields]


def _reason(view: ConsultFormView, t: Translate) -> CardElement:
    return TextInput(
        id="reason",
        label=t("Why is this a demanding case? The receiver sees the reason."),
        placeholder=t("For example: several benefits and a move between areas at once"),
        value=view.answers.reason or None,
        max_length=300,
    )


def _own_field(own: TemplateField, value: str, t: Translate) -> CardElement:
    name = f"field_{own.id}"
    if own.kind == "date":
        return DateInput(id=name, label=own.label, placeholder=own.label, value=value or None)
    if own.kind == "number":
        number = float(value) if value.isdigit() else None
        return NumberInput(id=name, label=own.label, value=number, placeholder=_bounds(own))
    return ChoiceSetInput(
        id=name,
        label=own.label,
        style="compact",
        placeholder=t("Choose"),
        value=value or None,
        choices=_choices(own.options),
    )


def _bounds(own: TemplateField) -> str | None:
    """Told, not enforced: with bounds the client takes an empty field for a wrong number and silently sends nothing."""
    return None if own.minimum is None or own.maximum is None else f"{own.minimum}–{own.maximum}"


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]


def _client(view: ConsultFormView, t: Translate) -> list[CardElement]:
    answers = view.answers
    about_client = answers.basis != GENERAL
    part = ClientPartView(
        bases=tuple(sorted(view.bases, key=lambda one: one.value != view.template.basis)),
        basis=answers.basis,
        situation=answers.situation,
        opened=about_client or any(one.field in {"basis", "client"} for one in view.problems),
        type_again=bool(view.problems) and about_client,
        own_worker=view.own_worker,
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
