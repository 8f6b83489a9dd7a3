"""What the bot would do in an area at a moment, and what a draft rule would make of it (/area simulate)."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.areas.area_rule import side_by_side, try_out
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class SimulatedRowView:
    """One thing that would happen; `draft` only where the draft changes it."""

    label: str
    now: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class AreaSimulationView:
    """Everything worded by the caller."""

    area: str
    title: str
    """ "Etelä-Karjala · kiirehtiminen" """
    moment: str
    """ "to 24.12.2026 klo 10" """
    rows: tuple[SimulatedRowView, ...]
    draft: str = ""
    """The draft's label, "M-12"; empty when there is none."""
    topics: tuple[Option, ...] = ()
    topic: str = ""
    """The slug that was tried, to try again with another moment."""
    when: str = ""


def area_simulation_card(view: AreaSimulationView, t: Translate) -> Card:
    """Row by row; where a draft makes a difference, both beside each other and before the rest."""
    body: list[CardElement] = [heading(view.title), line(run(view.moment), gap="None")]
    body.append(note(t("A trial: nothing is sent. Presence is not known in advance."), "None"))
    changed = [row for row in view.rows if row.draft]
    if view.draft and not changed:
        body.append(note(t("The draft {label} changes nothing here.", label=view.draft)))
    if changed:
        draft = t("By the draft {label}", label=view.draft)
        body.append(side_by_side([note(t("Now"), "None")], [note(draft, "None")], "Default"))
    for row in changed:
        body += _compared(row)
    body += [fact_row(row.label, row.now) for row in view.rows if not row.draft]
    again = try_out(view.area, view.topics, t, topic=view.topic, when=view.when)
    return finished(body, [again] if view.topics else [], f"{view.title}. {view.moment}", t)


def _compared(row: SimulatedRowView) -> list[CardElement]:
    halves = side_by_side([line(run(row.now), gap="None")], [line(run(row.draft, bold=True), gap="None")])
    return [note(row.label, "Default"), halves]
