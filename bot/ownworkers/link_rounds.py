"""Links to own workers in the course of time: ended ones go, those that end soon are asked about, leavers are told."""

from datetime import timedelta

from bot.ownworkers import leaving, renewing, store
from bot.turns.services import Services
from directory.time.calendar import helsinki_date

IMPORT_WAITS = timedelta(days=1)
"""How long a table of own workers waits to be accepted."""


async def keep_own_workers(services: Services) -> None:
    """Any number of times a day: each thing is done once."""
    now = services.clock()
    async with services.database.write() as connection:
        await store.forget(connection, helsinki_date(now), now - IMPORT_WAITS)
    await renewing.ask_again(services)
    await leaving.tell_coordinators(services)
