"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rooms import Sweep
from bot.timers.rounds import Round, in_working_hours
from bot.upkeep.checks.check_rounds import monthly, weekly
from bot.upkeep.checks.misroute_store import MISROUTE
from directory.routing.misroutes import PATTERN_WITHIN


async def forget_wrong_turns(connection: AsyncConnection, now: datetime) -> None:
    """Those of which no pattern is made any more."""
    await connection.execute(delete(MISROUTE).where(MISROUTE.c.at < now - PATTERN_WITHIN))


ROUNDS = (
    Round("contacts", in_working_hours(timedelta(minutes=10)), monthly),
    Round("coverage", in_working_hours(timedelta(minutes=10)), weekly, after=("contacts",)),
)
SWEEPS = (Sweep("misroute", forget_wrong_turns),)
