"""Every table of the product: those of each room's `tables.py`, so that migrations and tests see them all."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from bot import rooms


def metadata() -> MetaData:
    """The tables of all rooms."""
    rooms.modules(".tables")
    return SQLModel.metadata
