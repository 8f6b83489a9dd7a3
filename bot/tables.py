"""Every table of the product, imported in one place so that migrations and tests see them all."""

import importlib

from sqlalchemy import MetaData
from sqlmodel import SQLModel

MODULES = (
    "bot.consultation.stored.tables",
    "bot.deadlines.tables",
    "bot.consultation.waiting.tables",
    "bot.followups.tables",
    "bot.leads.tables",
    "bot.outbox.tables",
    "bot.ownworkers.tables",
    "bot.access_log.access_log",
    "bot.bases.tables",
    "bot.privacy.secrets_in_use",
    "bot.retention.tables",
    "bot.timers.tables",
    "bot.turns.tables",
    "bot.upkeep.changes.tables",
    "directory.stored.tables",
)


def metadata() -> MetaData:
    """The tables of all rooms."""
    for module in MODULES:
        importlib.import_module(module)
    return SQLModel.metadata
