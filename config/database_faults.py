"""What an error of the database means for what was being done: whether it was undone, and whether to do it again."""

from asyncpg import PostgresError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError, SQLAlchemyError

from config.connections import KeptWaitingError, UnheardCommitError
from config.database import CANNOT_BE_USED
from config.postgres_driver import NotReachedError
from config.sql import broke_a_circle

_ENDED = {"57P01", "57P02", "57P03", "25P03"}
"""PostgreSQL's states for a session ended by an administrator, by a crash, or after idleness in a transaction, and for
a server that is starting."""
_OF_STATEMENTS = (IntegrityError, ProgrammingError, DataError, NotSupportedError)
"""What a driver raises of a statement that is wrong, or of what it was given."""
_CONNECTION = "08"
"""Its class of states of connections that failed."""
_WAITED_LONG_ENOUGH = {"55P03", "57014", "53300"}
"""Its states for a lock or a statement that took longer than it may, and for a server all of whose places are taken."""


def lost_connection(error: BaseException) -> bool:
    """Whether the connection broke or could not be made. The server undoes what had not been committed; if it was the
    commit that was under way, nobody here can tell: then the mark that makes a turn happen once decides.
    """
    if isinstance(error, NotReachedError | UnheardCommitError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = _state(error)
    return state in _ENDED or state.startswith(_CONNECTION)


def kept_waiting(error: BaseException) -> bool:
    """Whether others had the database for longer than a turn may take."""
    return isinstance(error, KeptWaitingError) or _state(error) in _WAITED_LONG_ENOUGH


def may_be_done_again(error: BaseException) -> bool:
    """Whether a transaction that can tell that it has been done may be tried again at once."""
    return lost_connection(error) or (isinstance(error, Exception) and broke_a_circle(error))


def is_bug(error: BaseException) -> bool:
    """Whether the program is at fault, and not a database that is away, full or taken by others: it fails each time."""
    if may_be_done_again(error) or kept_waiting(error):
        return False
    if isinstance(error, SQLAlchemyError):
        return not isinstance(error, DBAPIError) or isinstance(error, _OF_STATEMENTS)
    return not isinstance(error, CANNOT_BE_USED)


def _state(error: BaseException) -> str:
    driver = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, DBAPIError | PostgresError):
        return str(getattr(driver, "sqlstate", None) or "")
    return ""
