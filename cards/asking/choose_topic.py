"""The place is clear, the topic is missing: the most asked ones as buttons (sketch B2)."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, row, show
from cards.kit.frame import Card, finished, inner
from cards.kit.pieces import heading, line, note, run
from cards.kit.place_and_topic import topic_field
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic on a button, and what it covers."""

    slug: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ChooseTopicView:
    """Where, and what is asked there most."""

    draft: str
    place: str
    """ "Salo" """
    area: str
    municipality: str
    usual: tuple[TopicView, ...]
    topics: tuple[Option, ...]
    """All topics, for the field."""
    notes: tuple[str, ...] = ()


def choose_topic_card(view: ChooseTopicView, t: Translate) -> Card:
    """Asks for the topic only."""
    title = t("{place}: what is it about?", place=view.place)
    lead = t("The search had a place but no topic. These are asked about most.")
    body: list[CardElement] = [heading(title), line(run(lead), gap="None"), *map(note, view.notes)]
    for one in view.usual:
        usual = ChooseData(draft=view.draft, area=view.area, municipality=view.municipality, topic=one.slug)
        body.append(row(button(one.title, usual)))
        if one.detail:
            body.append(note(one.detail))
    filled_in = ChooseData(draft=view.draft, area=view.area, municipality=view.municipality, step="fields")
    search = button(t("Search"), filled_in, filled=True)
    other = show(t("Another topic"), inner([topic_field(view.topics, "", t)], [search]))
    return finished(body, [other], title, t)
