"""Bringing every card of a consultation into step with its state: rendered for each reader, sent where it changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.consultation.rules import outcomes
from bot.consultation.rules.model import Consultation, Line
from bot.consultation.rules.urgent_facts import dangers_of
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.side_views import asker_view, line_view, receiver_view
from bot.consultation.waiting.ahead import ahead
from bot.outbox.posting import card_activity, change_all, posts_of, text_activity
from bot.outbox.tables import Post
from bot.turns.danger_first import Reader, county_of, danger_over
from bot.turns.work import Work
from cards.consultation.asker_status import asker_status_card
from cards.consultation.receiver_question import receiver_question_card
from cards.consultation.relayed_message import relayed_message_card
from cards.kit.frame import Card
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Language, Translate, language_of
from directory.urgency.dangers import Danger
from directory.urgency.dangers_said import dangers_said_in

MAIN_CARDS = ("asker", "receiver")
View = TypeVar("View")


@dataclass(slots=True)
class DrawnCards:
    """The main cards that a transaction has drawn: who reads the same, or reads it again, gets the same card."""

    _of: dict[tuple[object, Language], Card] = field(default_factory=dict)

    def card(self, draw: Callable[[View, Translate], Card], view: View, reading: Reading) -> Card:
        """The card that shows this view, which says by itself what it shows. It is not to be changed."""
        key = (view, reading.language)
        if key not in self._of:
            self._of[key] = draw(view, reading.t)
        return self._of[key]


def reading_for(work: Work, shown: Post) -> Reading:
    """Reads as whoever sees this post."""
    return Reading(work.services, work.directory, language_of(shown.language), work.now)


async def main_card(work: Work, case: Consultation, posts: tuple[Post, ...], shown: Post) -> Card:
    """The asker's or a receiver's card as it is now; on top a danger to life that was told, for whoever acts in it."""
    reading, dangers = reading_for(work, shown), _dangers_shown(case)
    drawn = work.known(DrawnCards)
    if shown.kind == "asker":
        asks = asker_view(reading, case, posts, shown, await ahead(work, case))
        return _with_danger(reading, case, drawn.card(asker_status_card, asks, reading), dangers)
    asked = receiver_view(reading, case, posts, shown)
    card = drawn.card(receiver_question_card, asked, reading)
    acts = asked.state in {"new", "mine"} or bool(shown.channel_id)
    return _with_danger(reading, case, card, dangers) if acts else card


async def main_activity(work: Work, case: Consultation, posts: tuple[Post, ...], shown: Post) -> dict[str, object]:
    """The same as a message."""
    return card_activity(await main_card(work, case, posts, shown))


def line_activity(work: Work, case: Consultation, line: Line, shown: Post) -> dict[str, object]:
    """A relayed line as a message for the readers of this post."""
    reading = reading_for(work, shown)
    card = relayed_message_card(line_view(reading, case, line), reading.t)
    over = line.deleted_at is not None or case.state == "closed"
    return card_activity(below_danger(reading, case, card, "" if over else line.text))


def words_activity(work: Work, case: Consultation, sentence: str, shown: Post) -> dict[str, object]:
    """A sentence that tells the readers of this post what somebody wrote."""
    if not dangers_said_in(sentence):
        return text_activity(sentence)
    reading = reading_for(work, shown)
    return card_activity(below_danger(reading, case, sentence_card(SentenceView(sentence), reading.t), sentence))


def below_danger(reading: Reading, case: Consultation, card: Card, text: str) -> Card:
    """The card that shows a text of somebody's, below the numbers that help when it tells of a danger to life."""
    return _with_danger(reading, case, card, dangers_said_in(text))


def _dangers_shown(case: Consultation) -> frozenset[Danger]:
    return frozenset() if case.state == "closed" else dangers_of(case)


def _with_danger(reading: Reading, case: Consultation, card: Card, dangers: frozenset[Danger]) -> Card:
    reference = reading.services.reference
    county = county_of(reference, case.area, case.municipality)
    return danger_over(card, dangers, county, Reader(reading.directory, reference, reading.language))


async def keep_in_step(work: Work, case: Consultation, rewritten: Sequence[Line] = ()) -> None:
    """Updates each main card that no longer shows the present state, and each copy of the lines that were rewritten; a
    closed matter also loses its answer buttons."""
    changed = {one.id for one in rewritten}
    posts = await posts_of(work, case.number)
    now = [(shown, await main_activity(work, case, posts, shown)) for shown in posts if shown.kind in MAIN_CARDS]
    lines = {one.id: one for one in case.lines}
    copies = [
        (shown, line_activity(work, case, lines[shown.message_id], shown))
        for shown in posts
        if shown.message_id is not None
        and shown.kind == "message"
        and (case.state == "closed" or shown.message_id in changed)
    ]
    await change_all(work, [*now, *copies])


async def keep_asker_in_step(work: Work, case: Consultation) -> None:
    """The same where only what happens next by itself can have changed: the others' cards do not tell of that."""
    posts = await posts_of(work, case.number)
    askers = [(shown, await main_activity(work, case, posts, shown)) for shown in posts if shown.kind == "asker"]
    await change_all(work, askers)


def outcome_title(case: Consultation, t: Translate) -> str:
    """The outcome in words; empty while there is none."""
    return outcomes.title(case.outcome.code, t) if case.outcome else ""
