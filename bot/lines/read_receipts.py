"""*Nähty*: who has seen the question or a line, as Teams tells of 1:1 chats where the organisation allows it.

Only the first sight of a message is kept, on its own post. The cards it matters to are brought into step once for
each question, and go out as any change of a card does: one that is waiting to be sent is replaced by a newer one.
"""

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.acting import leavers
from bot.consultation.sight import in_step
from bot.outbox.posting import POST, mark, stored_post
from bot.outbox.tables import Post
from bot.turns.answers import Answer, NoAnswer
from bot.turns.services import Services
from bot.turns.turn import Read, Turn
from bot.turns.work import begin

KINDS = ("receiver", "message")
"""The question at those who were asked, and lines at whoever they were written to."""


PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds to wait for Teams' answer to a sending, which a receipt of the same message may overtake."""


async def note(services: Services, turn: Turn, read: Read) -> Answer:
    """Keeps when the reader first saw what had come until then; a receipt of nothing new writes nothing."""
    if not await _is_news(services, turn, read):
        return NoAnswer()
    async with begin(services, turn) as work:
        posts = [one for one in await _unseen(work.connection, turn) if _is_within(one, read)]
        for number in sorted({one.consultation_id for one in posts if one.consultation_id is not None}):
            case = await leavers.load(work, number, lock=True)
            await mark(work, [one for one in posts if one.consultation_id == number], {"seen_at": work.now})
            if case.state != "closed":
                await in_step.keep_in_step(work, case)
    return NoAnswer()


async def _is_news(services: Services, turn: Turn, read: Read) -> bool:
    """Whether something has been seen for the first time; waits a little for what is just being sent."""
    posts: list[Post] = []
    for pause in PAUSES:
        async with services.database.read() as connection:
            posts = await _unseen(connection, turn)
        if all(one.state == "delivered" for one in posts):
            break
        await asyncio.sleep(pause)
    return any(_is_within(one, read) for one in posts)


def _is_within(post: Post, read: Read) -> bool:
    return post.activity_id.isdecimal() and int(post.activity_id) <= int(read.last_read_id)


async def _unseen(connection: AsyncConnection, turn: Turn) -> list[Post]:
    """The reader's posts that have not been seen, also those whose sending Teams has not answered yet."""
    query = select(POST).where(
        POST.c.conversation_id.in_([turn.place.conversation_id, ""]),
        POST.c.tenant_id == turn.actor.tenant_id,
        POST.c.recipient_aad_object_id == turn.actor.aad_object_id,
        POST.c.kind.in_(KINDS),
        POST.c.state.in_(["pending", "delivered"]),
        POST.c.seen_at.is_(None),
    )
    return [stored_post(row) for row in (await connection.execute(query)).mappings()]
