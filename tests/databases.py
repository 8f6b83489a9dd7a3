"""A database of its own for one test or for all tests of a folder: a copy of one that holds nothing, or the sample."""

import asyncio
import re
import shutil
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal
from zlib import crc32

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from config.database import Database, async_url
from directory.reference import load_reference
from directory.stored.sample import seed_sample

TESTS = Path(__file__).parent
KINDS = ("sqlite", "postgres")
Content = Literal["nothing", "sample", "years"]
ON_EITHER = frozenset(
    [
        "absences",
        "answering",
        "asking",
        "closing",
        "consultation",
        "followups",
        "lines",
        "security",
        "story",
        "turns",
        "upkeep",
    ]
)
"""Folders whose tests go through the whole bot: each runs on one kind of database, a quarter of them on PostgreSQL.
What is stored, claimed and counted is tested on both: in the other folders, and where marked `each_database`."""
TUESDAY = date(2026, 11, 24)
"""The day on which most tests begin; the sample directory is that of this day."""


def on_either(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """These tests without those that another kind of database is chosen for, always the same one by the test's name."""
    pairs: dict[str, dict[str, pytest.Item]] = defaultdict(dict)
    for item in items:
        kind = next((kind for kind in KINDS if kind in re.split(r"[\[\]-]", item.nodeid)), "")
        if kind and item.path.relative_to(TESTS).parts[0] in ON_EITHER and not item.get_closest_marker("each_database"):
            pairs[item.nodeid.replace(kind, "", 1)][kind] = item
    left_out = {
        pair["sqlite" if crc32(name.encode()) % 4 == 0 else "postgres"]
        for name, pair in pairs.items()
        if len(pair) == len(KINDS)
    }
    return [item for item in items if item not in left_out]


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


async def somebody_waits(database: Database) -> None:
    """Comes back when a transaction waits for what another one holds.

    SQLite does not tell, and need not: it has one writer, so that whoever comes second waits from their first word on.
    """
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with asyncio.timeout(60):
        while not database.is_sqlite:
            async with database.read() as connection:  # one transaction sees the same at each look
                if await connection.scalar(text(waiting)):
                    return
            await asyncio.sleep(0.005)


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
