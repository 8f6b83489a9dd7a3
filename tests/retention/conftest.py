"""The office whose directory is kept in the database, so that organisations have periods of their own."""

from tests.turns.conftest import database_content, office, reference, sample
from tests.upkeep.conftest import kept_office

__all__ = ["database_content", "kept_office", "office", "reference", "sample"]
