"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.outbox_queue import OUTBOX
from bot.rooms import Sweep

DONE_FOR = timedelta(days=7)
"""Also how long Teams has for taking the last change of a message."""


async def forget_done(connection: AsyncConnection, now: datetime) -> None:
    """Rows of which nothing is to be done any more."""
    done = OUTBOX.c.state.in_(["done", "superseded", "refused"])
    await connection.execute(delete(OUTBOX).where(done, OUTBOX.c.created_at < now - DONE_FOR))


SWEEPS = (Sweep("outbox", forget_done),)
