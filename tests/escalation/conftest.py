"""The office of tests/turns."""

from tests.turns.conftest import office, reference, sample, shipped

__all__ = ["office", "reference", "sample", "shipped"]
