"""Transactions: the once-only mark, the change of state and its messages commit together or not at all.

`begin` opens one for a turn, `by_itself` for what nobody asked for, `looking` for what changes nothing.
"""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import AccessEntry, record
from bot.access_log.tables import AccessRow
from bot.turns import known_writers
from bot.turns.known_writers import KnownPeople
from bot.turns.services import Services
from bot.turns.tables import SeenActivity
from bot.turns.turn import Turn
from config.sql import insert_once, table
from config.texts import Language, Translate, texts
from config.transaction import Committed, Transaction
from directory.people.contacts import Directory
from directory.stored.store import NUMBER

SEEN = table(SeenActivity)
_MARK = {
    name: dialect.insert(SEEN).on_conflict_do_nothing().returning(NUMBER.scalar_subquery().label("directory"))
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}


class AlreadySeen(Exception):  # noqa: N818 - a state of affairs, not an error
    """The activity's effect has been committed before."""


@dataclass(frozen=True, slots=True)
class Work(Transaction):
    """An open transaction with what a use case needs beside it."""

    directory: Directory
    services: Services
    afterwards: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    """What is to be done once the transaction has been committed, in order."""
    committed: Committed = field(default_factory=Committed)
    """What this process does at the moment of the commit."""
    _logged: list[AccessEntry] = field(default_factory=list)

    def log(self, entry: AccessEntry) -> None:
        """Adds a row to the access log, written when the work ends: as the last thing in the transaction, or nearly.

        Who writes to the same chain waits until the commit: so nobody does longer than that, and nobody in a circle.
        """
        self._logged.append(entry)

    async def write_log(self) -> tuple[AccessRow, ...]:
        """Writes now what has been logged so far; the rows."""
        entries = self._logged.copy()
        self._logged.clear()
        return await record(self.connection, *entries)

    async def once(self, key: str) -> bool:
        """Marks something as done, for a week; whether it had not been before."""
        return await insert_once(self.connection, SEEN, {"key": key, "seen_at": self.now})


def once_only_key(turn: Turn) -> str:
    """What makes two deliveries the same: tenant, conversation, type and id; for edits also the time of the edit.

    Teams repeats an activity that was not answered in 15 seconds, and sends an edit under the original's id.
    """
    parts = [turn.actor.tenant_id, turn.place.conversation_id, turn.activity_type, turn.activity_id]
    if turn.activity_type in {"messageUpdate", "messageDelete"}:
        parts.append(turn.timestamp)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@asynccontextmanager
async def begin(services: Services, turn: Turn, people: KnownPeople | None = None) -> AsyncIterator[Work]:
    """The turn's one transaction, which claims what may go to Teams at once.

    `people`: who has been read for this turn just before, and is not read again. Raises AlreadySeen when the turn's
    effect is there already.
    """
    committed = Committed()
    async with services.database.write(committed) as connection:
        version = await _begun(connection, once_only_key(turn), services.clock())
        async with working(services, connection, committed, version) as work:
            if people is not None:
                work.take_over(people)
            if services.directory.current.organisation_of_tenant(turn.actor.tenant_id) is not None:
                await known_writers.remember(work, turn)
            yield work
            committed.then(await services.claim_outbox(connection))
    await _afterwards(work)


@asynccontextmanager
async def by_itself(services: Services) -> AsyncIterator[Work]:
    """A transaction of what the bot does without being asked; it claims what may go to Teams at once."""
    committed = Committed()
    async with (
        services.database.write(committed) as connection,
        working(services, connection, committed) as work,
    ):
        yield work
        committed.then(await services.claim_outbox(connection))
    await _afterwards(work)


@asynccontextmanager
async def looking(services: Services) -> AsyncIterator[Work]:
    """For reading only, by the directory in force: nothing written through it is kept, and nothing can be logged."""
    async with services.database.read() as connection:
        work = Work(connection, services.clock(), services.directory.current, services)
        yield work
        if work._logged:
            raise LookupError("what is only read in is not logged in")


@asynccontextmanager
async def working(
    services: Services, connection: AsyncConnection, committed: Committed, version: int | None = None
) -> AsyncIterator[Work]:
    """The last part of a transaction that somebody else has opened, who does what is to be done afterwards, and at the
    commit what is in `committed`. At its end the access log is written.

    Whoever was removed since it began, also by another process, is not asked or told anything new. `version`: the
    directory's number, where the transaction has just read it.
    """
    directory = await services.directory.as_of(connection, version)
    work = Work(connection, services.clock(), directory, services, committed=committed)
    yield work
    await work.write_log()


async def _afterwards(work: Work) -> None:
    for step in work.afterwards:
        await step()


async def _begun(connection: AsyncConnection, key: str, now: datetime) -> int:
    """Marks the turn as seen; the number of the directory's version then."""
    first = (await connection.execute(_MARK[connection.dialect.name], {"key": key, "seen_at": now})).first()
    if first is None:
        raise AlreadySeen
    return first.directory or 0


async def reader_of(services: Services, turn: Turn) -> Translate:
    """The translator for whoever sent this turn."""
    return texts(await language_of_writer(services, turn))


async def language_of_writer(services: Services, turn: Turn) -> Language:
    """The language of whoever sent this turn, outside its transaction."""
    async with looking(services) as work:
        return await known_writers.language(work, turn)
