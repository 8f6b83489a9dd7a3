"""Two or three readings of what was typed, as buttons (sketch B1)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import Action, CardElement

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, row, show
from cards.kit.frame import Card, finished, inner
from cards.kit.pieces import heading, line, note, run
from cards.kit.place_and_topic import place_field, topic_field
from cards.kit.template import Option
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading: what it is, what tells it apart, and its codes."""

    title: str
    """ "Etelä-Karjala · vuokrarästi"; the topic is left out where it is not known."""
    detail: str
    """ "Lappeenranta, Imatra, 7 muuta · 3 yhteyshenkilöä" """
    area: str
    municipality: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class DidYouMeanView:
    """The readings, and the lists for choosing something else."""

    draft: str
    readings: tuple[ReadingView, ...]
    unclear: Literal["place", "municipality", "topic"]
    """`municipality`: several of one county were named, and nobody serves them all."""
    places: tuple[Option, ...]
    topics: tuple[Option, ...]
    query: str = ""
    """As typed; empty when it must not be shown (it held an identity code)."""
    topic: str = ""
    """Value of the topic that is clear already, preset in the fields below Something else."""
    notes: tuple[str, ...] = ()


def did_you_mean_card(view: DidYouMeanView, t: Translate) -> Card:
    """Asks which reading was meant; nothing is guessed."""
    title = t("Which of the two?") if len(view.readings) == 2 else t("Which of these?")
    body: list[CardElement] = [heading(title), line(run(_lead(view, t)), gap="None"), *map(note, view.notes)]
    for one in view.readings:
        data = ChooseData(draft=view.draft, area=one.area, municipality=one.municipality, topic=one.topic)
        buttons = row(button(one.title, data))
        body += [buttons, note(one.detail)] if one.detail else [buttons]
    fields = inner(
        [place_field(view.places, "", t), topic_field(view.topics, view.topic, t)],
        [button(t("Search"), ChooseData(draft=view.draft, step="fields"), filled=True)],
    )
    actions: list[Action] = [show(t("Something else"), fields)]
    return finished(body, actions, title, t)


def _lead(view: DidYouMeanView, t: Translate) -> str:
    if view.query:
        return {
            "place": t('The search "{query}" fits more than one area.', query=view.query),
            "topic": t('The search "{query}" fits more than one topic.', query=view.query),
            "municipality": t(
                'The search "{query}" names municipalities that have contacts of their own.', query=view.query
            ),
        }[view.unclear]
    return t("The search can be read in more than one way.")
