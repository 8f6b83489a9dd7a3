"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.outbox_queue import OUTBOX
from bot.rooms import Sweep
from config.sql import delete_some

DONE_FOR = timedelta(days=1)
"""A row that is done is for whoever looks into what went wrong; the fewer there are, the less the queue costs."""


async def forget_done(connection: AsyncConnection, now: datetime) -> int:
    """Rows of which nothing is to be done any more."""
    return await delete_some(
        connection, OUTBOX, text("outbox.state <> 'pending'"), OUTBOX.c.created_at < now - DONE_FOR
    )


SWEEPS = (Sweep("outbox", forget_done),)
