"""Every table of the product: those of each room's `tables.py`, so that migrations, tests and the wipe see them all."""

from functools import cache

from sqlalchemy import MetaData
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel

from bot import rooms
from config.data_map import Told


def metadata() -> MetaData:
    """The tables of all rooms, with their classes made ready: SQLAlchemy would do that at the first row of any of them,
    50 ms of somebody's transaction."""
    rooms.modules(".tables")
    configure_mappers()
    return SQLModel.metadata


@cache
def data_map() -> tuple[Told, ...]:
    """What the rooms say of their tables, in one order."""
    return rooms.brought("TOLD", Told, by=".tables")


@cache
def wiped() -> tuple[Told, ...]:
    """The tables that hold something of a consultation which its wipe takes away, those that name others first."""
    told = {one.table.name: one for one in data_map()}
    found = (told[table.name] for table in reversed(metadata().sorted_tables) if table.name in told)
    return tuple(one for one in found if one.wiped or one.emptied)
