"""The office whose directory is kept in the database, so that organisations have periods of their own."""

from tests.turns.conftest import office, reference, sample, shipped
from tests.upkeep.conftest import kept_office

__all__ = ["kept_office", "office", "reference", "sample", "shipped"]
