"""The guarded bot on each database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.security.guarded_bot import GuardedBot, guarded_bot


@pytest.fixture
async def bot(database_url: str, tmp_path: Path) -> AsyncIterator[GuardedBot]:
    async with guarded_bot(database_url, tmp_path) as found:
        yield found
