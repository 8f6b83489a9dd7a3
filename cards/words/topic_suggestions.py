"""Which words were corrected most, and what they were corrected to (/topic suggestions)."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement

from cards.buttons.word_data import TopicAddData
from cards.kit.actions import button, type_command
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, run
from cards.kit.text import Translate

SHOWN = 15
"""Rows on one card."""


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """Words that were read as one thing and meant another, and how often."""

    words: str
    read_as: str
    """Empty when nothing was read: the bot asked."""
    meant: str
    times: int
    topic: str = ""
    """The topic's slug, when the words may be added for it with one press."""
    why_not: str = ""
    """Otherwise why they may not."""


@dataclass(frozen=True, slots=True)
class TopicSuggestionsView:
    """The most corrected first."""

    suggestions: tuple[SuggestionView, ...]
    done: str = ""
    """What was just done, in a sentence."""


def topic_suggestions_card(view: TopicSuggestionsView, t: Translate) -> Card:
    """A row per correction, with the button that adds the words."""
    title = t("Most corrected readings")
    lead = t("From all organisations in 12 months. Only words that the bot knows are kept, never whole searches.")
    body: list[CardElement] = [heading(title)]
    if view.done:
        body.append(line(run(view.done, bold=True)))
    body.append(line(run(lead), gap="None"))
    if not view.suggestions:
        body.append(line(run(t("Nothing has been corrected yet."))))
    for one in view.suggestions[:SHOWN]:
        body += _row(one, t)
    return finished(body, [type_command(t("Words of the topics"), t("/topic"))], view.done or title, t)


def _row(one: SuggestionView, t: Translate) -> list[CardElement]:
    add = button(t("Add as a word"), TopicAddData(topic=one.topic, phrase=one.words, step="suggested"))
    read_as = one.read_as or t("the bot asked")
    times = t("once", plural="{count} times", count=one.times)
    buttons = [add] if one.topic else []
    row = fact_row(f"{one.words} · {times}", f"{read_as} → {one.meant}", *buttons, separator=True)
    return [row, note(one.why_not, "None")] if one.why_not else [row]
