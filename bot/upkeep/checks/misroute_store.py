"""Wrong turns as they are stored: who passed a question on, whose it was, and what the coordinator made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import ColumnElement, RowMapping, and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.privacy.sealed_texts import opened, sealed
from bot.upkeep.changes.tables import MisrouteRow
from config.sql import table
from directory.routing.misroutes import PATTERN_WITHIN, Misroute

MISROUTE = table(MisrouteRow)
MisrouteState = Literal["open", "corrected", "left"]


@dataclass(frozen=True, slots=True)
class Told:
    """A stored wrong turn."""

    misroute: Misroute
    number: int
    """The consultation's."""
    state: MisrouteState
    change_id: int | None


async def create(connection: AsyncConnection, misroute: Misroute, number: int) -> int:
    """Stores a wrong turn; its id, whatever the given one's was."""
    values = {name: getattr(misroute, name) for name in Misroute.__slots__ if name != "id"}
    row = sealed(connection, MISROUTE, values | {"number": number, "state": "open"})
    return int((await connection.execute(insert(MISROUTE).values(**row).returning(MISROUTE.c.id))).scalar_one())


async def load(connection: AsyncConnection, misroute_id: int, organisation: str) -> Told | None:
    """A wrong turn of this organisation, locked until the transaction ends."""
    query = select(MISROUTE).where(MISROUTE.c.id == misroute_id, MISROUTE.c.organisation == organisation)
    row = (await connection.execute(query.with_for_update())).mappings().first()
    return _told(connection, row) if row else None


async def waiting(connection: AsyncConnection, organisation: str, now: datetime) -> list[Misroute]:
    """The organisation's wrong turns of the last 90 days over which nobody has decided, oldest first."""
    query = (
        select(MISROUTE)
        .where(
            MISROUTE.c.organisation == organisation,
            MISROUTE.c.state == "open",
            MISROUTE.c.at >= now - PATTERN_WITHIN,
        )
        .order_by(MISROUTE.c.at, MISROUTE.c.id)
    )
    return [_told(connection, row).misroute for row in (await connection.execute(query)).mappings()]


async def decide(
    connection: AsyncConnection, misroute_ids: Sequence[int], state: MisrouteState, change_id: int | None = None
) -> None:
    """A coordinator has corrected the directory for these, or left it."""
    these = MISROUTE.c.id.in_(misroute_ids)
    await connection.execute(update(MISROUTE).where(these).values(state=state, change_id=change_id))


async def alike(connection: AsyncConnection, one: Misroute) -> list[int]:
    """The open wrong turns of the same refuser about the same municipality and topic, this one among them."""
    query = select(MISROUTE.c.id).where(MISROUTE.c.state == "open", _same_matter(one)).order_by(MISROUTE.c.id)
    return [int(row) for row in (await connection.execute(query)).scalars()]


async def asked_already(connection: AsyncConnection, one: Misroute) -> bool:
    """Whether the coordinators have this very correction before them already."""
    same = and_(
        _same_matter(one),
        MISROUTE.c.state == "open",
        MISROUTE.c.named_contact_id == one.named_contact_id,
        MISROUTE.c.id != one.id,
    )
    rows = (await connection.execute(select(MISROUTE).where(same))).mappings()
    return any(_told(connection, row).misroute.named == one.named for row in rows)


def _same_matter(one: Misroute) -> ColumnElement[bool]:
    return and_(
        MISROUTE.c.organisation == one.organisation,
        MISROUTE.c.area == one.area,
        MISROUTE.c.municipality == one.municipality,
        MISROUTE.c.topic == one.topic,
        MISROUTE.c.contact_id == one.contact_id,
    )


def _told(connection: AsyncConnection, row: RowMapping) -> Told:
    found = opened(connection, MISROUTE, row)
    misroute = Misroute(**{name: found[name] for name in Misroute.__slots__})
    return Told(misroute, row["number"], cast("MisrouteState", row["state"]), row["change_id"])
