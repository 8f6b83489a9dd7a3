"""A contact's wish to be left in peace for a while: kept until its moment, and heeded by reminders alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.waiting.tables import SnoozeRow
from config.sql import delete_some, table, upsert

SNOOZE = table(SnoozeRow)
EVERYTHING = 0
"""In place of a consultation's number."""


async def snooze(connection: AsyncConnection, contact_id: str, number: int, until: datetime) -> None:
    """No reminder of the consultation, or of everything, before then (UTC); replaces an earlier wish."""
    await upsert(connection, SNOOZE, {"contact_id": contact_id, "number": number}, {"until": until})


async def snoozed(connection: AsyncConnection, contact_id: str, now: datetime) -> Mapping[int, datetime]:
    """What the contact does not want to hear of now, and until when; EVERYTHING stands for all."""
    query = select(SNOOZE.c.number, SNOOZE.c.until).where(SNOOZE.c.contact_id == contact_id, SNOOZE.c.until > now)
    return {row.number: row.until for row in await connection.execute(query)}


async def stop(connection: AsyncConnection, contact_id: str, number: int) -> bool:
    """The contact wants to hear of the consultation again, or of everything. Whether anything had been put off."""
    mine = SNOOZE.c.contact_id == contact_id
    these = mine if number == EVERYTHING else mine & (SNOOZE.c.number == number)
    return (await connection.execute(delete(SNOOZE).where(these))).rowcount > 0


async def forget_old(connection: AsyncConnection, now: datetime) -> int:
    """Wishes whose moment has passed go."""
    return await delete_some(connection, SNOOZE, SNOOZE.c.until <= now)
