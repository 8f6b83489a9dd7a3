"""The access log: who did what to which consultation, on which basis; append-only, each row chained to one before.

A row holds ids and codes, never a name or a word of content. Each organisation has some chains of its own, so that one
turn waits for another only where both write to the same. A chain is SHA-256 over canonical JSON. Checking:
bot.access_log.log_checking; what binds the chains together: bot.access_log.bindings.
"""

import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, cast
from zlib import crc32

from sqlalchemy import Executable, Select, Table, bindparam, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.tables import AccessLogHead, AccessRow
from bot.privacy.stored_values import columns_as_stored, values_as_stored
from config.sql import table

GENESIS = "0" * 64
"""What stands in a first row for the hash of the row before it."""
OF_ALL = ""
"""The one chain that there was before each organisation had its own. It has ended; the others go on from its end."""
OF_NONE = "-"
"""In place of the organisation of what was done in the name of none."""
STRANDS = 8
"""So many chains has an organisation. The row says which it is in, so another number may stand here at any time."""
UNREADABLE = "?"
"""In place of the chain where none can be read in the row."""
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,80}", re.ASCII)


class Result(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"


LOG, HEAD = table(AccessRow), table(AccessLogHead)


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

    @property
    def chain(self) -> str:
        """The chain its row belongs to: one of the organisation's, always the same one for the same person."""
        strand = crc32(self.actor_aad_object_id.encode()) % STRANDS
        return f"{self.organisation or OF_NONE}/{strand}"


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: number and hash of its last row. Kept elsewhere, it proves later that nothing before it was
    rewritten."""

    number: int
    hash: str


Ends = Mapping[str, End]
"""Of all chains at some moment, by chain."""
BEGINNING = End(0, GENESIS)


class Fault(StrEnum):
    """What is wrong with the log at one row."""

    CHANGED = "changed"
    """The content of the row does not give its hash, or its signature."""
    MISSING = "missing"
    """One or more rows before this one, or at the end, are gone."""
    MOVED = "moved"
    """The row does not follow from the one before it."""
    REWRITTEN = "rewritten"
    """The row is not the one that the checkpoint or a binding saw."""
    CUT = "cut"
    """The rows up to this one were cut off too early, or not by the bot."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault and the row where it was noticed."""

    chain: str
    number: int
    fault: Fault

    @property
    def row(self) -> str:
        """How the row is called."""
        return row_name(self.chain, self.number)


def row_name(chain: str, number: int) -> str:
    """How people call a row: `KELA/3/17`, or its number alone in the chain of all."""
    return f"{chain}/{number}" if chain else str(number)


async def record(connection: AsyncConnection, *entries: AccessEntry) -> tuple[AccessRow, ...]:
    """Adds rows in the caller's transaction and returns them: three statements for each chain, however many rows.

    Whoever writes to a chain has it alone from here to their commit: on PostgreSQL its head is locked, SQLite has a
    single writer. So it comes last in the transaction, all at once and in the order of the chains' names: nobody waits
    longer, and nobody waits in a circle. `Work.log` sees to that.
    """
    of_chain: dict[str, list[AccessEntry]] = defaultdict(list)
    for entry in entries:
        of_chain[entry.chain].append(entry)
    rows: list[AccessRow] = []
    for chain in sorted(of_chain):
        rows += await _append(connection, chain, of_chain[chain])
    return tuple(rows)


async def lock(connection: AsyncConnection, chain: str, ids: int = 0) -> tuple[End, Sequence[int]]:
    """Until the transaction ends, nobody else writes to the chain; where it ends now, and so many ids for new rows."""
    given = {"its_name": chain, "most": ids} if connection.dialect.name == "postgresql" else {"its_name": chain}
    number, digest, new = (await connection.execute(_LOCKED[connection.dialect.name], given)).one()
    return End(number, digest), new if isinstance(new, list) else range(new, new + ids)


async def move_head(connection: AsyncConnection, chain: str, end: End) -> None:
    """Notes where the chain, which the caller has locked, ends now."""
    await connection.execute(_MOVED, {"its_name": chain, "to_number": end.number, "to_hash": end.hash})


async def ends(connection: AsyncConnection) -> dict[str, End]:
    """Where each chain ends now, by its head; number -1 where it cannot be read."""
    found = {}
    for row in (await connection.execute(select(*columns_as_stored(connection, HEAD)))).mappings():
        values = values_as_stored(HEAD, row)
        end = End(whole(values.get("last_number")), str(values.get("last_hash", "")))
        found[str(values.get("chain", UNREADABLE))] = end
    return found


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it lies in the database, by whomever it was written."""

    id: int
    values: Mapping[str, Any]
    """By column, without those that hold what the bot cannot have written there."""

    @property
    def chain(self) -> str:
        """The chain that it says it is in."""
        return str(self.values.get("chain", UNREADABLE))

    @property
    def number(self) -> int:
        """Its number there."""
        return self.id if self.chain in {OF_ALL, UNREADABLE} else whole(self.values.get("number"))

    @property
    def name(self) -> str:
        """How it is called."""
        return row_name(self.chain, self.number)

    @property
    def hash(self) -> str:
        """The hash that stands in the row; empty when none can be read there."""
        return str(self.values.get("hash", ""))

    @property
    def end(self) -> End:
        """Where the chain ends with this row."""
        return End(self.number, self.hash)

    @property
    def is_intact(self) -> bool:
        """Whether the content gives the hash."""
        return len(self.values) == len(LOG.columns) and self.hash == _hash(self.values)

    def row(self) -> AccessRow:
        """The same to read. Only of an intact row."""
        return AccessRow(**{**self.values, "at": datetime.fromisoformat(str(self.values["at"]))})

    def faults(self, previous: End) -> Iterable[Fault]:
        """What is wrong with it as the one after the row with which the chain ended before."""
        if self.number <= previous.number:
            yield Fault.MOVED
        elif self.number != previous.number + 1:
            yield Fault.MISSING
        elif self.values.get("previous_hash") != previous.hash:
            yield Fault.MOVED
        if not self.is_intact:
            yield Fault.CHANGED

    def end_after(self, previous: End) -> End:
        """Where the chain ends with it: a row out of place is followed only if the bot has written it."""
        follows = self.number == previous.number + 1 or (self.number > previous.number and self.is_intact)
        return self.end if follows else previous


async def stored_rows(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> AsyncIterator[StoredRow]:
    """The rows of the log that a query of its columns finds."""
    columns = columns_as_stored(connection, LOG)
    async with connection.stream(query.with_only_columns(*columns)) as rows:
        async for found in rows.mappings():
            values = values_as_stored(LOG, found)
            yield StoredRow(whole(values.get("id")), values)


def row_of(entry: AccessEntry, chain: str, number: int, end: End) -> AccessRow:
    """The row with this id that goes on from where the chain ends."""
    row = AccessRow(
        id=number,
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
        chain=chain,
        number=end.number + 1,
    )
    row.hash = _hash(row.model_dump() | {"at": row.at.isoformat(timespec="microseconds")})
    return row


def first_end(chain: str, of_all: End) -> End:
    """Where a chain of which nothing is there yet begins: an organisation's goes on from the end of the one of all."""
    return BEGINNING if chain == OF_ALL else End(0, of_all.hash)


def whole(value: str | int | None) -> int:
    """The number, or -1 where none can be read."""
    return value if isinstance(value, int) else -1


_ADD = LOG.insert()
_MOVED = (
    update(HEAD)
    .where(HEAD.c.chain == bindparam("its_name"))
    .values(last_number=bindparam("to_number"), last_hash=bindparam("to_hash"))
)


def _locking(insert: Callable[[Table], Any], new_ids: str) -> Executable:
    of_all = select(HEAD.c.last_hash).where(HEAD.c.chain == OF_ALL).scalar_subquery()
    statement = insert(HEAD).values(
        chain=bindparam("its_name"), last_number=0, last_hash=func.coalesce(of_all, GENESIS)
    )
    locked = statement.on_conflict_do_update(index_elements=[HEAD.c.chain], set_={"last_number": HEAD.c.last_number})
    return cast("Executable", locked.returning(HEAD.c.last_number, HEAD.c.last_hash, text(new_ids)))


_LOCKED = {
    "sqlite": _locking(sqlite.insert, "(SELECT coalesce(max(id), 0) + 1 FROM access_log)"),
    # The ids are asked for beside the head's number, so they are drawn when it is locked: they grow within a chain.
    "postgresql": _locking(
        postgresql.insert,
        "ARRAY(SELECT nextval('access_log_id') FROM generate_series(last_number + 1, last_number + :most))",
    ),
}


async def _append(connection: AsyncConnection, chain: str, entries: Sequence[AccessEntry]) -> Sequence[AccessRow]:
    end, ids = await lock(connection, chain, len(entries))
    rows = []
    for number, entry in zip(ids, entries, strict=True):
        row = row_of(entry, chain, number, end)
        rows.append(row)
        end = End(end.number + 1, row.hash)
    await connection.execute(_ADD, [row.model_dump() for row in rows])
    await move_head(connection, chain, end)
    return rows


def _hash(values: Mapping[str, object]) -> str:
    """Of the rows in the chain of all, what they had when they were written."""
    of_all = (values.get("chain"), values.get("number")) == (OF_ALL, None)
    left_out = {"hash", "chain", "number"} if of_all else {"hash"}
    content = {name: value for name, value in values.items() if name not in left_out}
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
