"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rooms import Sweep
from bot.upkeep.changes.tables import ChangePostRow, DirectoryChangeRow, MisrouteRow
from config.sql import delete_some, table

CHANGE_FOR = timedelta(days=2 * 365)
"""Long enough to ask who changed what, and far longer than anybody undoes a change."""
CHANGE, CHANGE_POST, MISROUTE = table(DirectoryChangeRow), table(ChangePostRow), table(MisrouteRow)


async def forget_cards(connection: AsyncConnection, now: datetime) -> int:
    """Which cards showed a change that is over."""
    return await delete_some(connection, CHANGE_POST, CHANGE_POST.c.change_id.in_(_over(now)))


async def forget_changes(connection: AsyncConnection, now: datetime) -> int:
    """Changes that are over, unless a wrong turn still names them."""
    kept = exists().where(MISROUTE.c.change_id == CHANGE.c.id)
    return await delete_some(connection, CHANGE, CHANGE.c.id.in_(_over(now)), ~kept)


def _over(now: datetime) -> Select[tuple[int]]:
    decided = CHANGE.c.state.in_(["done", "dropped", "undone"])
    return select(CHANGE.c.id).where(decided, CHANGE.c.made_at < now - CHANGE_FOR)


SWEEPS = (
    Sweep("directory_change_post", forget_cards),
    Sweep("directory_change", forget_changes, after=("directory_change_post", "misroute")),
)
