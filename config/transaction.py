"""What is done together or not at all, and what has been read in it so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncConnection

Kind = TypeVar("Kind")


@dataclass(slots=True)
class Committed:
    """What a process does as soon as it knows of a commit, in order."""

    steps: list[Callable[[], None]] = field(default_factory=list)
    news: bool = False
    """The database holds more from then on than the process knows before the steps are done."""

    def then(self, step: Callable[[], None]) -> None:
        """This is begun."""
        self.steps.append(step)

    def know(self, step: Callable[[], None]) -> None:
        """This is learnt: whoever writes next finds it known, and does not read it anew from the database."""
        self.steps.append(step)
        self.news = True


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction at one moment (UTC).

    It remembers what has been read in it, so that each row is read once: see `known`. Who writes such a row keeps what
    is known of it right, in the same function. It all goes with the transaction (decision 0046).
    """

    connection: AsyncConnection
    now: datetime
    _known: dict[type, object] = field(default_factory=dict, kw_only=True)

    def known(self, kind: type[Kind]) -> Kind:
        """What is known of one kind of rows: an object of that class, empty when it is first asked for."""
        if kind not in self._known:
            self._known[kind] = kind()
        return cast("Kind", self._known[kind])

    def take_over(self, known: object) -> None:
        """Goes on with what another transaction of the same turn has just read of one kind."""
        self._known[type(known)] = known

    def forget(self, *kinds: type) -> None:
        """Forgets what has been read of these, once a lock is held: others may have written while it was waited for."""
        for kind in kinds:
            self._known.pop(kind, None)
