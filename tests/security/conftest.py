"""The guarded bot on each database: one of its own for who changes something, a standing one for all the others."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.databases import KINDS, Content, new_database
from tests.quick_start import quick_start
from tests.security.guarded_bot import GuardedBot, guarded_bot

__all__ = ["quick_start"]


@pytest.fixture
def database_content() -> Content:
    """The bot finds the sample directory that it would put there itself."""
    return "sample"


@pytest.fixture
async def bot(database_url: str, tmp_path: Path) -> AsyncIterator[GuardedBot]:
    """With a database of its own."""
    async with guarded_bot(database_url, tmp_path) as found:
        yield found


@pytest.fixture(scope="package", params=KINDS)
def standing_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of each kind for all attacks that must change nothing."""
    with new_database(request.param, "sample", request) as url:
        yield url


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def standing(standing_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[GuardedBot]:
    """The same bot for all of them; each checks that everything is as it was."""
    async with guarded_bot(standing_url, tmp_path_factory.mktemp("secrets")) as found:
        await found.settled()
        found.as_it_was = await found.protected()
        yield found
