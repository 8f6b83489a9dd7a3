"""What is open in a team, for its lead: which matters, until when and with whom; nothing of what is in them."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class TeamRowView:
    """One open matter, worded."""

    consultation: int
    topic: str
    place: str
    state: str
    answer_by: str
    people: tuple[str, ...]
    other: str
    """The other organisation, by its short name."""


@dataclass(frozen=True, slots=True)
class TeamListView:
    """The team's open matters, the nearest deadline first."""

    team: str
    until: str
    """Worded last day of the reader's right."""
    rows: tuple[TeamRowView, ...]


def team_list_card(view: TeamListView, t: Translate) -> Card:
    """The list. No buttons: the lead looks, and talks with the people."""
    title = t("Open in the team: {team}", team=view.team)
    body: list[CardElement] = [heading(title)]
    body.append(note(t("Seen until {day}. Each look is logged. The content is not shown.", day=view.until), "None"))
    if not view.rows:
        body.append(line(run(t("Nothing is open."))))
    for one in view.rows:
        key = " · ".join((consultation_label(one.consultation), one.topic, one.place))
        due = t("answer by {time}", time=one.answer_by)
        body.append(fact_row(key, " · ".join((one.state, ", ".join(one.people), one.other, due)), separator=True))
    return finished(body, [], title, t)
