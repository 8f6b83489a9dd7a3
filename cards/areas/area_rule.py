"""How an area has agreed to work with Kela: its rule, its telephone services and what changes next (/area)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Choice, ChoiceSetInput, Column, ColumnSet, TextInput

from cards.buttons.area_data import AreaEditData, AreaSimulateData
from cards.kit.actions import button, show
from cards.kit.frame import Card, finished, inner
from cards.kit.person import PhoneView, telephone
from cards.kit.pieces import Gap, fact_row, heading, line, note, notice, run
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class RuleChangeView:
    """What takes force later."""

    day: str
    """ "1.1.2027" """
    parts: tuple[tuple[str, str], ...]
    """Each part's name and what it becomes, worded."""


@dataclass(frozen=True, slots=True)
class AreaRuleView:
    """One organisation's rule as it is today. Everything is worded by the caller."""

    area: str
    """Area code or KELA."""
    name: str
    trust: str
    """How far the rule can be trusted: "Sovittu. Lähde: … Tarkistettu 3.11.2026." """
    rows: tuple[tuple[str, str], ...]
    """Each part of the rule: its name and words."""
    lines: tuple[tuple[str, PhoneView], ...] = ()
    contacts: str = ""
    """ "3 nimettyä yhteyshenkilöä" """
    change: RuleChangeView | None = None
    waiting: str = ""
    """ "M-12 odottaa toisen hyväksyntää." """
    may_edit: bool = False
    topics: tuple[Option, ...] = ()
    """To try the rule out with; empty hides the button."""


def area_rule_card(view: AreaRuleView, t: Translate) -> Card:
    """The rule."""
    body: list[CardElement] = [heading(view.name), note(view.trust, "None")]
    if view.waiting:
        body.append(notice(view.waiting))
    body += [fact_row(name, words) for name, words in view.rows]
    if view.contacts:
        body.append(fact_row(t("Contacts"), view.contacts))
    if view.lines:
        body.append(note(t("Telephone services")))
        body += [telephone(phone, t, label=name) for name, phone in view.lines]
    if view.change is not None:
        body += _change(view.change, t)
    return finished(body, _actions(view, t), f"{view.name}. {view.trust}", t)


def try_out(
    area: str,
    topics: Sequence[Option],
    t: Translate,
    *,
    topic: str = "",
    when: str = "",
    step: Literal["rule", "form"] = "rule",
) -> Action:
    """A button under which a topic and a moment are chosen; with the step `form`, what the form above says is tried."""
    fields: list[CardElement] = [
        ChoiceSetInput(
            id="topic",
            label=t("Topic"),
            style="compact",
            placeholder=t("Choose"),
            value=topic or None,
            choices=[Choice(title=one.title, value=one.value) for one in topics],
        ),
        TextInput(id="when", label=t("When"), placeholder=t("24.12. at 10"), value=when or None, max_length=60),
    ]
    go = button(t("Show what would happen"), AreaSimulateData(area=area, step=step), filled=step == "rule")
    return show(t("Try out"), inner(fields, [go]))


def _change(change: RuleChangeView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = [line(run(t("From {date}", date=change.day), bold=True), gap="Default")]
    return [*rows, *(fact_row(name, words) for name, words in change.parts)]


def _actions(view: AreaRuleView, t: Translate) -> list[Action]:
    actions: list[Action] = []
    if view.may_edit:
        actions.append(button(t("Change the rule"), AreaEditData(area=view.area, step="rule")))
        actions.append(button(t("Numbers"), AreaEditData(area=view.area, step="lines")))
    if view.topics:
        actions.append(try_out(view.area, view.topics, t))
    return actions


def side_by_side(left: Sequence[CardElement], right: Sequence[CardElement], gap: Gap = "None") -> ColumnSet:
    """Two halves that stay beside each other on a telephone too."""
    return ColumnSet(
        columns=[Column(width="stretch", items=list(left)), Column(width="stretch", items=list(right))],
        spacing=gap,
    )
