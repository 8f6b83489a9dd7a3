"""What had not reached its reader when a consent ended is not sent any more: neither lines nor the question.

A post that has been claimed counts as gone out. See decision 0027.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation, Line, Side
from bot.consultation.sight import notices, posting_places
from bot.errors import Wording
from bot.outbox.posting import behind, posts_of, take_away
from bot.outbox.tables import Post
from bot.turns.work import Work
from cards.kit.k_number import consultation_label

WITHOUT_THE_CLIENT = frozenset({"asker", "notice"})
"""Kinds of posts that wait on: the asker's own card, brought into step, and sentences of the bot's own."""


async def withhold(work: Work, case: Consultation) -> Consultation:
    """The matter without the lines of which no copy, or not the last edit, has arrived: they are removed here and from
    where they were, and their writers told."""
    posts = await posts_of(work, case.number)
    waiting = [one for one in posts if one.state == "pending" and one.kind not in WITHOUT_THE_CLIENT]
    for shown in waiting:
        await take_away(work, shown)
    edits = await behind(work.connection, case.number)
    lines = [one for one in case.lines if one.deleted_at is None and _has_not_arrived(one, posts, edits)]
    after = await _without(work, case, lines)
    standing = await posts_of(work, case.number)
    sides: set[Side] = {one.side for one in lines}
    for side in sorted(sides):
        await notices.notify(work, after, standing, side, _lines_not_delivered(case.number))
    if any(one.kind == "receiver" for one in waiting):
        await notices.notify(work, after, standing, "asking", _question_not_delivered(case.number))
    return after


async def bring_the_question(work: Work, case: Consultation) -> None:
    """Another basis holds: who is asked and was not shown the question is shown it now."""
    standing = [one for one in await posts_of(work, case.number) if _stands(one)]
    if not standing:
        await posting_places.post_to_receivers(work, case)
    elif not any(one.channel_id for one in standing):
        seen_by = {one.contact_id for one in standing}
        others = [one for one in case.still_asked if one.contact_id not in seen_by]
        await posting_places.post_to_contacts(work, case, others)


async def _without(work: Work, case: Consultation, lines: list[Line]) -> Consultation:
    if not lines:
        return case
    after = case
    for line in lines:
        after = model.with_line(after, replace(line, text="", deleted_at=work.now))
    return await becomes(work, case, after)


def _has_not_arrived(line: Line, posts: Sequence[Post], edits: set[int]) -> bool:
    copies = [one for one in posts if one.kind == "message" and one.message_id == line.id]
    arrived = any(one.state == "delivered" for one in copies)
    edit_waits = line.edited_at is not None and any(one.id in edits for one in copies)
    return bool(copies) and (not arrived or edit_waits)


def _stands(shown: Post) -> bool:
    return shown.kind == "receiver" and shown.state in {"pending", "delivered"}


def _lines_not_delivered(number: int) -> Wording:
    label = consultation_label(number)
    return lambda t: t(
        "{label}: messages that had not arrived when the consent ended were not delivered. They were removed.",
        label=label,
    )


def _question_not_delivered(number: int) -> Wording:
    label = consultation_label(number)
    return lambda t: t(
        "{label}: the question had not reached everybody who was asked. They get it when another basis is chosen.",
        label=label,
    )
