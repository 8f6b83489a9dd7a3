"""The legal bases an organisation's people may choose: what each allows, what waits for another person, the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from microsoft_teams.cards import (
    ActionSet,
    CardElement,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    DateInput,
    TextInput,
    ToggleInput,
)

from cards.bases.basis_changes import PropertyView, property_lines
from cards.bases.basis_labels import asks_label, explanation_label, name_label, own_worker_label
from cards.buttons.basis_data import BasisChangesData, BasisDecideData, BasisFormData, BasisSaveData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, notice, run
from cards.kit.template import Option
from cards.kit.text import Language, Translate

LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
WAITING_SHOWN = 2
"""Changes shown in full at a time: Teams takes no card of any length. The next comes when one has been decided."""


@dataclass(frozen=True, slots=True)
class BasisRowView:
    """One basis in force, worded."""

    code: str
    name: str
    law: str
    """With its reminder where it has not been checked."""
    says: str
    """ "Asiakas · suostumus kysytään · 1.12.2026 alkaen" """
    explanation: str = ""
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class WaitingBasisView:
    """A change that waits for another person."""

    version: int
    name: str
    says: str
    maker: str
    changed: tuple[PropertyView, ...]
    """What differs from now; of a new one, all of it."""
    may_accept: bool
    may_reject: bool


@dataclass(frozen=True, slots=True)
class BasisListView:
    """The list, for whoever reads it."""

    organisation: str
    rows: tuple[BasisRowView, ...]
    waiting: tuple[WaitingBasisView, ...] = ()
    may_add: bool = False
    may_look_back: bool = False
    told: str = ""
    """What has just been done."""


def basis_list_card(view: BasisListView, t: Translate) -> Card:
    """Everybody reads the list; data protection proposes changes to it, and another person accepts them."""
    title = t("Legal bases: {organisation}", organisation=view.organisation)
    body: list[CardElement] = [heading(title)]
    if view.told:
        body.append(notice(view.told))
    for one in view.waiting[:WAITING_SHOWN]:
        body += _waiting(one, t)
    if len(view.waiting) > WAITING_SHOWN:
        body.append(note(t("And {count} more.", count=len(view.waiting) - WAITING_SHOWN)))
    for basis in view.rows:
        body += _row(basis, t)
    actions = [button(t("Add a basis"), BasisFormData(basis=""), inputs=False)] if view.may_add else []
    if view.may_look_back:
        actions.append(button(t("Show changes"), BasisChangesData(first=0), inputs=False))
    return finished(body, actions, title, t)


def _row(basis: BasisRowView, t: Translate) -> list[CardElement]:
    words: list[CardElement] = [line(run(basis.name, bold=True), gap="None"), note(basis.says, "None")]
    words += [note(one, "None") for one in (basis.law, basis.explanation) if one]
    columns = [Column(width="stretch", items=words)]
    if basis.may_change:
        change = button(t("Edit"), BasisFormData(basis=basis.code), inputs=False)
        columns.append(Column(width="auto", items=[ActionSet(actions=[change])]))
    return [ColumnSet(columns=columns, separator=True)]


def _waiting(one: WaitingBasisView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = [
        notice(t("Waits for another person: {name}", name=one.name), f"{one.says} · {one.maker}"),
    ]
    rows += property_lines(one.changed)
    buttons = []
    if one.may_accept:
        buttons.append(
            button(t("Accept"), BasisDecideData(version=one.version, step="accept"), filled=True, inputs=False)
        )
    if one.may_reject:
        buttons.append(button(t("Reject"), BasisDecideData(version=one.version, step="reject"), inputs=False))
    return [*rows, row(*buttons)] if buttons else rows


@dataclass(frozen=True, slots=True)
class BasisFormView:
    """The form of one basis."""

    code: str
    """Empty for a new one."""
    today: str
    topics: tuple[Option, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    of_kela: bool = True
    """Whether the list is Kela's; otherwise a county's."""


def basis_form_card(view: BasisFormView, t: Translate) -> Card:
    """Not marked required: the server checks, and says what is missing."""
    title = t("Change a legal basis") if view.code else t("A new legal basis")
    body: list[CardElement] = [heading(title)]
    if view.problem:
        body.append(notice(view.problem, style="attention"))
    body.append(note(t("Questions sent before keep their basis as it was. Another person accepts the change."), "None"))
    body += [_text(view, f"name_{one}", name_label(one, t), 90) for one in LANGUAGES]
    body.append(_text(view, "law", t("Law and section"), 120))
    body.append(_toggle(view, "verify_law", t("The law's present wording has not been checked")))
    body.append(_toggle(view, "allows_client", t("A client may be referred to")))
    body.append(_toggle(view, "asks_consent", t("Asks for the client's consent")))
    body.append(_toggle(view, "asks", asks_label(t, of_kela=view.of_kela)))
    body.append(_toggle(view, "own_worker", own_worker_label(t, of_kela=view.of_kela)))
    body.append(
        note(t("Mark the own worker only when the law allows telling: that a client has one is secret."), "None")
    )
    body += [_text(view, f"explanation_{one}", explanation_label(one, t), 400) for one in LANGUAGES]
    body.append(
        ChoiceSetInput(
            id="topics",
            label=t("Only about these topics (none: all)"),
            is_multi_select=True,
            style="compact",
            placeholder=t("Choose"),
            value=view.values.get("topics") or None,
            choices=[Choice(title=one.title, value=one.value) for one in view.topics],
        )
    )
    first_day = view.values.get("valid_from") or view.today
    body.append(DateInput(id="valid_from", label=t("In force from"), placeholder=t("In force from"), value=first_day))
    if view.code:
        body.append(_toggle(view, "in_use", t("Can be chosen from that day on"), preset="true"))
    save = button(t("Send the proposal"), BasisSaveData(basis=view.code), filled=True)
    return finished(body, [save], title, t)


def _text(view: BasisFormView, name: str, label: str, longest: int) -> TextInput:
    return TextInput(id=name, label=label, placeholder=label, value=view.values.get(name) or None, max_length=longest)


def _toggle(view: BasisFormView, name: str, title: str, preset: str = "false") -> ToggleInput:
    return ToggleInput(
        id=name, title=title, value=view.values.get(name, preset), value_on="true", value_off="false", wrap=True
    )
