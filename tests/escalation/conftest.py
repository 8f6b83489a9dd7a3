"""The office of tests/turns."""

from tests.turns.conftest import office, reference, shipped

__all__ = ["office", "reference", "shipped"]
