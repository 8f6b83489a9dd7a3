"""Closing a consultation: the form that records what came of it, and the receipt both sides keep."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import (
    Action,
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    Column,
    ColumnSet,
    Container,
    DateInput,
    TextInput,
    TextRun,
    ToggleInput,
)

from cards.buttons.client_data import BasisData
from cards.buttons.consultation_data import CloseData, ReachedData, Shown
from cards.client.remember import remember_form
from cards.kit.actions import button, row, show, switch
from cards.kit.frame import inner
from cards.kit.pieces import fact_row, heading, line, note, quote, run
from cards.kit.template import Option
from cards.kit.text import Translate

WITHDRAWN = "withdrawn"
"""The asker's own outcome; it has its own button and is not offered here."""
ClientReached = Literal["", "yes", "no", "unknown"]
"""As the county says; empty while it has not said."""
Kelmu = Literal["unknown", "done", "to_be_done", "not_needed"]


@dataclass(frozen=True, slots=True)
class CloseFormView:
    """What can be chosen. A general question (`about_client` false) is closed with one press."""

    about_client: bool
    outcomes: tuple[Option, ...] = ()
    """For a client matter, in the order shown, worded."""
    kelmu: Kelmu = "unknown"
    """Preset: `to_be_done` for topics of concern; elsewhere nothing is claimed before somebody says it."""
    sealed: bool = False
    """A sealed client reference exists and will be destroyed."""
    can_be_kept: bool = False
    """With a follow-up date it is kept for that day first."""
    answering: bool = False
    """The reader is the one who was to answer."""
    asks_reached: bool = False
    """The reader is of the county, which alone can know whether the client was reached, and may tell Kela."""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What came of it; the same facts for both sides."""

    outcome: str
    """Worded: becomes the heading."""
    closer: str
    """Name, and organisation for the other side: "Liisa Näyte, Kela"."""
    closed_by: Literal["asking", "receiving"] = "asking"
    answerer: str = ""
    about_client: bool = False
    client_reached: ClientReached = ""
    county: str = ""
    """Short name of the county, which says whether the client was reached."""
    asks_reached: bool = False
    """The reader can still say it."""
    awaits_reached: bool = False
    """The reader's county colleague can still say it."""
    kelmu: Kelmu = "unknown"
    correction_avoided: bool = False
    followup: str = ""
    """Worded date, with who is reminded: "ke 9.12., muistutus: Liisa Näyte"."""
    waited: str = ""
    """Worded: "27 minuutissa"."""
    destroyed_at: str = ""
    """Worded time at which the sealed client reference was destroyed; empty if there was none."""
    client_until: str = ""
    """Worded day of the follow-up for which it is kept; empty when it is not."""
    may_end_consent: bool = False
    """The reader's side holds the consent on which it is kept, and tells when that ends."""
    record: str = ""
    """Ready text for the benefit system or the client record; empty hides the button."""
    removed_on: str = ""
    """Worded date on which messages and names are removed from here."""
    consents: tuple[Option, ...] = ()
    """Who can have consented to remembering the reader as the client's own worker; empty hides the button."""
    remembered: bool = False
    """The reader has been remembered."""


def close_form(view: CloseFormView, about: Shown, t: Translate) -> AdaptiveCard:
    """Opens below "Suljen tämän"."""
    return _client_form(view, about, t) if view.about_client else _general_form(view, about, t)


def _general_form(view: CloseFormView, about: Shown, t: Translate) -> AdaptiveCard:
    title = t("Has the question been answered?") if view.answering else t("Was there an answer?")
    yes, no = (
        (t("I answered it"), t("I did not answer it"))
        if view.answering
        else (t("Yes, there was"), t("No, there was not"))
    )
    body: list[CardElement] = [
        heading(title),
        note(t("The choice closes the question. It was a general one, so nothing else is recorded."), "None"),
    ]
    answered = CloseData(consultation=about.consultation, version=about.version, outcome="answered")
    not_answered = CloseData(consultation=about.consultation, version=about.version, outcome="not_answered")
    return inner(body, [button(yes, answered, filled=True), button(no, not_answered)])


def _client_form(view: CloseFormView, about: Shown, t: Translate) -> AdaptiveCard:
    body: list[CardElement] = [
        heading(t("What came of it?")),
        ChoiceSetInput(
            id="outcome",
            label=t("Outcome"),
            style="expanded",
            wrap=True,
            is_required=True,
            error_message=t("Choose the outcome."),
            choices=[Choice(title=one.title, value=one.value) for one in view.outcomes if one.value != WITHDRAWN],
        ),
        *([_choice("client_reached", t("Client"), "unknown", _reached_choices(t))] if view.asks_reached else []),
        _choice("kelmu", t("Kelmu"), view.kelmu, _kelmu_choices(t)),
        ToggleInput(
            id="correction_avoided",
            title=t("A request for review was avoided (own estimate)"),
            value="false",
            value_on="true",
            value_off="false",
            wrap=True,
        ),
        *_followup(t),
        note(_consequences(view, t)),
    ]
    data = CloseData(consultation=about.consultation, version=about.version)
    return inner(body, [button(t("I close this"), data, filled=True)])


def _choice(element_id: str, label: str, value: str, choices: list[Choice]) -> ChoiceSetInput:
    return ChoiceSetInput(id=element_id, label=label, style="compact", value=value, choices=choices)


def _reached_choices(t: Translate) -> list[Choice]:
    return [
        Choice(title=t("Not known whether the client was reached"), value="unknown"),
        Choice(title=t("The client was reached"), value="yes"),
        Choice(title=t("The client was not reached"), value="no"),
    ]


def _kelmu_choices(t: Translate) -> list[Choice]:
    return [
        Choice(title=t("Nothing is recorded of a Kelmu notice"), value="unknown"),
        Choice(title=t("A Kelmu notice is not needed"), value="not_needed"),
        Choice(title=t("A Kelmu notice has been made"), value="done"),
        Choice(title=t("A Kelmu notice will still be made"), value="to_be_done"),
    ]


def _followup(t: Translate) -> list[CardElement]:
    add = switch(t("Add a date"), shown=("followup",), hidden=("no_followup",))
    fields: list[CardElement] = [
        DateInput(id="followup_on", label=t("Follow-up date"), placeholder=t("Follow-up date")),
        TextInput(
            id="followup_note",
            label=t("What to look at then? Both sides see it."),
            placeholder=t("For example: check the decision. Nothing of the client."),
            max_length=200,
        ),
    ]
    return [
        fact_row(t("Follow-up"), t("No follow-up"), add, element_id="no_followup", separator=True),
        Container(id="followup", is_visible=False, items=fields, spacing="Small"),
    ]


def _consequences(view: CloseFormView, t: Translate) -> str:
    seen = t("Both sides see the outcome.")
    if not view.sealed:
        return seen
    if view.can_be_kept:
        kept = t(
            "The sealed client data is destroyed at once. With a follow-up date it is kept for that day and destroyed "
            "when the follow-up has been handled."
        )
        return f"{seen} {kept}"
    return f"{seen} {t('The sealed client data is destroyed at once.')}"


def receipt_rows(view: ReceiptView, about: Shown, t: Translate) -> list[CardElement]:
    """The facts of a closed matter, below its heading."""
    rows: list[CardElement] = []
    facts = _facts(view, t)
    if view.about_client and facts:
        rows.append(quote([line(run(t("What came of it"), bold=True)), *[_fact(*one) for one in facts]]))
    elif view.followup:
        rows.append(quote([_fact("→", t("Follow-up {date}", date=view.followup))]))
    if view.asks_reached:
        rows += _reached_question(about, t)
    parts = []
    if view.waited:
        parts.append(t("The answer came in {time}.", time=view.waited))
    if view.destroyed_at:
        parts.append(t("The sealed client data was destroyed {time}.", time=view.destroyed_at))
    if view.client_until:
        parts.append(
            t(
                "The sealed client data is kept for the follow-up {date} and destroyed when it has been handled.",
                date=view.client_until,
            )
        )
    if view.removed_on:
        parts.append(_removal(view, t))
    if view.remembered:
        rows.append(note(t("Remembered as the client's own worker: Kela's next question comes here first.")))
    return [*rows, *([note(" ".join(parts))] if parts else [])]


def _reached_question(about: Shown, t: Translate) -> list[CardElement]:
    """One press, once: only the county can know it."""
    answers = (
        (t("Reached"), ReachedData(consultation=about.consultation, version=about.version, reached="yes")),
        (t("Not reached"), ReachedData(consultation=about.consultation, version=about.version, reached="no")),
    )
    return [
        line(run(t("Was the client reached?"), bold=True), gap="Default"),
        note(t("The answer is shown to Kela. It can be given once."), "None"),
        row(*(button(title, data) for title, data in answers)),
    ]


def _removal(view: ReceiptView, t: Translate) -> str:
    if view.followup:
        return t("Messages and names are removed from Kuntayhteys on {date} at the earliest.", date=view.removed_on)
    return t("Messages and names are removed from Kuntayhteys on {date}.", date=view.removed_on)


def receipt_buttons(view: ReceiptView | None, about: Shown, t: Translate) -> list[Action]:
    """What can still be done with a closed matter."""
    if view is None:
        return []
    buttons: list[Action] = [show(t("Record"), record_form(view.record, t))] if view.record else []
    if view.may_end_consent:
        buttons.append(
            button(t("Basis"), BasisData(consultation=about.consultation, version=about.version), inputs=False)
        )
    if view.consents:
        buttons.append(show(t("Remember me"), remember_form(view.consents, about, t)))
    return buttons


def _facts(view: ReceiptView, t: Translate) -> list[tuple[str, str]]:
    reached: dict[ClientReached, tuple[str, str]] = {
        "yes": ("✓", t("{county}: the client was reached", county=view.county)),
        "no": ("–", t("{county}: the client was not reached", county=view.county)),
        "unknown": ("–", t("{county}: not known whether the client was reached", county=view.county)),
    }
    notice: dict[Kelmu, tuple[str, str]] = {
        "done": ("✓", t("A Kelmu notice has been made")),
        "to_be_done": ("→", t("A Kelmu notice will still be made")),
        "not_needed": ("–", t("A Kelmu notice is not needed")),
    }
    facts = [reached[view.client_reached]] if view.client_reached else []
    if view.awaits_reached:
        facts.append(("→", t("{county} can still tell whether the client was reached", county=view.county)))
    if view.kelmu in notice:
        facts.append(notice[view.kelmu])
    if view.correction_avoided:
        facts.append(("✓", t("A request for review was avoided (estimate)")))
    if view.followup:
        facts.append(("→", t("Follow-up {date}", date=view.followup)))
    return facts


_COLOURS: dict[str, Literal["Good", "Accent"]] = {"✓": "Good", "→": "Accent"}


def _fact(mark: str, text: str) -> ColumnSet:
    return ColumnSet(
        columns=[
            Column(width="20px", items=[line(TextRun(text=mark, color=_COLOURS.get(mark)), gap="None")]),
            Column(width="stretch", items=[line(run(text), gap="None")]),
        ],
        spacing="Small",
    )


def record_form(record: str, t: Translate) -> AdaptiveCard:
    """Ready text to copy into the reader's own system."""
    return inner([TextInput(id="record", label=t("Ready text to copy"), is_multiline=True, value=record)], [])
