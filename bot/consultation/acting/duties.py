"""What this room does by itself."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import LOG
from bot.consultation.acting import leavers
from bot.consultation.stored.store import CONSULTATION, RECEIVER
from bot.rooms import Sweep
from bot.timers.rounds import Round, every
from config.sql import delete_some, table
from directory.stored.tables import FormerContactRow

FORMER = table(FormerContactRow)


async def forget_leavers(connection: AsyncConnection, _now: datetime) -> int:
    """Who has left the directory, once there is neither a matter nor a row of the access log with them."""
    return await delete_some(connection, FORMER, ~_took_part(), ~_has_acted())


def _took_part() -> ColumnElement[bool]:
    account, c = (FORMER.c.tenant_id, FORMER.c.aad_object_id), CONSULTATION.c
    asked = tuple_(c.asker_tenant_id, c.asker_aad_object_id) == tuple_(*account)
    took = tuple_(c.taker_tenant_id, c.taker_aad_object_id) == tuple_(*account)
    received = tuple_(RECEIVER.c.tenant_id, RECEIVER.c.aad_object_id) == tuple_(*account)
    return or_(exists().where(asked), exists().where(took), exists().where(received))


def _has_acted() -> ColumnElement[bool]:
    return exists().where(
        LOG.c.actor_tenant_id == FORMER.c.tenant_id, LOG.c.actor_aad_object_id == FORMER.c.aad_object_id
    )


ROUNDS = (Round("leavers", every(timedelta(minutes=1)), leavers.settle_all),)
SWEEPS = (Sweep("former_contact", forget_leavers),)
