"""The office on a database in which years of use lie: grown once of each kind, and copied for each test."""

import asyncio
import shutil
from pathlib import Path

import pytest
from pgserver.postgres_server import PostgresServer

from config.database import Database
from tests.databases import Content, with_database
from tests.grown.growth import Size, grow
from tests.turns.conftest import office, reference, sample

__all__ = ["office", "reference", "sample"]
SMALL = Size(consultations=12_000)
"""Enough that reading a whole table costs more than an index: so both choose as they would with millions."""


@pytest.fixture
def database_content() -> Content:
    return "years"


def _grown(address: str) -> None:
    async def fill() -> None:
        database = Database(address)
        async with database.write() as connection:
            await grow(connection, SMALL)
        await database.close()

    asyncio.run(fill())


@pytest.fixture(scope="session")
def sqlite_with_years(sqlite_with_sample: Path) -> Path:
    """A SQLite file to copy."""
    path = sqlite_with_sample.with_name("years.db")
    shutil.copy(sqlite_with_sample, path)
    _grown(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_with_years(postgres: PostgresServer, postgres_with_sample: str) -> str:
    """The name of a PostgreSQL database to copy."""
    postgres.psql(f"CREATE DATABASE with_years TEMPLATE {postgres_with_sample};")
    _grown(with_database(postgres.get_uri(), "with_years"))
    return "with_years"
