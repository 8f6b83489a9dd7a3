"""An empty database of a kind, for one test or for all tests of a folder."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pgserver.postgres_server import PostgresServer
from sqlalchemy.engine import make_url

KINDS = ("sqlite", "postgres")


@contextmanager
def empty_database(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new one of KINDS, for as long as the block lasts."""
    if kind == "sqlite":
        with _empty_sqlite(request.getfixturevalue("sqlite_template")) as url:
            yield url
    else:
        with _empty_postgres(request.getfixturevalue("postgres")) as url:
            yield url


def with_database(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return make_url(address).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _empty_sqlite(template: Path) -> Iterator[str]:
    folder = template.parent / uuid.uuid4().hex
    folder.mkdir()
    shutil.copy(template, folder / "kuntayhteys.db")
    yield f"sqlite:///{folder / 'kuntayhteys.db'}"
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _empty_postgres(server: PostgresServer) -> Iterator[str]:
    """Copying the template's files takes a tenth of logging each of their pages."""
    name = f"t{uuid.uuid4().hex[:16]}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE template_kuntayhteys STRATEGY FILE_COPY;")
    yield with_database(server.get_uri(), name)
    server.psql(f"DROP DATABASE {name} WITH (FORCE);")
