"""Runs alembic's migrations; apart from `config.migrate` because a start with nothing to do need not import alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def alembic_config(connection: Connection | None = None, *, online: bool = False) -> Config:
    """Alembic's configuration, working on this connection; `online` while others use the tables."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    config.attributes["online"] = online
    return config


def upgrade(connection: Connection, *, online: bool = False) -> None:
    """Runs the migrations that this database has not seen yet."""
    command.upgrade(alembic_config(connection, online=online), "head")
