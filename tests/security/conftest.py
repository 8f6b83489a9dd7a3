"""The guarded bot on each database: one of its own for who changes something, a standing one for all the others."""

import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pgserver.postgres_server import PostgresServer
from sqlalchemy.engine import make_url

from tests.security.guarded_bot import GuardedBot, guarded_bot


@pytest.fixture
async def bot(database_url: str, tmp_path: Path) -> AsyncIterator[GuardedBot]:
    """With a database of its own."""
    async with guarded_bot(database_url, tmp_path) as found:
        yield found


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def standing_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of each kind for all attacks that must change nothing."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("standing") / "kuntayhteys.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex[:16]}"
    postgres.psql(f"CREATE DATABASE {name} TEMPLATE template_kuntayhteys STRATEGY FILE_COPY;")
    yield make_url(postgres.get_uri()).set(database=name).render_as_string(hide_password=False)
    postgres.psql(f"DROP DATABASE {name} WITH (FORCE);")


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def standing(standing_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[GuardedBot]:
    """The same bot for all of them; each checks that everything is as it was."""
    async with guarded_bot(standing_url, tmp_path_factory.mktemp("secrets")) as found:
        await found.settled()
        found.as_it_was = await found.protected()
        yield found
