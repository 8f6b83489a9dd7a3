"""The shipped facts and a reader of them, made once for all tests of reading."""

import pytest

from directory.reading.reader import Reader
from directory.reference import Reference
from tests.known import READER, REFERENCE


@pytest.fixture(scope="session")
def reference() -> Reference:
    return REFERENCE


@pytest.fixture(scope="session")
def reader() -> Reader:
    return READER
