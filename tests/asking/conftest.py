"""The office of tests/turns and its people."""

from tests.turns.conftest import database_content, kalle, liisa, maija, office, reference, sample

__all__ = ["database_content", "kalle", "liisa", "maija", "office", "reference", "sample"]
