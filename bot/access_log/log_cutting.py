"""Cutting rows off the beginning of the access log when the time that the law gives them is over; the chain stays
whole.

The cut is signed: an auditor can tell it from rows that somebody removed.
"""

from datetime import datetime

import structlog
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import LOG, first_fault, in_turn
from bot.access_log.tables import AccessLogCut
from bot.privacy.pseudonyms import Pseudonymiser
from config.sql import table

YEARS_AT_LEAST = 12
"""The law on client data in social and health care (703/2023) keeps log data for 12 years."""
CUT = table(AccessLogCut)
log = structlog.get_logger()


async def cut(connection: AsyncConnection, signer: Pseudonymiser, now: datetime, years: int) -> int:
    """Cuts off the rows written more than so many years ago; how many there were. Never sooner than the law allows.

    Rows go only from the beginning and only up to the first that is younger; the end of the log always stays. Where
    somebody has changed one of them nothing is cut: it is for `audit verify` to name, and a young row made to look old
    would be gone with a signature.
    """
    older_than = _years_before(now, max(years, YEARS_AT_LEAST))
    await in_turn(connection)
    first_kept = (await connection.execute(select(func.min(LOG.c.id)).where(LOG.c.at >= older_than))).scalar()
    if first_kept is None:
        return 0
    over = select(LOG.c.id).where(LOG.c.id < first_kept).order_by(LOG.c.id.desc()).limit(1)
    last = (await connection.execute(over)).first()
    if last is None:
        return 0
    if (faulty := await first_fault(connection, last.id)) is not None:
        log.error("access_log_not_cut", row=faulty)
        return 0
    last_hash = (await connection.execute(select(LOG.c.hash).where(LOG.c.id == last.id))).scalar_one()
    row = AccessLogCut(last_id=last.id, last_hash=last_hash, older_than=older_than, cut_at=now, signature="")
    row.signature = signer.signature(_statement(row))
    await connection.execute(insert(CUT).values(**row.model_dump()))
    return int((await connection.execute(delete(LOG).where(LOG.c.id <= last.id))).rowcount)


def is_lawful(row: AccessLogCut, signer: Pseudonymiser) -> bool:
    """Whether the bot made this cut, and not too early."""
    signed = signer.signed(row.signature, _statement(row))
    return signed and row.older_than <= _years_before(row.cut_at, YEARS_AT_LEAST)


def _statement(row: AccessLogCut) -> str:
    moments = (one.isoformat(timespec="microseconds") for one in (row.older_than, row.cut_at))
    return "/".join(("access log cut", str(row.last_id), row.last_hash, *moments))


def _years_before(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year - years, day=28)
