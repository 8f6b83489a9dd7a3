"""A topic that neither side of this channel decides: who does, and how to ask all the same about social assistance."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.asking.choose_topic import TopicView
from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, row
from cards.kit.frame import Card, finished
from cards.kit.pieces import line, note, notice, run, title_row
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """What was asked about, and where it belongs."""

    draft: str
    topic: str
    whose: str
    """Who decides it and whom to contact."""
    area: str
    municipality: str
    instead: tuple[TopicView, ...]
    """Topics of social assistance that the situation may concern."""
    notes: tuple[str, ...] = ()


def elsewhere_card(view: ElsewhereView, t: Translate) -> Card:
    """Nothing is sent; a topic on a button opens the form, at the place that was told."""
    correct = button(t("Correct"), ChooseData(draft=view.draft, step="correct"))
    why = t("This does not belong to Kuntayhteys")
    body: list[CardElement] = [
        title_row(view.topic, correct),
        *(note(one) for one in view.notes),
        notice(why, view.whose),
        line(run(t("If it concerns social assistance, choose what about:")), gap="Default"),
    ]
    for one in view.instead:
        chosen = ChooseData(draft=view.draft, area=view.area, municipality=view.municipality, topic=one.slug)
        body.append(row(button(one.title, chosen)))
    return finished(body, [], f"{view.topic}. {why}", t)
