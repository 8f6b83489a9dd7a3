"""What every test may ask for: an empty database of each kind, with the tables as the migrations make them."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pgserver.postgres_server import PostgresServer, get_server

from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from config.database import Database
from config.migrate import migrate
from tests.databases import KINDS, empty_database, with_database

MEMORY = Path("/dev/shm")  # noqa: S108 - databases of tests need not outlive the machine, and are quicker there


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """Where the databases of this test process are: in memory, where the machine has such a place."""
    folder = Path(tempfile.mkdtemp(prefix="kuntayhteys-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(quick_folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = quick_folder / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres(quick_folder: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL of this test process, with the migrated database `template_kuntayhteys` in it."""
    directory = quick_folder / "postgres"
    directory.mkdir(mode=0o755)
    server = get_server(directory, cleanup_mode="delete")
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here has to outlive the machine
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        server.psql("CREATE DATABASE template_kuntayhteys;")
        migrate(with_database(server.get_uri(), "template_kuntayhteys"))
        yield server
    finally:
        server.cleanup()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty SQLite database."""
    with empty_database("sqlite", request) as url:
        yield url


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with empty_database("postgres", request) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    with empty_database(request.param, request) as url:
        yield url


@pytest.fixture(scope="session")
def sealing_key() -> str:
    """The key under which this test process seals texts."""
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def sealer(sealing_key: str) -> Sealer:
    """Seals with that key."""
    return Sealer([sealing_key])


@pytest.fixture
async def database(database_url: str, sealer: Sealer) -> AsyncIterator[Database]:
    """An empty database, of each kind in turn."""
    database = Database(database_url, {SEALER: sealer})
    yield database
    await database.close()
