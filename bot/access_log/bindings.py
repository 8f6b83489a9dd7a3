"""Binding the access log's chains together: each hour the bot signs where all of them end, and chains that to the last
time. So a chain that somebody takes away whole, with its head, is missed too; so is one that was made anew.
"""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import UTC, datetime

import structlog
from sqlalchemy import and_, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import (
    LOG,
    OF_ALL,
    End,
    Ends,
    Fault,
    Problem,
    ends,
    lock,
    move_head,
    row_name,
    stored_rows,
)
from bot.access_log.log_cutting import cuts
from bot.access_log.tables import AccessLogBinding
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.stored_values import columns_as_stored, values_as_stored
from config.sql import table

OF_BINDINGS = "bindings"
"""What the chain of the bindings themselves is called."""
BINDING = table(AccessLogBinding)
_AT_ONCE = 100
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
log = structlog.get_logger()


async def bind(connection: AsyncConnection, signer: Pseudonymiser, now: datetime) -> bool:
    """Signs where the chains end now, unless that is where they ended the last time; whether it did.

    Where a row that was bound before is not there any more nothing is signed: it is for `audit verify` to name.
    """
    end, _ = await lock(connection, OF_BINDINGS)
    chains = {chain: one for chain, one in (await ends(connection)).items() if chain != OF_BINDINGS}
    last = await _newest(connection)
    if last is not None and not is_signed(last, signer):
        log.error("access_log_not_bound", row=row_name(OF_BINDINGS, last.number))
        return False
    before = ends_in(last) if last else {}
    if chains == before:
        return False
    if problems := await not_there(connection, before):
        log.error("access_log_not_bound", row=problems[0].row)
        return False
    row = AccessLogBinding(
        number=end.number + 1, at=now.astimezone(UTC), ends=to_json(chains), previous=end.hash, signature=""
    )
    row.signature = signer.signature(_statement(row))
    await connection.execute(insert(BINDING).values(**row.model_dump()))
    await move_head(connection, OF_BINDINGS, End(row.number, row.signature))
    return True


async def bound(connection: AsyncConnection, signer: Pseudonymiser) -> Ends:
    """Where the chains ended when the bot last signed it, of those that still have the row with which they did."""
    last = await _newest(connection)
    if last is None or not is_signed(last, signer):
        return {}
    there = ends_in(last)
    gone = {problem.chain for problem in await not_there(connection, there)}
    return {chain: end for chain, end in there.items() if chain not in gone}


async def bindings(connection: AsyncConnection) -> AsyncIterator[AccessLogBinding]:
    """All of them, the earliest first, some at a time. What cannot be read in one is left out."""
    after: int | None = None
    while True:
        query = select(*columns_as_stored(connection, BINDING)).order_by(BINDING.c.number).limit(_AT_ONCE)
        found = (await connection.execute(query if after is None else query.where(BINDING.c.number > after))).mappings()
        read = [_read(values_as_stored(BINDING, row)) for row in found]
        for one in read:
            yield one
        if len(read) < _AT_ONCE:
            return
        after = read[-1].number


def faults(row: AccessLogBinding, previous: End, signer: Pseudonymiser | None) -> Iterable[Fault]:
    """What is wrong with a binding as the one after that with which they ended before. Without the signer none is
    believed."""
    if row.number <= previous.number:
        yield Fault.MOVED
    elif row.number != previous.number + 1:
        yield Fault.MISSING
    elif row.previous != previous.hash:
        yield Fault.MOVED
    if signer is None or not is_signed(row, signer):
        yield Fault.CHANGED


async def not_there(connection: AsyncConnection, once: Ends) -> list[Problem]:
    """The rows with which chains ended once that are not there any more, or are not the same."""
    off = await cuts(connection)
    problems = [
        Problem(chain, end.number, Fault.REWRITTEN)
        for chain, end in once.items()
        if chain in off and off[chain].last_number == end.number and off[chain].last_hash != end.hash
    ]
    wanted = {chain: end for chain, end in once.items() if end.number > (off[chain].last_number if chain in off else 0)}
    # Not as a list of pairs: SQLite would read the whole log for it.
    rows = [
        and_(LOG.c.chain == chain, (LOG.c.id if chain == OF_ALL else LOG.c.number) == end.number)
        for chain, end in wanted.items()
    ]
    found = {
        row.chain: row.hash
        for first in range(0, len(rows), _AT_ONCE)
        async for row in stored_rows(connection, select(LOG).where(or_(*rows[first : first + _AT_ONCE])))
    }
    for chain, end in sorted(wanted.items()):
        if chain not in found:
            problems.append(Problem(chain, end.number, Fault.MISSING))
        elif found[chain] != end.hash:
            problems.append(Problem(chain, end.number, Fault.REWRITTEN))
    return problems


def to_json(chains: Ends) -> str:
    """The ends of all chains as canonical JSON."""
    return json.dumps(
        {chain: [end.number, end.hash] for chain, end in chains.items()}, sort_keys=True, separators=(",", ":")
    )


def from_json(content: object) -> dict[str, End]:
    """The ends of all chains as `to_json` wrote them, read from JSON. Raises ValueError for anything else."""
    found = {}
    for chain, end in content.items() if isinstance(content, dict) else [("", content)]:
        match end:
            case [int(number), str(digest)] if number >= 0 and type(number) is int:
                found[str(chain)] = End(number, digest)
            case _:
                raise ValueError(f"not the end of a chain: {row_name(str(chain), 0)}")
    return found


def ends_in(row: AccessLogBinding) -> Ends:
    """Where the chains ended, of a binding with a good signature."""
    return from_json(json.loads(row.ends))


def is_signed(row: AccessLogBinding, signer: Pseudonymiser) -> bool:
    """Whether the bot made this binding."""
    return signer.signed(row.signature, _statement(row))


async def _newest(connection: AsyncConnection) -> AccessLogBinding | None:
    query = select(*columns_as_stored(connection, BINDING)).order_by(BINDING.c.number.desc()).limit(1)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else _read(values_as_stored(BINDING, row))


def _read(values: Mapping[str, object]) -> AccessLogBinding:
    """Nothing in place of what cannot be read: the signature is not of that."""
    try:
        at = datetime.fromisoformat(str(values.get("at")))
    except ValueError:
        at = _NO_MOMENT
    number = values.get("number")
    return AccessLogBinding(
        number=number if isinstance(number, int) else -1,
        at=at,
        ends=str(values.get("ends", "")),
        previous=str(values.get("previous", "")),
        signature=str(values.get("signature", "")),
    )


def _statement(row: AccessLogBinding) -> str:
    parts = (row.number, row.at.isoformat(timespec="microseconds"), row.ends, row.previous)
    return "/".join(("access log binding", *map(str, parts)))
