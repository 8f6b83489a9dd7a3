"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rooms import Sweep
from bot.timers.rounds import Round, in_working_hours
from bot.upkeep.checks.check_rounds import monthly, weekly
from bot.upkeep.checks.misroute_store import MISROUTE
from config.sql import delete_some
from directory.routing.misroutes import PATTERN_WITHIN


async def forget_wrong_turns(connection: AsyncConnection, now: datetime) -> int:
    """Those of which no pattern is made any more."""
    return await delete_some(connection, MISROUTE, MISROUTE.c.at < now - PATTERN_WITHIN)


ROUNDS = (
    Round("contacts", in_working_hours(timedelta(minutes=10)), monthly),
    Round("coverage", in_working_hours(timedelta(minutes=10)), weekly, after=("contacts",)),
)
SWEEPS = (Sweep("misroute", forget_wrong_turns),)
