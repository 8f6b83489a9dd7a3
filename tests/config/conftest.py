"""A clock that stands and a Teams that remembers, as where messages are delivered."""

from tests.outbox.conftest import clock, teams

__all__ = ["clock", "teams"]
