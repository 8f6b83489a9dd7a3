"""The rights of team leads, and the open matters of a team. No text of a matter is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.store import CONSULTATION, IS_OPEN, RECEIVER
from bot.leads.model import TeamView
from bot.leads.tables import TeamViewRow
from config.sql import table
from directory.people.contacts import Contact

TEAM_VIEW = table(TeamViewRow)
SHOWN_AT_MOST = 50
_COLUMNS = (
    "number",
    "topic",
    "area",
    "municipality",
    "state",
    "answered_at",
    "answer_by",
    "asking_organisation",
    "receiving_organisation",
    "asker_aad_object_id",
    "taker_aad_object_id",
)


@dataclass(frozen=True, slots=True)
class TeamMatter:
    """An open matter as far as a team lead sees it."""

    number: int
    topic: str
    area: str
    municipality: str
    taken: bool
    answered: bool
    answer_by: datetime
    other_organisation: str
    people: tuple[str, ...]
    """Names of the team's own people in it."""


async def find(connection: AsyncConnection, contact_id: str) -> TeamView | None:
    """The person's newest right, unless it was ended; its last day may have passed."""
    query = select(TEAM_VIEW).where(TEAM_VIEW.c.contact_id == contact_id).order_by(TEAM_VIEW.c.id.desc()).limit(1)
    row = (await connection.execute(query)).first()
    if row is None or row.ended_at is not None:
        return None
    return TeamView(row.contact_id, row.team, row.until, row.given_by, row.aad_object_id)


async def save(connection: AsyncConnection, view: TeamView, now: datetime) -> None:
    """Gives the right, in the place of an earlier one."""
    values = {
        "contact_id": view.contact_id,
        "team": view.team,
        "until": view.until,
        "given_by": view.given_by,
        "aad_object_id": view.aad_object_id,
        "given_at": now,
    }
    await connection.execute(insert(TEAM_VIEW).values(**values))


async def take_away(connection: AsyncConnection, contact_id: str, by: str, now: datetime) -> bool:
    """Ends the person's rights at once; whether there was one."""
    standing = (TEAM_VIEW.c.contact_id == contact_id) & TEAM_VIEW.c.ended_at.is_(None)
    result = await connection.execute(update(TEAM_VIEW).where(standing).values(ended_by=by, ended_at=now))
    return result.rowcount > 0


async def open_matters(connection: AsyncConnection, team: Sequence[Contact]) -> list[TeamMatter]:
    """What the team has asked, taken or been asked and is still open; the nearest deadline first."""
    if not team:
        return []
    tenant, ids = team[0].tenant_id, [one.aad_object_id for one in team]
    asked = await connection.execute(
        select(RECEIVER.c.number, RECEIVER.c.aad_object_id).where(
            RECEIVER.c.tenant_id == tenant, RECEIVER.c.aad_object_id.in_(ids), RECEIVER.c.state == "asked"
        )
    )
    waiting: dict[int, set[str]] = {}
    for number, person in asked:
        waiting.setdefault(number, set()).add(person)
    own = or_(
        and_(CONSULTATION.c.asker_tenant_id == tenant, CONSULTATION.c.asker_aad_object_id.in_(ids)),
        and_(CONSULTATION.c.taker_tenant_id == tenant, CONSULTATION.c.taker_aad_object_id.in_(ids)),
        and_(CONSULTATION.c.state == "waiting", CONSULTATION.c.number.in_(list(waiting))),
    )
    columns = [CONSULTATION.c[name] for name in _COLUMNS]
    query = select(*columns).where(IS_OPEN, own)
    rows = await connection.execute(
        query.order_by(CONSULTATION.c.answer_by, CONSULTATION.c.number).limit(SHOWN_AT_MOST)
    )
    return [_matter(row._mapping, team, waiting.get(row.number, set())) for row in rows]


def _matter(row: RowMapping, team: Sequence[Contact], asked: set[str]) -> TeamMatter:
    """While nobody has taken it, whoever was asked is in it; afterwards the asker and the taker."""
    taken = row["state"] == "taken"
    those = {row["asker_aad_object_id"], row["taker_aad_object_id"]} | (set() if taken else asked)
    organisation = team[0].organisation
    asks = row["asking_organisation"] == organisation
    return TeamMatter(
        number=row["number"],
        topic=row["topic"],
        area=row["area"],
        municipality=row["municipality"],
        taken=taken,
        answered=row["answered_at"] is not None,
        answer_by=row["answer_by"],
        other_organisation=row["receiving_organisation" if asks else "asking_organisation"],
        people=tuple(one.name for one in team if one.aad_object_id in those),
    )
