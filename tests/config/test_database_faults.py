"""A fault of the program is told from a database that cannot be used just now."""

import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError

from config.connections import KeptWaitingError
from config.database_faults import is_bug
from config.postgres_driver import NotReachedError


class Refusal(Exception):  # noqa: N818 - as PostgreSQL's driver words it
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LookupError("nothing of the database's"), True),
        (IntegrityError("INSERT", None, sqlite3.IntegrityError("UNIQUE")), True),
        (InvalidRequestError("no row was found"), True),
        (OperationalError("COMMIT", None, sqlite3.OperationalError("database or disk is full")), False),
        (OperationalError("UPDATE", None, Refusal("40P01")), False),
        (OperationalError("UPDATE", None, Refusal("55P03")), False),
        (NotReachedError("nobody there"), False),
        (KeptWaitingError(), False),
    ],
)
def test_a_bug_is_told_from_an_outage(error: Exception, *, expected: bool) -> None:
    assert is_bug(error) is expected
