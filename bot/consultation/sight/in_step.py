"""Bringing every card of a consultation into step with its state: rendered for each reader, sent where it changed."""

from collections.abc import Sequence

from bot.consultation.rules import outcomes
from bot.consultation.rules.model import Consultation, Line
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.side_views import asker_view, line_view, receiver_view
from bot.consultation.waiting.ahead import ahead
from bot.outbox.posting import card_activity, change, posts_of
from bot.outbox.tables import Post
from bot.turns.work import Work
from cards.consultation.asker_status import asker_status_card
from cards.consultation.receiver_question import receiver_question_card
from cards.consultation.relayed_message import relayed_message_card
from cards.kit.frame import Card
from config.texts import Translate, language_of

MAIN_CARDS = ("asker", "receiver")


def reading_for(work: Work, shown: Post) -> Reading:
    """Reads as whoever sees this post."""
    return Reading(work.services, work.directory, language_of(shown.language), work.now)


async def main_card(work: Work, case: Consultation, posts: tuple[Post, ...], shown: Post) -> Card:
    """The asker's or a receiver's card as it is now."""
    reading = reading_for(work, shown)
    if shown.kind == "asker":
        return asker_status_card(asker_view(reading, case, posts, shown, await ahead(work, case)), reading.t)
    return receiver_question_card(receiver_view(reading, case, posts, shown), reading.t)


async def main_activity(work: Work, case: Consultation, posts: tuple[Post, ...], shown: Post) -> dict[str, object]:
    """The same as a message."""
    card = await main_card(work, case, posts, shown)
    return card_activity(card)


def line_activity(work: Work, case: Consultation, line: Line, shown: Post) -> dict[str, object]:
    """A relayed line as a message for the readers of this post."""
    reading = reading_for(work, shown)
    card = relayed_message_card(line_view(reading, case, line), reading.t)
    return card_activity(card)


async def keep_in_step(work: Work, case: Consultation, rewritten: Sequence[Line] = ()) -> None:
    """Updates each main card that no longer shows the present state, and each copy of the lines that were rewritten; a
    closed matter also loses its answer buttons."""
    changed = {one.id for one in rewritten}
    posts = tuple(await posts_of(work.connection, case.number))
    for shown in posts:
        if shown.kind in MAIN_CARDS:
            await change(work.connection, shown, await main_activity(work, case, posts, shown), work.now)
        elif shown.kind == "message" and (case.state == "closed" or shown.message_id in changed):
            line = next(one for one in case.lines if one.id == shown.message_id)
            await change(work.connection, shown, line_activity(work, case, line, shown), work.now)


async def keep_asker_in_step(work: Work, case: Consultation) -> None:
    """The same where only what happens next by itself can have changed: the others' cards do not tell of that."""
    posts = tuple(await posts_of(work.connection, case.number))
    for shown in posts:
        if shown.kind == "asker":
            await change(work.connection, shown, await main_activity(work, case, posts, shown), work.now)


def outcome_title(case: Consultation, t: Translate) -> str:
    """The outcome in words; empty while there is none."""
    return outcomes.title(case.outcome.code, t) if case.outcome else ""
