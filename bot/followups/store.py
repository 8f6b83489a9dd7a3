"""Reading and writing follow-ups, in the caller's transaction."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import RowMapping, and_, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.rules.model import Someone
from bot.consultation.stored.store import CONSULTATION
from bot.followups.model import Followup
from bot.followups.tables import FollowupRow
from bot.privacy.sealed_texts import opened, sealed
from config.sql import table, upsert

FOLLOWUP = table(FollowupRow)
IS_TO_COME = text("followup.state <> 'done'")
"""In words, so that the databases know that an index of these few will do."""


async def load(connection: AsyncConnection, number: int) -> Followup | None:
    """The consultation's follow-up; None when none was ever set."""
    row = (await connection.execute(select(FOLLOWUP).where(FOLLOWUP.c.number == number))).mappings().first()
    return _followup(connection, row) if row is not None else None


async def save(connection: AsyncConnection, followup: Followup) -> None:
    """Keeps it in the place of the one before."""
    values = {
        "due_on": followup.due_on.isoformat(),
        "note": followup.note,
        "state": followup.state,
        "reminded": followup.reminded,
        "set_at": followup.set_at,
    }
    key = {"number": followup.number}
    await upsert(connection, FOLLOWUP, key, sealed(connection, FOLLOWUP, values, **key))


async def of_person(connection: AsyncConnection, person: Someone) -> list[Followup]:
    """Those still to be handled in what the person asked or took, the earliest day first."""
    c = CONSULTATION.c
    asked = and_(c.asker_tenant_id == person.tenant_id, c.asker_aad_object_id == person.aad_object_id)
    took = and_(c.taker_tenant_id == person.tenant_id, c.taker_aad_object_id == person.aad_object_id)
    query = (
        select(FOLLOWUP)
        .join(CONSULTATION, c.number == FOLLOWUP.c.number)
        .where(IS_TO_COME, or_(asked, took))
        .order_by(FOLLOWUP.c.due_on, FOLLOWUP.c.number)
    )
    return [_followup(connection, row) for row in (await connection.execute(query)).mappings()]


async def left_in(connection: AsyncConnection, organisations: Collection[str]) -> list[Followup]:
    """Those that both sides let pass, in matters of these organisations, the earliest day first."""
    c = CONSULTATION.c
    ours = or_(c.asking_organisation.in_(organisations), c.receiving_organisation.in_(organisations))
    query = (
        select(FOLLOWUP)
        .join(CONSULTATION, c.number == FOLLOWUP.c.number)
        .where(IS_TO_COME, FOLLOWUP.c.state == "left", ours)
        .order_by(FOLLOWUP.c.due_on, FOLLOWUP.c.number)
    )
    return [_followup(connection, row) for row in (await connection.execute(query)).mappings()]


def _followup(connection: AsyncConnection, row: RowMapping) -> Followup:
    found = opened(connection, FOLLOWUP, row)
    due_on = date.fromisoformat(found["due_on"])
    return Followup(found["number"], due_on, found["note"], found["set_at"], found["state"], found["reminded"])
