"""The database's clock, which all replicas share: theirs may differ by minutes, and what one sets another finds due.

Asking for it at each statement would cost each of them something and take the clock out of tests' hands. So a process
measures once in a while how late it is in the database, and counts on from there by its own monotonic clock: nothing
that sets the machine's clock moves it. Whoever is given a clock is given this one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from sqlalchemy import text

from config.clock import Clock, system_clock
from config.database import Database

SLOWEST_ANSWER = timedelta(seconds=1)
"""An answer that took longer tells too little of when it was given; so no clock is wrong by more than half of it."""
_NOW = text("SELECT clock_timestamp()")


class DatabaseClock:
    """Tells the time as the database does, once it has been measured; until then as the machine does."""

    def __init__(self, machine: Clock = system_clock, seconds: Callable[[], float] = monotonic) -> None:
        """`seconds` runs as time does, and is never set."""
        self._machine = machine
        self._seconds = seconds
        self._counted_from: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """The present moment in UTC."""
        if self._counted_from is None:
            return self._machine()
        moment, at = self._counted_from
        return moment + timedelta(seconds=self._seconds() - at)

    async def measure(self, database: Database) -> None:
        """Asks PostgreSQL what time it is. SQLite has no clock but the machine's, and one process."""
        if database.is_sqlite:
            return
        async with database.read() as connection:
            asked = self._seconds()
            told: datetime = (await connection.execute(_NOW)).scalar_one()
            answered = self._seconds()
        self.heard(told.astimezone(UTC), asked, answered)

    def heard(self, told: datetime, asked: float, answered: float) -> None:
        """The database told its time between two moments of `seconds`. Within what that leaves open the clock stays as
        it is, so that it does not go to and fro with each measurement.
        """
        doubt = timedelta(seconds=(answered - asked) / 2)
        if 2 * doubt > SLOWEST_ANSWER:
            return
        middle = (asked + answered) / 2
        if self._counted_from is not None:
            moment, at = self._counted_from
            if abs(moment + timedelta(seconds=middle - at) - told) <= doubt:
                return
        self._counted_from = told, middle
