"""Forgetting what is no longer needed, each kind in its own time: the rooms say what, docs/privacy.md tells when."""

from datetime import datetime

from bot.access_log.bindings import bind, bound
from bot.access_log.log_cutting import cut
from bot.rooms import sweeps
from bot.turns.services import Services
from config.connections import take_time
from config.database import Database


async def keep_house(services: Services) -> None:
    """Forgets what is old, and last the rows of the access log whose time is over: until then they keep others. Before
    any row goes, the log's chains are bound together."""
    await forget_old(services.database, services.clock())
    async with services.database.write() as connection:
        await take_time(connection)
        await bind(connection, services.pseudonymiser, services.clock())
    async with services.database.write() as connection:
        await take_time(connection)
        signer, years = services.pseudonymiser, services.settings.log_years
        await cut(connection, signer, services.clock(), years, await bound(connection, signer))


async def forget_old(database: Database, now: datetime) -> None:
    """Deletes what is older than its time, and on SQLite what is left of it in the files.

    A step at a time: whoever writes meanwhile waits for one step, not for all that a night has brought.
    """
    for sweep in sweeps():
        forgotten = 1
        while forgotten:
            async with database.write() as connection:
                await take_time(connection)
                forgotten = await sweep.forget(connection, now)
    await database.empty_log()
