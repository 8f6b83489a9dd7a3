"""*Nähty*: who has seen the question or a line, as Teams tells of 1:1 chats where the organisation allows it.

Only the first sight of a message is kept, on its own post. The cards it matters to are brought into step once for
each question, and go out as any change of a card does: one that is waiting to be sent is replaced by a newer one.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultations import presenting, store
from bot.outbox.posting import POST
from bot.outbox.tables import Post
from bot.services import Services
from bot.turns.answers import Answer, NoAnswer
from bot.turns.turn import Read, Turn
from bot.turns.work import begin

KINDS = ("receiver", "message")
"""The question at those who were asked, and lines at whoever they were written to."""


async def note(services: Services, turn: Turn, read: Read) -> Answer:
    """Keeps when the reader first saw what had come until then; a receipt of nothing new writes nothing."""
    async with services.database.read() as connection:
        if not await _unseen(connection, turn, read):
            return NoAnswer()
    async with begin(services, turn) as work:
        posts = await _unseen(work.connection, turn, read)
        for number in sorted({one.consultation_id for one in posts if one.consultation_id is not None}):
            case = await store.load(work.connection, number, lock=True)
            await _mark(work.connection, [one for one in posts if one.consultation_id == number], work.now)
            if case.state != "closed":
                await presenting.keep_in_step(work, case)
    return NoAnswer()


async def _unseen(connection: AsyncConnection, turn: Turn, read: Read) -> list[Post]:
    query = select(POST).where(
        POST.c.conversation_id == turn.place.conversation_id,
        POST.c.tenant_id == turn.actor.tenant_id,
        POST.c.recipient_aad_object_id == turn.actor.aad_object_id,
        POST.c.kind.in_(KINDS),
        POST.c.state == "delivered",
        POST.c.seen_at.is_(None),
    )
    found = [Post(**row) for row in (await connection.execute(query)).mappings()]
    last = int(read.last_read_id)
    return [one for one in found if one.activity_id.isdecimal() and int(one.activity_id) <= last]


async def _mark(connection: AsyncConnection, posts: Sequence[Post], now: datetime) -> None:
    await connection.execute(update(POST).where(POST.c.id.in_([one.id for one in posts])).values(seen_at=now))
