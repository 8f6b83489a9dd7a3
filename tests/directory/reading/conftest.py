"""The shipped facts and a reader of them, made once for all tests of reading."""

import pytest

from directory.reading.reader import Reader
from directory.reference import Reference, load_reference


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="session")
def reader(reference: Reference) -> Reader:
    return Reader(reference)
