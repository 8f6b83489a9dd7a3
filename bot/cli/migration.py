"""Writes a migration from what the code's tables have and the migrations lack: `python -m bot.cli.migration "what"`."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from bot.tables import metadata
from config.migrate import MIGRATIONS
from config.migrations.upgrading import alembic_config


def write_migration(message: str) -> None:
    """Migrates an empty SQLite database, compares it with the code, and writes the next numbered file."""
    metadata()
    number = f"{len(list((MIGRATIONS / 'versions').glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        with engine.begin() as connection:
            config = alembic_config(connection)
            command.upgrade(config, "head")
            command.revision(config, message=message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    write_migration(" ".join(sys.argv[1:]) or "change")
