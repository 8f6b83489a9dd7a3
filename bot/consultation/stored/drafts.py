"""The form before it is sent: what was read, whom it offers, where it is shown."""

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.rules import refusals
from bot.consultation.stored.tables import DraftRow
from bot.privacy.sealed_texts import opened, sealed
from bot.turns.turn import Turn
from config.sql import table
from directory.reference import KELA

DRAFT = table(DraftRow)
_FORM = select(DRAFT).where(DRAFT.c.id == bindparam("draft"))
_FORM_LOCKED = _FORM.with_for_update()
_CREATE = insert(DRAFT)
_SAVE = update(DRAFT).where(DRAFT.c.id == bindparam("draft"))
DRAFT_ID = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Draft:
    """One form of one person."""

    id: str
    tenant_id: str
    aad_object_id: str
    created_at: datetime
    channel_id: str = ""
    service_url: str = ""
    area: str = ""
    municipality: str = ""
    topic: str = ""
    organisation: str = ""
    offered: tuple[str, ...] = ()
    urgency_settled: bool = False
    place_words: str = ""
    """The matched words of the search, without names and numbers; empty again once they have been corrected."""
    topic_words: str = ""
    told: tuple[str, ...] = ()
    """The kinds of danger and of urgent need that the asker has told so far, or that there is no hurry, as codes."""
    own_worker_id: str = ""
    """The own worker whom the asker was told, by contact id."""
    post_id: int | None = None
    number: int | None = None

    @property
    def asks_own_worker_only(self) -> bool:
        """The form goes to the client's own worker and nobody else: the county has no named contact."""
        return self.organisation not in {"", KELA} and not self.offered

    @property
    def about(self) -> str:
        """Whom and what the form asks, as its Send button carries it."""
        return f"{self.organisation}/{self.area}/{self.municipality}/{self.topic}"


def new_draft(turn: Turn, now: datetime) -> Draft:
    """An empty form for whoever sent this turn, in the place where it was sent."""
    return Draft(
        str(uuid.uuid4()),
        turn.actor.tenant_id,
        turn.actor.aad_object_id,
        now,
        turn.place.channel_id if turn.place.kind == "channel" else "",
        turn.place.service_url,
    )


async def load(connection: AsyncConnection, turn: Turn, draft_id: str, *, lock: bool = False) -> Draft:
    """The actor's own form. Raises Expected when it does not exist or is somebody else's."""
    row = (await connection.execute(_FORM_LOCKED if lock else _FORM, {"draft": draft_id})).mappings().first()
    mine = (turn.actor.tenant_id, turn.actor.aad_object_id)
    if row is None:
        raise refusals.stale_form()
    if (row["tenant_id"], row["aad_object_id"]) != mine:
        raise refusals.not_your_form()
    return _draft(connection, row)


async def create(connection: AsyncConnection, draft: Draft) -> None:
    """Stores a new form."""
    await connection.execute(_CREATE, _values(connection, draft))


async def save(connection: AsyncConnection, draft: Draft) -> None:
    """Stores what the form shows now."""
    await connection.execute(_SAVE, {"draft": draft.id} | _values(connection, draft))


async def of_post(connection: AsyncConnection, post_id: int) -> Draft | None:
    """The form that this message shows."""
    row = (await connection.execute(select(DRAFT).where(DRAFT.c.post_id == post_id))).mappings().first()
    return _draft(connection, row) if row else None


def checked_id(draft: str) -> str:
    """The form's id as a card carries it. Raises Expected when it is none."""
    if not DRAFT_ID.fullmatch(draft):
        raise refusals.stale_form()
    return draft


def _values(connection: AsyncConnection, draft: Draft) -> dict[str, object]:
    values = asdict(draft) | {"told": " ".join(draft.told)}
    return sealed(connection, DRAFT, values) | {"offered": list(draft.offered)}


def _draft(connection: AsyncConnection, row: RowMapping) -> Draft:
    values = opened(connection, DRAFT, row)
    return Draft(**{**values, "offered": tuple(row["offered"]), "told": tuple(values["told"].split())})
