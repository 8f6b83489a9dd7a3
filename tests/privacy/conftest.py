"""The office of the turns' tests, for what is done with the access log."""

from tests.turns.conftest import database_content, office, reference, sample

__all__ = ["database_content", "office", "reference", "sample"]
