"""Both fields, empty or filled in: nothing was recognised, the place is missing, or Correct was pressed (B3)."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement, TextInput

from cards.buttons.asking_data import ChooseData
from cards.kit.actions import button, type_command
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.place_and_topic import place_field, topic_field, with_option
from cards.kit.template import Option
from cards.kit.text import Translate

Why = Literal["not_read", "place_missing", "within_kela", "correct", "start"]
"""within_kela: Kela's contact persons are asked, and which ones is told by the client's municipality."""


@dataclass(frozen=True, slots=True)
class ChoosePlaceAndTopicView:
    """Why it is asked, and what is known already."""

    draft: str
    why: Why
    places: tuple[Option, ...]
    topics: tuple[Option, ...]
    unread: str = ""
    """The words that were not recognised; empty when they must not be shown."""
    place: str = ""
    """Value of the place known already: a municipality may not be among `places`."""
    topic: str = ""
    """Value of the topic known already."""
    question: str = ""
    """The question typed so far, kept in a hidden field."""
    notes: tuple[str, ...] = ()


def choose_place_and_topic_card(view: ChoosePlaceAndTopicView, t: Translate) -> Card:
    """Asks for place and topic."""
    title = {
        "not_read": t("The search found nothing"),
        "place_missing": t("Which area or municipality?"),
        "within_kela": t("Which municipality does the client live in?"),
        "correct": t("Correct the area and topic"),
        "start": t("Where and about what?"),
    }[view.why]
    body: list[CardElement] = [heading(title), line(run(_lead(view, t)), gap="None"), *map(note, view.notes)]
    places = with_option(view.places, view.place)
    body += [place_field(places, view.place, t), topic_field(view.topics, view.topic, t)]
    if view.question:
        body.append(TextInput(id="question", is_multiline=True, value=view.question, is_visible=False))
    search = button(t("Search"), ChooseData(draft=view.draft, step="fields"), filled=True)
    return finished(body, [search, type_command(t("Show services"), t("/services"))], title, t)


def _lead(view: ChoosePlaceAndTopicView, t: Translate) -> str:
    advice = t("Choose the area and the topic, or type for example: Lappeenranta housing costs.")
    if view.why == "not_read" and view.unread:
        return " ".join((t('Not recognised: "{words}".', words=view.unread), advice))
    if view.why == "place_missing":
        return t("The search had a topic but no place.")
    if view.why == "within_kela":
        return t("Within Kela the named contact persons of the client's municipality are asked. Choose it or the area.")
    if view.why == "correct":
        return t("The question typed so far is kept.")
    return advice
