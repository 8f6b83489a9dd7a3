"""What every test may ask for: a database of each kind of its own, with the tables as the migrations make them."""

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from pgserver.postgres_server import PostgresServer, get_server

from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from config.database import Database
from config.migrate import migrate
from tests.databases import KINDS, Console, Content, new_database, on_either, put_sample, with_database
from tests.quick_start import what_stays_is_not_swept, worded_once

__all__ = ["what_stays_is_not_swept", "worded_once"]
settings.register_profile(
    "kuntayhteys",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=int(os.environ.get("KUNTAYHTEYS_EXAMPLES", "100")),
    database=None,
    print_blob=True,
)
"""Property tests never judge how fast the machine is, and tell how to repeat what they found."""
settings.load_profile("kuntayhteys")
MEMORY = Path("/dev/shm")  # noqa: S108 - databases of tests need not outlive the machine, and are quicker there


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`KUNTAYHTEYS_EACH_DATABASE=1` runs every test on both."""
    if not os.environ.get("KUNTAYHTEYS_EACH_DATABASE"):
        items[:] = on_either(items)


@pytest.fixture(autouse=True)
def log_goes_where_it_went() -> Iterator[None]:
    """A command that a test runs in the process sets the log up for a standard error that is closed after it."""
    was_set_up = structlog.is_configured()
    yield
    if structlog.is_configured() and not was_set_up:
        structlog.reset_defaults()


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """Where the databases of this test process are: in memory, where the machine has such a place."""
    folder = Path(tempfile.mkdtemp(prefix="kuntayhteys-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_with_nothing(quick_folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = quick_folder / "nothing.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_with_sample(sqlite_with_nothing: Path) -> Path:
    """The same with the sample directory in it."""
    path = sqlite_with_nothing.with_name("sample.db")
    shutil.copy(sqlite_with_nothing, path)
    put_sample(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres(quick_folder: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL of this test process."""
    directory = quick_folder / "postgres"
    directory.mkdir(mode=0o755)
    server = get_server(directory, cleanup_mode="delete")
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here has to outlive the machine
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_console(postgres: PostgresServer) -> Iterator[Console]:
    """What makes its databases."""
    console = Console(postgres.get_uri())
    yield console
    console.close()


@pytest.fixture(scope="session")
def postgres_with_nothing(postgres: PostgresServer) -> str:
    """The name of a migrated database to copy."""
    postgres.psql("CREATE DATABASE with_nothing;")
    migrate(with_database(postgres.get_uri(), "with_nothing"))
    return "with_nothing"


@pytest.fixture(scope="session")
def postgres_with_sample(postgres: PostgresServer, postgres_with_nothing: str) -> str:
    """The same with the sample directory in it."""
    postgres.psql(f"CREATE DATABASE with_sample TEMPLATE {postgres_with_nothing};")
    put_sample(with_database(postgres.get_uri(), "with_sample"))
    return "with_sample"


@pytest.fixture
def database_content() -> Content:
    """What the databases hold when a test begins; a folder may choose the sample directory."""
    return "nothing"


@pytest.fixture
def sqlite_url(database_content: Content, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new SQLite database."""
    with new_database("sqlite", database_content, request) as url:
        yield url


@pytest.fixture
def postgres_url(database_content: Content, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new PostgreSQL database."""
    with new_database("postgres", database_content, request) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(database_content: Content, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new database, of each kind in turn."""
    with new_database(request.param, database_content, request) as url:
        yield url


@pytest.fixture(scope="session")
def sealing_key() -> str:
    """The key under which this test process seals texts."""
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def sealer(sealing_key: str) -> Sealer:
    """Seals with that key."""
    return Sealer([sealing_key])


@pytest.fixture(scope="session")
def pseudonymiser() -> Pseudonymiser:
    """Gives pseudonyms under the pepper of this test process."""
    return Pseudonymiser(secrets.token_urlsafe(48))


@pytest.fixture
async def database(database_url: str, sealer: Sealer) -> AsyncIterator[Database]:
    """A new database, of each kind in turn."""
    database = Database(database_url, {SEALER: sealer})
    yield database
    await database.close()
