"""What has become of an organisation's list of legal bases: what each version changed, who made it and who decided."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement, Container

from cards.buttons.basis_data import BasisChangesData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate

VERSIONS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class PropertyView:
    """One property of a basis, worded. Of a new basis there is nothing before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BasisVersionView:
    """A decided version."""

    name: str
    what: Literal["added", "changed", "taken_off"]
    accepted: bool
    maker: str
    decided: str
    """ "Hyväksyi Leena Ohjenuora, ti 24.11.2026 klo 13.05" """
    since: str
    """ "1.12.2026 alkaen" """
    changed: tuple[PropertyView, ...] = ()


@dataclass(frozen=True, slots=True)
class BasisChangesView:
    """A page, newest first. `more`: there are older ones."""

    organisation: str
    versions: tuple[BasisVersionView, ...]
    first: int = 0
    more: bool = False


def basis_changes_card(view: BasisChangesView, t: Translate) -> Card:
    """The page, and the way to older ones and back to the list."""
    title = t("Changes of the legal bases: {organisation}", organisation=view.organisation)
    body: list[CardElement] = [heading(title)]
    if not view.versions:
        body.append(line(run(t("No changes were found."))))
    body += [_version(one, t) for one in view.versions]
    actions: list[Action] = []
    if view.more:
        older = view.first + VERSIONS_SHOWN
        actions.append(button(t("Show older ones"), BasisChangesData(first=older), inputs=False))
    if view.first:
        actions.append(button(t("Show the newest"), BasisChangesData(first=0), inputs=False))
    return finished(body, actions, title, t)


def property_lines(changed: tuple[PropertyView, ...]) -> list[CardElement]:
    """Every property in full: whoever accepts has to see all of it."""
    return [
        line(
            run(f"{one.name}: ", subtle=True, small=True),
            run(f"{one.before} → {one.after}" if one.before else one.after, small=True),
            gap="None",
        )
        for one in changed
    ]


def _version(one: BasisVersionView, t: Translate) -> Container:
    what = {"added": t("New basis"), "changed": t("Changed basis"), "taken_off": t("Taken off the list")}[one.what]
    state = one.since if one.accepted else t("rejected")
    items: list[CardElement] = [
        note(f"{what} · {state}", "None"),
        line(run(one.name, bold=True), gap="None"),
        *property_lines(one.changed),
        note(t("Proposed by {name}", name=one.maker), "None"),
        note(one.decided, "None"),
    ]
    return Container(items=items, separator=True, spacing="Small")
