"""A coordinator's week: what came to the organisation, what waited, what is to be checked; never what was asked."""

from dataclasses import dataclass

from microsoft_teams.cards import Action, CardElement

from cards.kit.actions import type_command
from cards.kit.frame import Card, finished
from cards.kit.k_number import consultation_label
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 8
"""Rows of unanswered questions; the rest is told as a number."""
NUMBERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class UnansweredRowView:
    """Questions of one place and topic that nobody answered."""

    place: str
    topic: str
    consultations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DigestView:
    """The week in numbers. Words are the caller's, in the reader's language."""

    days: str
    """ "16.11.–22.11.2026" """
    received: int
    answered: int
    median: str
    """Working time to the first answer, worded; empty while there is none."""
    waited: int
    """How many waited for their first answer for more than a working day, or still do."""
    asked: int
    """How many questions the organisation's own people asked."""
    asked_answered: int
    unanswered: tuple[UnansweredRowView, ...]
    to_check: int
    """Contacts' details and wrong turns on the work-list."""


def digest_card(view: DigestView, t: Translate) -> Card:
    """The week."""
    title = t("The week {days}", days=view.days)
    body: list[CardElement] = [heading(title), fact_row(t("Questions that came"), _received(view, t))]
    if view.waited:
        body.append(fact_row(t("Waited over a working day"), str(view.waited)))
    body += _unanswered(view, t)
    if view.asked:
        told = t("{count}, answered {answered}", count=view.asked, answered=view.asked_answered)
        body.append(fact_row(t("Questions we asked"), told))
    actions: list[Action] = []
    if view.to_check:
        body.append(fact_row(t("Details to check"), str(view.to_check)))
        actions.append(type_command(t("Show the list"), t("/contact verify")))
    return finished(body, actions, f"{title}: {_received(view, t)}", t)


def _received(view: DigestView, t: Translate) -> str:
    if not view.received:
        return t("none")
    told = t("{count}, answered {answered}", count=view.received, answered=view.answered)
    median = t("usually answered in {time}", time=view.median) if view.median else ""
    return " · ".join(part for part in (told, median) if part)


def _unanswered(view: DigestView, t: Translate) -> list[CardElement]:
    if not view.unanswered:
        return []
    rows: list[CardElement] = [note(t("Without an answer"), "Default")]
    rows += [line(run(_row(one, t)), gap="None") for one in view.unanswered[:SHOWN]]
    if len(view.unanswered) > SHOWN:
        more = sum(len(one.consultations) for one in view.unanswered[SHOWN:])
        rows.append(line(run(t("And {count} more.", count=more))))
    return rows


def _row(one: UnansweredRowView, t: Translate) -> str:
    labels = ", ".join(consultation_label(number) for number in one.consultations[:NUMBERS_SHOWN])
    if len(one.consultations) > NUMBERS_SHOWN:
        labels = f"{labels} {t('and {count} more', count=len(one.consultations) - NUMBERS_SHOWN)}"
    return f"{one.place} · {one.topic}: {labels}"
