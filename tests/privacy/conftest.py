"""The office of the turns' tests, for what is done with the access log."""

from tests.turns.conftest import office, reference, sample, shipped

__all__ = ["office", "reference", "sample", "shipped"]
