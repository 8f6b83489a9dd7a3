"""What starts again and again in a test process is done once: migrations parsed, SQL worded, keys made."""

import gc
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from sqlalchemy.engine import URL, Engine
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

MOST_STATEMENTS = 2000
SIGNING_KEYS = 3
"""So many are handed out in turn: whoever rolls a key gets another one."""


@pytest.fixture(scope="session", autouse=True)
def quick_start() -> Iterator[None]:
    """All bots and all Local Teams of this test process share what never changes."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


def read_once(patch: pytest.MonkeyPatch) -> None:
    """What never changes is read once by all bots of this process: it is most of a start."""
    patch.setattr(ScriptDirectory, "from_config", _parsed_once())
    patch.setattr("bot.local_teams.microsoft.identity.generate_private_key", _keys_in_turn())


@pytest.fixture(scope="session", autouse=True)
def what_stays_is_not_swept() -> None:
    """The libraries and what all tests share are not looked through for garbage, and the rest not as often as usual."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def worded_once() -> Iterator[None]:
    """Statements are put into words once for each kind of database, not once for each database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.database.create_async_engine", _same_dialect())
        yield


def _parsed_once() -> Callable[[Config], ScriptDirectory]:
    """The migrations still run at each start; only their files are not read anew."""
    parse = ScriptDirectory.from_config
    parsed: dict[str | None, ScriptDirectory] = {}

    def from_config(config: Config) -> ScriptDirectory:
        where = config.get_main_option("script_location")
        return parsed.get(where) or parsed.setdefault(where, parse(config))

    return from_config


def _same_dialect() -> Callable[..., AsyncEngine]:
    """What SQLAlchemy remembers of a statement belongs to a dialect: that of the first engine that has connected."""
    first: dict[str, Engine] = {}

    def create(url: URL, **how: Any) -> AsyncEngine:
        engine = create_async_engine(url, query_cache_size=MOST_STATEMENTS, **how)
        known = first.get(url.drivername)
        if known is None or not known.dialect.server_version_info:
            first[url.drivername] = engine.sync_engine
        else:
            engine.sync_engine.dialect = known.dialect
            engine.sync_engine._compiled_cache = known._compiled_cache
        return engine

    return create


def _keys_in_turn() -> Callable[..., RSAPrivateKey]:
    turns = cycle(range(SIGNING_KEYS))
    make = cache(lambda turn, **kind: generate_private_key(**kind))
    return lambda **kind: make(next(turns), **kind)
