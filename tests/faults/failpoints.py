"""Points at which something may fail: before and after each statement, commit, request to Teams and answer.

Nothing of it is in the product: SQLAlchemy's own events tell of statements and commits, and whoever stands for Teams of
requests. A bot that has died does nothing more: whatever of it still runs dies at the next point.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only

NO_ROOM = "DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"
"""PostgreSQL's own error for a full disk, which undoes the transaction there."""


class Killed(BaseException):
    """The process is no more: no `except Exception` may go on after it."""


class Failpoints:
    """The points that one process passes, counted, and what fails at one of them: from now on, the next being 1."""

    def __init__(self) -> None:
        self.died = asyncio.Event()
        self.nothing_fails()

    def nothing_fails(self) -> None:
        """From now on."""
        self.passed: list[str] = []
        self._dies_at = self._full_from = self._cut_at = 0
        self._cut: Callable[[], Awaitable[None]] | None = None

    def die_at(self, point: int) -> None:
        """At that point the process dies; never at 0."""
        self.nothing_fails()
        self._dies_at = point

    def cut_at(self, point: int, cut: Callable[[], Awaitable[None]]) -> None:
        """At that point, or the next of a statement or commit, the process loses its database, and lives."""
        self.nothing_fails()
        self._cut_at, self._cut = point, cut

    def full_from(self, point: int) -> None:
        """From that point on PostgreSQL has no room for what is written."""
        self.nothing_fails()
        self._full_from = point

    def reach(self, point: str) -> None:
        """Dies here, if it is the chosen point or the process is dead already."""
        if not self.died.is_set():
            self.passed.append(point)
            if len(self.passed) != self._dies_at:
                return
            self.died.set()
        raise Killed(point)

    def watch(self, engine: Engine) -> None:
        """Statements and commits of this engine are points from now on."""
        event.listen(engine, "do_connect", self._connecting)
        event.listen(engine, "handle_error", _let_go)
        event.listen(engine, "before_cursor_execute", self._before, retval=True)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._commit)

    def _connecting(self, *_: object) -> None:
        if self.died.is_set():  # a timer of the dead
            raise Killed("connecting")

    def _before(
        self, _connection: object, _cursor: object, statement: str, parameters: object, *_: object
    ) -> tuple[str, object]:
        self.reach(f"before {statement}")
        self._cut_here()
        if self._full_from and len(self.passed) >= self._full_from and not statement.startswith("SELECT"):
            return NO_ROOM, ()
        return statement, parameters

    def _after(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.reach(f"after {statement}")
        self._cut_here()

    def _commit(self, connection: Connection) -> None:
        self.reach("before a commit")
        if self._cut_here():
            return
        try:
            self.reach("after a commit")
        except Killed:  # the database has it, and the process does not learn of it
            connection.dialect.do_commit(connection.connection)
            raise
        if self._is_to_be_cut():
            connection.dialect.do_commit(connection.connection)
            self._cut_here()
            raise DBAPIError("COMMIT", {}, Exception(), connection_invalidated=True)

    def _is_to_be_cut(self) -> bool:
        return 0 < self._cut_at <= len(self.passed)

    def _cut_here(self) -> bool:
        if not self._is_to_be_cut() or self._cut is None:
            return False
        self._cut_at = 0
        await_only(self._cut())
        return True


def _let_go(context: ExceptionContext) -> None:
    """The cursor is closed: SQLite would keep its lock for a statement whose rows nobody has taken."""
    if isinstance(context.original_exception, Killed):
        context.is_disconnect = False


def bury_quietly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What the loop tells of tasks that nobody waits for, but for those of the dead."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)
