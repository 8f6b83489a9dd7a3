"""Which municipalities and topics of an area have nobody, only somebody away, or one contact alone."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.buttons.contact_data import CoverageData, VerifyData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

GAPS_SHOWN = 5
"""Blocks of each kind; the rest is told as a number."""


@dataclass(frozen=True, slots=True)
class GapView:
    """Municipalities and topics that share a fault, worded: "kaikki kunnat", "asumismenot, lausunto ja 3 muuta"."""

    where: str
    what: str
    who: str = ""
    """The only one, or those who are away."""


@dataclass(frozen=True, slots=True)
class AreaRowView:
    """One area of a summary in which something is wrong."""

    area: str
    """The area's code."""
    name: str
    told: str
    """Worded: "Yhteyshenkilöitä: 2 · vain poissa olevia"."""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Kela's own contacts in all areas, and of the counties only whether they have any."""

    wrong: tuple[AreaRowView, ...]
    alone: str
    """Names of the areas where some matters are in one contact's hands."""
    several: str
    """Names of the areas where every matter has several contacts."""
    counties: str
    """Worded: in how many areas the county has named contacts, and in which it has none."""


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
    summary: SummaryView | None = None
    """Given instead of one area's gaps."""
    waiting: int = 0
    """Contacts whose details are doubtful and corrections that wait: what the work-list holds."""


def coverage_card(view: CoverageView, t: Translate) -> Card:
    """What is missing, worst first."""
    body: list[CardElement] = [heading(view.title)]
    body += _one_area(view, t) if view.summary is None else _areas(view.summary, t)
    if view.waiting:
        body.append(note(t("Details to look after: {count}.", count=view.waiting), "Default"))
    actions = [button(t("Show the work-list"), VerifyData(step="list", page=0), inputs=False)] if view.waiting else []
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


def _areas(view: SummaryView, t: Translate) -> list[CardElement]:
    rows: list[CardElement] = []
    for one in view.wrong:
        show = button(t("Show"), CoverageData(area=one.area), inputs=False)
        rows.append(fact_row(one.told, one.name, show, separator=True))
    if not view.wrong:
        rows.append(line(run(t("Kela has a contact in every area for every topic.")), gap="None"))
    for title, names in (
        (t("Some matters by one contact alone"), view.alone),
        (t("Several contacts for every matter"), view.several),
        (t("Named contacts of the counties"), view.counties),
    ):
        if names:
            rows += [line(run(title, bold=True), gap="Default"), note(names, "None")]
    rows.append(note(t("One area: /coverage and the name of the area."), "Default"))
    return rows
