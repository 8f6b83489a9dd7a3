"""A clock that stands, and a Teams that remembers."""

import pytest

from tests.outbox.recording import Clock, RecordingTeams


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def teams() -> RecordingTeams:
    return RecordingTeams()
