"""Forms for a coordinator: the rule of the own organisation from a day on, and its telephone services."""

from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, DateInput, TextInput

from cards.areas.area_rule import try_out
from cards.buttons.area_data import AreaSaveData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, note
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One part of the rule that is chosen from a list."""

    field: str
    label: str
    options: tuple[Option, ...]
    chosen: str
    """A value; several joined by commas when `several`."""
    several: bool = False


@dataclass(frozen=True, slots=True)
class AreaFormView:
    """The rule as the form begins. `area` is an area code or KELA."""

    area: str
    name: str
    valid_from: str
    """The first day of the rule, YYYY-MM-DD."""
    choices: tuple[ChoiceView, ...]
    working_hours: str
    website: str
    source: str
    second: str
    """Who accepts it, worded."""
    planned: tuple[str, ...] = ()
    """Days from which other rules are planned, worded."""
    topics: tuple[Option, ...] = ()
    """To try the filled form out with; empty hides the button."""


@dataclass(frozen=True, slots=True)
class LineFieldsView:
    """One telephone service."""

    kind: str
    name: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class LinesFormView:
    """The telephone services of one organisation."""

    area: str
    name: str
    lines: tuple[LineFieldsView, ...]


def area_form_card(view: AreaFormView, t: Translate) -> Card:
    """The whole rule; what is saved replaces all of it from that day on."""
    title = t("Change the rule: {name}", name=view.name)
    body: list[CardElement] = [heading(title), note(view.second, "None")]
    body += [note(one, "None") for one in view.planned]
    body.append(DateInput(id="valid_from", label=t("In force from"), value=view.valid_from))
    body += [choice(one) for one in view.choices]
    body += [
        TextInput(
            id="working_hours",
            label=t("Working hours"),
            placeholder=t("For example: Mon-Fri 8-16"),
            value=view.working_hours or None,
            max_length=120,
        ),
        TextInput(id="website", label=t("Website"), placeholder="https://", value=view.website or None, max_length=200),
        TextInput(
            id="source",
            label=t("Where this has been agreed"),
            placeholder=t("For example: cooperation agreement 2026"),
            value=view.source or None,
            max_length=200,
        ),
        why(t),
    ]
    save = button(t("Save"), AreaSaveData(area=view.area, step="rule"), filled=True)
    trial = [try_out(view.area, view.topics, t, step="form")] if view.topics else []
    return finished(body, [save, *trial], title, t)


def lines_form_card(view: LinesFormView, t: Translate) -> Card:
    """Numbers and hours; an emptied number is taken away."""
    title = t("Telephone services: {name}", name=view.name)
    body: list[CardElement] = [heading(title), note(t("In force at once. An emptied number is taken away."), "None")]
    for one in view.lines:
        body.append(
            TextInput(
                id=f"phone_{one.kind}", label=one.name, placeholder=t("Number"), value=one.phone or None, max_length=40
            )
        )
        body.append(
            TextInput(
                id=f"hours_{one.kind}",
                label=t("Answers"),
                placeholder=t("For example: Mon-Fri 9-11"),
                value=one.hours or None,
                max_length=120,
                spacing="Small",
            )
        )
    body.append(why(t))
    save = button(t("Save"), AreaSaveData(area=view.area, step="lines"), filled=True)
    return finished(body, [save], title, t)


def choice(one: ChoiceView) -> ChoiceSetInput:
    """One part that is chosen."""
    return ChoiceSetInput(
        id=one.field,
        label=one.label,
        style="expanded" if one.several else "compact",
        is_multi_select=True if one.several else None,
        wrap=True if one.several else None,
        value=one.chosen or None,
        choices=_choices(one.options),
    )


def _choices(options: Sequence[Option]) -> list[Choice]:
    return [Choice(title=one.title, value=one.value) for one in options]


def why(t: Translate) -> TextInput:
    """The reason of a change."""
    return TextInput(id="why", label=t("Why, for the history. Optional."), max_length=300, separator=True)
