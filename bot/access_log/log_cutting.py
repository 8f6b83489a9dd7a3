"""Cutting rows off the beginning of the access log's chains when the time that the law gives them is over; each chain
stays whole.

The cut is signed: an auditor can tell it from rows that somebody removed.
"""

from datetime import UTC, datetime

import structlog
from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import (
    BEGINNING,
    LOG,
    OF_ALL,
    UNREADABLE,
    End,
    Ends,
    ends,
    first_end,
    lock,
    stored_rows,
    whole,
)
from bot.access_log.tables import AccessLogCut
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.stored_values import columns_as_stored, values_as_stored
from config.sql import table

YEARS_AT_LEAST = 12
"""The law on client data in social and health care (703/2023) keeps log data for 12 years."""
CUT = table(AccessLogCut)
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
log = structlog.get_logger()


async def cut(connection: AsyncConnection, signer: Pseudonymiser, now: datetime, years: int, bound: Ends) -> int:
    """Cuts off the rows written more than so many years ago; how many there were. Never sooner than the law allows.

    `bound`: up to where the chains are bound and as they were then. What is not is left: a chain made anew that looks
    old would otherwise be gone, with a signature.

    Rows go only from the beginning of a chain and only up to the first that is younger; where the chain ended, its head
    tells still. Where somebody has changed one of them nothing of the chain is cut: it is for `audit verify` to name.
    """
    older_than = _years_before(now, max(years, YEARS_AT_LEAST))
    over = select(LOG.c.chain).where(LOG.c.at < older_than, LOG.c.chain.in_(bound)).distinct()
    chains = sorted((await connection.execute(over)).scalars())
    return sum([await _cut(connection, chain, bound[chain], signer, older_than, now) for chain in chains])


async def _cut(
    connection: AsyncConnection, chain: str, bound: End, signer: Pseudonymiser, older_than: datetime, now: datetime
) -> int:
    await lock(connection, chain)
    number = _number(chain)
    in_chain = LOG.c.chain == chain
    first_kept = await connection.scalar(select(func.min(number)).where(in_chain, LOG.c.at >= older_than))
    before = bound.number if first_kept is None else min(bound.number, first_kept - 1)
    last = await connection.scalar(select(func.max(number)).where(in_chain, number <= before))
    if last is None:
        return 0
    if (faulty := await _first_fault(connection, chain, last)) is not None:
        log.error("access_log_not_cut", row=faulty)
        return 0
    last_hash = (await connection.execute(select(LOG.c.hash).where(in_chain, number == last))).scalar_one()
    row = AccessLogCut(
        chain=chain, last_number=last, last_hash=last_hash, older_than=older_than, cut_at=now, signature=""
    )
    row.signature = signer.signature(_statement(row))
    await connection.execute(insert(CUT).values(**row.model_dump()))
    return int((await connection.execute(delete(LOG).where(in_chain, number <= last))).rowcount)


async def cuts(connection: AsyncConnection) -> dict[str, AccessLogCut]:
    """The newest cut of each chain, which begins after it. Of one that somebody has made unreadable there is nothing
    left that could be lawful.
    """
    query = select(*columns_as_stored(connection, CUT)).order_by(CUT.c.last_number)
    found = {}
    for row in (await connection.execute(query)).mappings():
        values = values_as_stored(CUT, row)
        chain, last = str(values.get("chain", UNREADABLE)), whole(values.get("last_number"))
        older_than, cut_at = (_moment(values.get(name)) for name in ("older_than", "cut_at"))
        found[chain] = AccessLogCut(
            chain=chain,
            last_number=last,
            last_hash=str(values.get("last_hash", "")),
            older_than=older_than or _NO_MOMENT,
            cut_at=cut_at or _NO_MOMENT,
            signature=str(values.get("signature", "")) if older_than and cut_at else "",
        )
    return found


def is_lawful(row: AccessLogCut, signer: Pseudonymiser) -> bool:
    """Whether the bot made this cut, and not too early."""
    signed = signer.signed(row.signature, _statement(row))
    return signed and row.older_than <= _years_before(row.cut_at, YEARS_AT_LEAST)


async def _first_fault(connection: AsyncConnection, chain: str, last: int) -> str | None:
    """The first row at which a chain is not as the bot wrote it, up to this number; None when all is whole."""
    cut_off = {name: End(one.last_number, one.last_hash) for name, one in (await cuts(connection)).items()}
    of_all = (await ends(connection)).get(OF_ALL, BEGINNING)
    previous = cut_off.get(chain, first_end(chain, of_all))
    query = select(LOG).where(LOG.c.chain == chain, _number(chain) <= last).order_by(_number(chain))
    async for row in stored_rows(connection, query):
        if any(row.faults(previous)):
            return row.name
        previous = row.end
    return None


def _number(chain: str) -> ColumnElement[int]:
    return LOG.c.id if chain == OF_ALL else LOG.c.number


def _statement(row: AccessLogCut) -> str:
    what = f"access log cut of {row.chain}" if row.chain else "access log cut"
    moments = (one.isoformat(timespec="microseconds") for one in (row.older_than, row.cut_at))
    return "/".join((what, str(row.last_number), row.last_hash, *moments))


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _years_before(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year - years, day=28)
