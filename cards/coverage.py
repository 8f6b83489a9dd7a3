"""Which municipalities and topics of an area have nobody, only somebody away, or one contact alone."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.actions import execute
from cards.frame import Card, finished
from cards.pieces import fact_row, heading, line, note, run
from cards.text import Translate

GAPS_SHOWN = 5
"""Blocks of each kind; the rest is told as a number."""
AREAS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class GapView:
    """Municipalities and topics that share a fault, worded: "kaikki kunnat", "asumismenot, lausunto ja 3 muuta"."""

    where: str
    what: str
    who: str = ""
    """The only one, or those who are away."""


@dataclass(frozen=True, slots=True)
class AreaRowView:
    """One area in a summary of all."""

    area: str
    """The area's code."""
    name: str
    told: str
    """Worded: "2 yhteyshenkilöä, ei aukkoja"."""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class CoverageView:
    """One organisation's contacts in one area, or a summary of all areas."""

    title: str
    """ "Etelä-Karjala: kattavuus ti 24.11." """
    contacts: int = 0
    own_workers: bool = False
    nobody: tuple[GapView, ...] = ()
    absent: tuple[GapView, ...] = ()
    alone: tuple[GapView, ...] = ()
    contradictions: tuple[str, ...] = ()
    areas: tuple[AreaRowView, ...] = ()
    """Given in a summary; then there are no gaps of one area."""
    counties: str = ""
    """Worded, for Kela: in which areas the county has named contacts, and in which not."""
    waiting: int = 0
    """Contacts whose details are doubtful and corrections that wait: what the work-list holds."""


def coverage_card(view: CoverageView, t: Translate) -> Card:
    """What is missing, worst first."""
    body: list[CardElement] = [heading(view.title)]
    body += _areas(view, t) if view.areas else _one_area(view, t)
    if view.waiting:
        body.append(note(t("Details to look after: {count}.", count=view.waiting), "Default"))
    actions = (
        [execute("contact.verify", t("Show the work-list"), {"step": "list", "page": 0}, inputs=False)]
        if view.waiting
        else []
    )
    return finished(body, actions, view.title, t)


def _one_area(view: CoverageView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = []
    if view.own_workers:
        return [line(run(t("The area works through clients' own workers; no named contacts are expected.")))]
    rows.append(note(t("Named contacts: {count}.", count=view.contacts), "None"))
    rows += _part(t("Nobody answers"), view.nobody, t)
    rows += _part(t("All are away and nobody stands in"), view.absent, t)
    rows += [line(run(t("Contradictory"), bold=True), gap="Default")] if view.contradictions else []
    rows += [line(run(f"• {one}"), gap="None") for one in view.contradictions]
    rows += _part(t("One contact alone"), view.alone, t)
    if len(rows) == 1:
        rows.append(line(run(t("Every municipality and topic has several contacts."))))
    return rows


def _part(title: str, gaps: tuple[GapView, ...], t: Translate) -> list[CardElement]:
    if not gaps:
        return []
    rows: list[CardElement] = [line(run(title, bold=True), gap="Default")]
    for gap in gaps[:GAPS_SHOWN]:
        who = [run(f" · {gap.who}", subtle=True, small=True)] if gap.who else []
        where = gap.where[:1].upper() + gap.where[1:]
        rows.append(line(run(f"• {where}: "), run(gap.what), *who, gap="None"))
    if len(gaps) > GAPS_SHOWN:
        rows.append(note(t("And {count} more.", count=len(gaps) - GAPS_SHOWN), "None"))
    return rows


def _areas(view: CoverageView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = []
    for one in view.areas[:AREAS_SHOWN]:
        show = execute("coverage.show", t("Show"), {"area": one.area}, inputs=False)
        rows.append(fact_row(one.told, one.name, *([show] if one.wrong else []), separator=True))
    if view.counties:
        rows += [line(run(t("Named contacts of the counties"), bold=True), gap="Default"), note(view.counties, "None")]
    return rows
