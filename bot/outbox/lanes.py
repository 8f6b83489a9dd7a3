"""Lanes: what belongs to one conversation is delivered one after another, whatever else waits.

A row's lane is written down with it, so that the first of a lane is found in an index alone. It is the
conversation; until there is one, the person or the channel. It changes when the conversation has been opened.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.held import SWITCHED_OFF
from bot.outbox.tables import OutboxRow, Post
from config.sql import table

POST, OUTBOX = table(Post), table(OutboxRow)

_PLACE = case(
    (POST.c.conversation_id != "", POST.c.conversation_id),
    (POST.c.channel_id != "", POST.c.channel_id),
    else_=POST.c.recipient_aad_object_id + "/" + POST.c.recipient_teams_id,
)
# What tells people that they are switched off must not wait behind what is held back because of it.
_APART = case((POST.c.kind == SWITCHED_OFF, literal(f"/{SWITCHED_OFF}")), else_=literal(""))
LANE = POST.c.tenant_id + "/" + _PLACE + _APART
"""The lane of what is done to a post."""
_MOVE = (
    update(OUTBOX)
    .where(
        OUTBOX.c.state == "pending",
        OUTBOX.c.post_id.in_(
            select(POST.c.id).where(
                POST.c.conversation_id == bindparam("conversation"), POST.c.tenant_id == bindparam("tenant")
            )
        ),
    )
    .values(lane=select(LANE).where(POST.c.id == OUTBOX.c.post_id).scalar_subquery())
)


async def move_to_conversations(connection: AsyncConnection, opened: Sequence[tuple[str, str]]) -> None:
    """What waits for posts that have just got one of these conversations, given with their tenants, waits in its lane
    from now on."""
    await connection.execute(_MOVE, [{"tenant": tenant, "conversation": one} for tenant, one in opened])
