"""A database of its own for one test or for all tests of a folder: a copy of one that holds nothing, or the sample."""

import asyncio
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from config.database import Database, async_url
from directory.reference import load_reference
from directory.stored.sample import seed_sample

KINDS = ("sqlite", "postgres")
Content = Literal["nothing", "sample"]
TUESDAY = date(2026, 11, 24)
"""The day on which most tests begin; the sample directory is that of this day."""


@contextmanager
def new_database(kind: str, content: Content, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new one of KINDS, for as long as the block lasts."""
    template = request.getfixturevalue(f"{kind}_with_{content}")
    if kind == "sqlite":
        with _copied_file(template) as url:
            yield url
    else:
        with request.getfixturevalue("postgres_console").copied(template) as url:
            yield url


def with_database(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def put_sample(address: str) -> None:
    """Fills a migrated database with the sample directory."""

    async def put() -> None:
        database = Database(address)
        async with database.write() as connection:
            await seed_sample(connection, load_reference(), TUESDAY)
        await database.close()

    asyncio.run(put())


@contextmanager
def _copied_file(template: Path) -> Iterator[str]:
    folder = template.parent / uuid.uuid4().hex
    folder.mkdir()
    shutil.copy(template, folder / "kuntayhteys.db")
    yield f"sqlite:///{folder / 'kuntayhteys.db'}"
    shutil.rmtree(folder, ignore_errors=True)


class Console:
    """Makes and drops databases of a server over one connection: starting psql for each takes longer than they do."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._loop = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._engine = create_async_engine(async_url(address), isolation_level="AUTOCOMMIT")

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy. Copying the template's files takes a tenth of logging each of their pages."""
        name = f"t{uuid.uuid4().hex[:16]}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield with_database(self._address, name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Gives the connection back."""
        self._loop.run(self._engine.dispose())
        self._loop.close()

    def _do(self, statement: str) -> None:
        self._loop.run(self._done(statement))

    async def _done(self, statement: str) -> None:
        async with self._engine.connect() as connection:
            await connection.exec_driver_sql(statement)
