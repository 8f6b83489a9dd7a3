"""Somebody's absences: what is known, what was just saved, and the form for another. Never why."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import (
    Action,
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    QueryData,
)

from cards.buttons.absence_data import AbsenceData, OpenQuestionsData
from cards.kit.actions import button, show
from cards.kit.frame import Card, finished, inner
from cards.kit.pieces import fact_row, heading, line, note, notice, run
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """One absence. Days are worded by the caller."""

    starts: str
    """Its first day: YYYY-MM-DD."""
    days: str
    """ "1.7.–31.7.2027" """
    deputy: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class AbsenceFormView:
    """What the form holds at first."""

    deputies: tuple[Option, ...] = ()
    """The likeliest colleagues; the field finds the others."""
    usual_deputy: str = ""
    first: str = ""
    """YYYY-MM-DD, when it is known already."""
    last: str = ""
    deputy: str = ""
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class AbsencesView:
    """Whose absences, and what has just happened to them."""

    contact: str
    """Contact id."""
    form: AbsenceFormView
    name: str = ""
    """Whose, for a coordinator; empty for the reader's own."""
    absences: tuple[AbsenceView, ...] = ()
    happened: str = ""
    """ "Tallennettu: poissa 1.7.–31.7.2027, sijainen Otto Testi." """
    missing: str = ""
    """What has still to be filled in, when the form came from a typed line."""
    notes: tuple[str, ...] = ()
    """What else is good to know, such as the deputy's own absence."""
    can_hand_over: bool = False
    """There are open questions that can go to the deputy, or come back."""


def absences_card(view: AbsencesView, t: Translate) -> Card:
    """The absences with their buttons, and the form: open at once when there is nothing else."""
    title = t("Absences: {name}", name=view.name) if view.name else t("My absences")
    body: list[CardElement] = [heading(view.happened or title)]
    if view.missing:
        body.append(notice(view.missing))
    body += [line(run(one), gap="None") for one in view.notes]
    for one in view.absences:
        body.append(_row(view, one, t))
    form_first = bool(view.missing) or not (view.absences or view.happened)
    save: Action = button(t("Save the absence"), AbsenceData(contact=view.contact, step="save"), filled=True)
    if form_first:
        body += _fields(view.form, t)
        return finished(body, [save], view.happened or title, t)
    actions: list[Action] = [show(t("Another absence"), inner(_fields(view.form, t), [save]))]
    if view.can_hand_over:
        starts = view.absences[0].starts if view.absences else ""
        shown = OpenQuestionsData(contact=view.contact, starts=starts, step="show")
        actions.insert(0, button(t("Open questions"), shown, inputs=False))
    return finished(body, actions, view.happened or title, t)


def _row(view: AbsencesView, one: AbsenceView, t: Translate) -> CardElement:
    deputy = t("deputy {name}", name=one.deputy) if one.deputy else t("no deputy")
    back = t("Back at work") if view.name else t("I am back")
    step: Literal["back", "cancel"] = "back" if one.running else "cancel"
    data = AbsenceData(contact=view.contact, starts=one.starts, step=step)
    over = button(back if one.running else t("Cancel the absence"), data, inputs=False)
    key = t("Away now") if one.running else t("Coming")
    return fact_row(key, f"{one.days} · {deputy}", over, separator=True)


def _fields(form: AbsenceFormView, t: Translate) -> list[CardElement]:
    usual = t("The usual deputy: {name}", name=form.usual_deputy) if form.usual_deputy else t("No deputy")
    return [
        _day("first", t("First day"), form.first, form, t),
        _day("last", t("Last day"), form.last, form, t),
        ChoiceSetInput(
            id="deputy",
            label=t("Deputy"),
            placeholder=usual,
            style="filtered",
            value=form.deputy or None,
            choices=[Choice(title=one.title, value=one.value) for one in form.deputies],
            choices_data=QueryData(dataset="deputies"),
        ),
        note(t("The reason is not asked and not stored.")),
    ]


def _day(element_id: str, label: str, value: str, form: AbsenceFormView, t: Translate) -> DateInput:
    return DateInput(
        id=element_id,
        label=label,
        value=value or None,
        min=form.earliest or None,
        max=form.latest or None,
        is_required=True,
        error_message=t("Choose a day."),
    )
