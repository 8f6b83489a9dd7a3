"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.absences.absence_round import offer_hand_overs
from bot.rooms import Sweep
from bot.timers.rounds import Round, every
from config.sql import delete_some, table
from directory.stored.tables import AbsenceRow
from directory.time.calendar import helsinki_date

ABSENCE = table(AbsenceRow)
ABSENCE_FOR = timedelta(days=365)


async def forget_past(connection: AsyncConnection, now: datetime) -> int:
    """Absences that ended long ago."""
    return await delete_some(connection, ABSENCE, ABSENCE.c.ends_on < helsinki_date(now) - ABSENCE_FOR)


ROUNDS = (Round("absences", every(timedelta(minutes=1)), offer_hand_overs),)
SWEEPS = (Sweep("absence", forget_past),)
