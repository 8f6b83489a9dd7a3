"""The office whose directory is kept in the database."""

from tests.upkeep.conftest import database_content, kept_office, office, reference, sample

__all__ = ["database_content", "kept_office", "office", "reference", "sample"]
