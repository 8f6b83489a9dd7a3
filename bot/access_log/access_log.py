"""The access log: who did what to which consultation, on which basis; append-only, each row chained to the one before.

A row holds ids and codes, never a name or a word of content. The chain is SHA-256 over canonical JSON.
"""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.tables import AccessLogCut, AccessLogHead, AccessRow
from bot.privacy.stored_values import columns_as_stored, values_as_stored
from config.sql import table, upsert

GENESIS = "0" * 64
"""What stands in the first row for the hash of the row before it."""
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}", re.ASCII)
# Any number will do as long as nothing else in the product locks it.
_LOCK = 7_203_110_411


class Result(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"


LOG, _HEAD, _CUT = table(AccessRow), table(AccessLogHead), table(AccessLogCut)
_UNREADABLE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """What is to be written. Every text is an id or a code; ValueError for anything that could be a name or content."""

    at: datetime
    actor_tenant_id: str
    actor_aad_object_id: str
    organisation: str
    action: str
    consultation_id: int | None = None
    pseudonym: str = ""
    basis: str = ""
    role: str = ""
    result: Result = Result.DONE

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and not _CODE.fullmatch(value):
                raise ValueError(f"{field.name} of an access log entry is not an id or a code")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The end of the chain at some moment. Kept elsewhere, it proves later that nothing before it was rewritten."""

    row_id: int
    hash: str


class Fault(StrEnum):
    """What is wrong with the log at one row."""

    CHANGED = "changed"
    """The content of the row does not give its hash."""
    MISSING = "missing"
    """One or more rows before this one, or at the end, are gone."""
    MOVED = "moved"
    """The row does not follow from the one before it."""
    REWRITTEN = "rewritten"
    """The row is not the one the checkpoint saw."""
    CUT = "cut"
    """The rows up to this one were cut off too early, or not by the bot."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault and the row where it was noticed."""

    row_id: int
    fault: Fault


async def record(connection: AsyncConnection, entry: AccessEntry) -> Checkpoint:
    """Adds a row in the caller's transaction and returns the new end of the chain.

    Writers take turns from here to their commit, on PostgreSQL by an advisory lock, on SQLite by its single writer.
    So it comes last in the transaction: nobody waits longer, and nobody waits in a circle. `Work.log` sees to that.
    """
    await in_turn(connection)
    end = await head(connection)
    row = _row(entry, end)
    await connection.execute(table(AccessRow).insert().values(**row.model_dump()))
    await upsert(connection, table(AccessLogHead), {"id": 1}, {"last_id": row.id, "last_hash": row.hash})
    return Checkpoint(row.id, row.hash)


async def in_turn(connection: AsyncConnection) -> None:
    """Until the transaction ends, nobody else writes the log."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def head(connection: AsyncConnection) -> Checkpoint:
    """The end of the chain now; row 0 when the log is empty, no row at all when the end cannot be read."""
    query = select(*columns_as_stored(connection, _HEAD)).where(_HEAD.c.id == 1)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return Checkpoint(0, GENESIS)
    found = values_as_stored(_HEAD, row)
    return Checkpoint(_whole(found.get("last_id")), str(found.get("last_hash", "")))


async def begins_after(connection: AsyncConnection) -> AccessLogCut | None:
    """The newest cut: the log begins after it. None while nothing has been cut off. Of one that somebody has made
    unreadable there is nothing left that could be lawful.
    """
    query = select(*columns_as_stored(connection, _CUT)).order_by(_CUT.c.last_id.desc()).limit(1)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    found = values_as_stored(_CUT, row)
    last_id, last_hash = _whole(found.get("last_id")), str(found.get("last_hash", ""))
    try:
        older_than, cut_at = (datetime.fromisoformat(str(found.get(name))) for name in ("older_than", "cut_at"))
    except ValueError:
        return AccessLogCut(
            last_id=last_id, last_hash=last_hash, older_than=_UNREADABLE, cut_at=_UNREADABLE, signature=""
        )
    signature = str(found.get("signature", ""))
    return AccessLogCut(last_id=last_id, last_hash=last_hash, older_than=older_than, cut_at=cut_at, signature=signature)


async def verify(
    connection: AsyncConnection,
    checkpoint: Checkpoint | None = None,
    is_lawful: Callable[[AccessLogCut], bool] = lambda _: False,
) -> list[Problem]:
    """Goes through the whole log and returns what is wrong with it, in order; an empty list when it is intact.

    With a checkpoint kept from before it also notices a log that was rewritten from some row onwards. `is_lawful`
    judges the cut after which the log begins; see bot.access_log.log_cutting. Rows are read as a stream, so the size of
    the log does not matter; rows that are written meanwhile are followed to the end.
    """
    cut = await begins_after(connection)
    problems = [] if cut is None or is_lawful(cut) else [Problem(cut.last_id, Fault.CUT)]
    previous = first = Checkpoint(0, GENESIS) if cut is None else Checkpoint(cut.last_id, cut.last_hash)
    if checkpoint and checkpoint.row_id == previous.row_id and checkpoint.hash != previous.hash:
        problems.append(Problem(checkpoint.row_id, Fault.REWRITTEN))
    while True:
        began, end = previous, await head(connection)
        async for row in _rows_after(connection, None if began is first else began.row_id):
            if row.id <= previous.row_id:
                problems.append(Problem(row.id, Fault.MOVED))
                continue
            problems.extend(Problem(row.id, fault) for fault in _faults(row, previous))
            if checkpoint and row.id == checkpoint.row_id and row.hash != checkpoint.hash:
                problems.append(Problem(row.id, Fault.REWRITTEN))
            previous = Checkpoint(row.id, row.hash)
        if previous in (began, end):
            break
    if previous != end:
        problems.append(Problem(previous.row_id, Fault.MISSING))
    if checkpoint and previous.row_id < checkpoint.row_id:
        problems.append(Problem(checkpoint.row_id, Fault.MISSING))
    return problems


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it lies in the database, by whomever it was written."""

    id: int
    values: Mapping[str, Any]
    """By column, without those that hold what the bot cannot have written there."""

    @property
    def hash(self) -> str:
        """The hash that stands in the row; empty when none can be read there."""
        return str(self.values.get("hash", ""))

    @property
    def is_intact(self) -> bool:
        """Whether the content gives the hash."""
        return len(self.values) == len(LOG.columns) and self.hash == _hash(self.values)

    def row(self) -> AccessRow:
        """The same to read. Only of an intact row."""
        return AccessRow(**{**self.values, "at": datetime.fromisoformat(str(self.values["at"]))})


async def stored_rows(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> AsyncIterator[StoredRow]:
    """The rows of the log that a query of its columns finds."""
    columns = columns_as_stored(connection, LOG)
    async with connection.stream(query.with_only_columns(*columns)) as rows:
        async for found in rows.mappings():
            values = values_as_stored(LOG, found)
            yield StoredRow(_whole(values.get("id")), values)


async def first_fault(connection: AsyncConnection, last: int) -> int | None:
    """The first row at which the log is not as the bot wrote it, up to this row; None when all is whole."""
    cut = await begins_after(connection)
    previous = Checkpoint(0, GENESIS) if cut is None else Checkpoint(cut.last_id, cut.last_hash)
    async for row in stored_rows(connection, select(LOG).where(LOG.c.id <= last).order_by(LOG.c.id)):
        if any(_faults(row, previous)):
            return row.id
        previous = Checkpoint(row.id, row.hash)
    return None


def _rows_after(connection: AsyncConnection, row_id: int | None) -> AsyncIterator[StoredRow]:
    query = select(LOG).order_by(LOG.c.id)
    return stored_rows(connection, query if row_id is None else query.where(LOG.c.id > row_id))


def _row(entry: AccessEntry, end: Checkpoint) -> AccessRow:
    row = AccessRow(
        id=end.row_id + 1,
        at=entry.at.astimezone(UTC),
        actor_tenant_id=entry.actor_tenant_id,
        actor_aad_object_id=entry.actor_aad_object_id,
        organisation=entry.organisation,
        role=entry.role,
        action=entry.action,
        consultation_id=entry.consultation_id,
        pseudonym=entry.pseudonym,
        basis=entry.basis,
        result=entry.result.value,
        previous_hash=end.hash,
        hash="",
    )
    row.hash = _hash(row.model_dump() | {"at": row.at.isoformat(timespec="microseconds")})
    return row


def _hash(values: Mapping[str, object]) -> str:
    content = {name: value for name, value in values.items() if name != "hash"}
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _faults(row: StoredRow, previous: Checkpoint) -> Iterable[Fault]:
    if row.id != previous.row_id + 1:
        yield Fault.MISSING
    elif row.values.get("previous_hash") != previous.hash:
        yield Fault.MOVED
    if not row.is_intact:
        yield Fault.CHANGED


def _whole(value: str | int | None) -> int:
    return value if isinstance(value, int) else -1
