"""A running Local Teams for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.local_teams.towns import Town, town


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """Local Teams without tokens."""
    async with town() as running:
        yield running


@pytest.fixture
async def guarded() -> AsyncIterator[Town]:
    """Local Teams that gives and asks for tokens."""
    async with town(auth=True) as running:
        yield running
