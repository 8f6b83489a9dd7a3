"""The form of one contact's details, as typed or as they are, with what to correct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container, QueryData, TextInput

from cards.buttons.contact_data import ContactSaveData
from cards.kit.actions import button, switch
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, notice, run
from cards.kit.template import Option
from cards.kit.text import Translate

OWN_TENANT = "graph.microsoft.com/users"
"""Teams itself searches the people of the reader's organisation; the bot is not asked."""


@dataclass(frozen=True, slots=True)
class FormText:
    """An input for a short text, worded by the caller; what it holds is among the form's values."""

    name: str
    label: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class ContactFormView:
    """What the fields hold, by name; lists are written with commas, choices as their codes."""

    title: str
    """"Uusi yhteyshenkilö" or the contact's name."""
    who: tuple[FormText, ...]
    reach: tuple[FormText, ...]
    more: tuple[FormText, ...]
    """What opens on demand, besides choices."""
    longest: int
    """Characters of a short text."""
    longest_list: int
    """Characters of a list of places or topics."""
    contact: str = ""
    """The contact's id; empty for a new one."""
    draft: str = ""
    """The id that a new contact will have: accepting the form twice makes one."""
    seen: str = ""
    """A mark of the details the form was filled from: somebody else's change meanwhile is not overwritten."""
    values: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[Option, ...] = ()
    languages: tuple[Option, ...] = ()
    deputies: tuple[Option, ...] = ()
    """A first few; the rest is found by searching."""
    person: str = ""
    """Worded: whom the organisation's own directory gave for the e-mail address, or why it gave nobody."""
    notes: tuple[str, ...] = ()
    """What was not recognised, and other things to look at."""
    problems: tuple[str, ...] = ()
    """Why it was not saved, each with the name of the field."""
    only_own: bool = False
    """The reader corrects their own details: whom they serve is the coordinator's to say."""
    summary: str = ""
    """Worded: what the fields that open on demand hold now."""
    whole_area: str = ""
    """What an empty place means: "koko Etelä-Karjala"; empty where a place has to be given."""


def contact_form_card(view: ContactFormView, t: Translate) -> Card:
    """The form. Nothing is required of the client: the bot answers with a sentence instead."""
    body: list[CardElement] = [heading(view.title)]
    if view.problems:
        body.append(notice(t("Correct these. Nothing was saved."), style="attention"))
        body += [line(run(f"• {one}"), gap="None") for one in view.problems]
    body += [note(one, "None") for one in view.notes]
    if not view.only_own:
        body += _who(view, t)
    body += _texts(view, view.reach)
    if not view.only_own:
        body += _serves(view, t)
    body += _rest(view, t)
    data = ContactSaveData(contact=view.contact, draft=view.draft, seen=view.seen, step="save")
    return finished(body, [button(t("Accept"), data, filled=True)], view.title, t)


def _who(view: ContactFormView, t: Translate) -> list[CardElement]:
    picker = ChoiceSetInput(
        id="person",
        label=t("Person, from your organisation"),
        placeholder=t("Type a name"),
        style="filtered",
        choices=[],
        choices_data=QueryData(dataset=OWN_TENANT),
    )
    rows = _texts(view, view.who)
    if view.person:
        rows.append(note(view.person, "None"))
    return [picker, note(t("Name and e-mail come from there, unless they are written below."), "None"), *rows]


def _serves(view: ContactFormView, t: Translate) -> list[CardElement]:
    empty = (
        t("Empty: {place}.", place=view.whole_area) if view.whole_area else t("A county or a municipality is needed.")
    )
    places = FormText("places", t("Areas and municipalities"), t("For example: Imatra, Lappeenranta"))
    topics = FormText("topics", t("Topics"), t("For example: housing costs, medicines"))
    return [
        _text(view, places, view.longest_list),
        note(empty, "None"),
        _text(view, topics, view.longest_list),
        note(t("Empty: all topics."), "None"),
    ]


def _rest(view: ContactFormView, t: Translate) -> list[CardElement]:
    why = FormText("why", t("Why is this changed? Optional."), t("No names of clients, no reasons of absence"))
    fields: list[CardElement] = []
    if not view.only_own:
        fields.append(_several(view, "roles", t("Roles"), view.roles))
    fields += [
        _several(view, "languages", t("Languages"), view.languages),
        *_texts(view, view.more),
        ChoiceSetInput(
            id="deputy",
            label=t("Deputy"),
            placeholder=t("Type a name"),
            style="filtered",
            value=view.values.get("deputy") or None,
            choices=_choices(view.deputies),
            choices_data=QueryData(dataset="colleagues"),
        ),
        _text(view, why, view.longest),
    ]
    closed = not view.problems and not view.only_own
    show = switch(t("Show"), shown=("more",), hidden=("more_closed",))
    return [
        fact_row(
            t("More details"), view.summary or "–", show, element_id="more_closed", visible=closed, separator=True
        ),
        Container(
            id="more",
            items=[line(run(t("More details"), bold=True)), *fields],
            separator=True,
            is_visible=False if closed else None,
        ),
    ]


def _texts(view: ContactFormView, texts: Sequence[FormText]) -> list[CardElement]:
    return [_text(view, one, view.longest) for one in texts]


def _text(view: ContactFormView, one: FormText, longest: int) -> TextInput:
    return TextInput(
        id=one.name,
        label=one.label,
        placeholder=one.example or None,
        value=view.values.get(one.name) or None,
        max_length=longest,
    )


def _several(view: ContactFormView, name: str, label: str, options: Sequence[Option]) -> ChoiceSetInput:
    return ChoiceSetInput(
        id=name,
        label=label,
        style="expanded",
        is_multi_select=True,
        wrap=True,
        value=view.values.get(name) or None,
        choices=_choices(options),
    )


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]
