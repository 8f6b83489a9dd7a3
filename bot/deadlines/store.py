"""Reading and writing decision times, in the caller's transaction."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deadlines.model import DecisionClock
from bot.deadlines.tables import DecisionClockRow
from config.sql import table, upsert

DECISION_CLOCK = table(DecisionClockRow)


async def load(connection: AsyncConnection, number: int, *, urgent: bool) -> DecisionClock | None:
    """The consultation's decision time; None when the handler has told of none. `urgent`: of its topic."""
    query = select(DECISION_CLOCK).where(DECISION_CLOCK.c.number == number)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    asked_until = date.fromisoformat(row["asked_until"]) if row["asked_until"] else None
    complete_on = date.fromisoformat(row["complete_on"])
    return DecisionClock(number, complete_on, row["set_at"], urgent, asked_until, bool(row["warned"]))


async def save(connection: AsyncConnection, clock: DecisionClock) -> None:
    """Keeps it in the place of the one before."""
    values = {
        "complete_on": clock.complete_on.isoformat(),
        "asked_until": clock.asked_until.isoformat() if clock.asked_until else "",
        "warned": clock.warned,
        "set_at": clock.set_at,
    }
    await upsert(connection, DECISION_CLOCK, {"number": clock.number}, values)
