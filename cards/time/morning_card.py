"""A coordinator's morning: what has waited too long in the organisation, by area and topic; never what was asked."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 12
"""Rows on one card; the rest is told as a number."""
NUMBERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MorningRowView:
    """Questions of one place and topic, the oldest first."""

    place: str
    topic: str
    consultations: tuple[int, ...]
    untaken: int
    """How many of them nobody has taken; the others are taken and unanswered."""
    since: str
    """When the oldest was asked, worded."""


@dataclass(frozen=True, slots=True)
class MorningView:
    """Where the oldest question waits comes first, as the caller orders them."""

    rows: tuple[MorningRowView, ...]


def morning_card(view: MorningView, t: Translate) -> Card:
    """The list."""
    title = t("Questions that have waited over a working day: {count}", count=_count(view.rows))
    body: list[CardElement] = [heading(title)]
    body += [fact_row(f"{row.place} · {row.topic}", _told(row, t), separator=True) for row in view.rows[:SHOWN]]
    if len(view.rows) > SHOWN:
        body.append(line(run(t("And {count} more.", count=_count(view.rows[SHOWN:])))))
    body.append(note(t("Those who were asked have been reminded. Please see that somebody has time for these.")))
    return finished(body, [], title, t)


def _told(row: MorningRowView, t: Translate) -> str:
    labels = ", ".join(consultation_label(one) for one in row.consultations[:NUMBERS_SHOWN])
    if len(row.consultations) > NUMBERS_SHOWN:
        labels = f"{labels} {t('and {count} more', count=len(row.consultations) - NUMBERS_SHOWN)}"
    taken = len(row.consultations) - row.untaken
    states = [t("not taken: {count}", count=row.untaken)] if row.untaken else []
    states += [t("taken, not answered: {count}", count=taken)] if taken else []
    return " · ".join((labels, *states, t("the oldest asked {time}", time=row.since)))


def _count(rows: tuple[MorningRowView, ...]) -> int:
    return sum(len(row.consultations) for row in rows)
