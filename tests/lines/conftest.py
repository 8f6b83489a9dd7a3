"""The office of tests/turns."""

from tests.turns.conftest import database_content, office, reference, sample

__all__ = ["database_content", "office", "reference", "sample"]
