"""A typed name fits several colleagues, or not surely one: who is meant? Nothing is saved before the answer."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.buttons.absence_data import AbsenceData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate

CHOICES_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A colleague who may be meant."""

    contact: str
    """Contact id."""
    name: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceChoiceView:
    """The absence as far as it was read; contact ids and days as YYYY-MM-DD."""

    asks_for: str
    """contact or deputy."""
    days: str
    candidates: tuple[CandidateView, ...]
    first: str
    last: str
    contact: str = ""
    deputy: str = ""


def absence_choice_card(view: AbsenceChoiceView, t: Translate) -> Card:
    """A button for each colleague."""
    title = t("Who is the deputy?") if view.asks_for == "deputy" else t("Whose absence is this?")
    body: list[CardElement] = [
        heading(title),
        line(run(t("Away {days}. Nothing has been saved yet.", days=view.days)), gap="None"),
    ]
    for one in view.candidates[:CHOICES_AT_MOST]:
        body.append(row(button(one.name, _data(view, one))))
        if one.work:
            body.append(note(one.work, "None"))
    return finished(body, [], title, t)


def _data(view: AbsenceChoiceView, one: CandidateView) -> AbsenceData:
    return AbsenceData(
        step="choose",
        first=view.first,
        last=view.last,
        contact=one.contact if view.asks_for == "contact" else view.contact,
        deputy=one.contact if view.asks_for == "deputy" else view.deputy,
    )
