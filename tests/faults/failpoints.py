"""Points at which a bot may die: before and after each statement, commit, request to Teams and answer.

Nothing of it is in the product: SQLAlchemy's own events tell of statements and commits, and whoever stands for Teams of
requests. A bot that has died does nothing more: whatever of it still runs dies at the next point.
"""

import asyncio
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import ExceptionContext


class Killed(BaseException):
    """The process is no more: no `except Exception` may go on after it."""


class Failpoints:
    """The points that one process passes, counted, and the one at which it dies."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.died = asyncio.Event()
        self._dies_at = 0

    def die_at(self, point: int) -> None:
        """At the point that is this one from now on, the next being 1."""
        self.passed.clear()
        self._dies_at = point

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

        def before(_c: object, _cursor: object, statement: str, *_: object) -> None:
            self.reach(f"before {statement}")

        def after(_c: object, _cursor: object, statement: str, *_: object) -> None:
            self.reach(f"after {statement}")

        def commit(connection: Connection) -> None:
            self.reach("before a commit")
            try:
                self.reach("after a commit")
            except Killed:  # the database has it, and the process does not learn of it
                connection.dialect.do_commit(connection.connection)
                raise

        def let_go(context: ExceptionContext) -> None:
            """The cursor is closed: SQLite would keep its lock for a statement whose rows nobody has taken."""
            if isinstance(context.original_exception, Killed):
                context.is_disconnect = False

        def connect(*_: object) -> None:
            if self.died.is_set():  # a timer of the dead
                raise Killed("connecting")

        event.listen(engine, "do_connect", connect)
        event.listen(engine, "handle_error", let_go)
        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "after_cursor_execute", after)
        event.listen(engine, "commit", commit)


def bury_quietly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What the loop tells of tasks that nobody waits for, but for those of the dead."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)
