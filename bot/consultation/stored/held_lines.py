"""Lines typed in a 1:1 chat that wait until their writer has said which consultation they are for."""

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.tables import HeldLineRow
from bot.errors import Denied
from bot.privacy.sealed_texts import opened, sealed
from bot.turns.turn import Turn
from bot.turns.work import Work
from config.sql import table
from config.texts import Translate

HELD = table(HeldLineRow)


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line and the activity it was typed as."""

    id: str
    text: str
    conversation_id: str
    activity_id: str


def card_kind(key: str) -> str:
    """Ties the card that asks about a held line to the line, whose words it may show."""
    return f"held {key}"


async def hold(work: Work, turn: Turn, text: str) -> str:
    """Keeps the line; the key under which a card's buttons find it."""
    key = str(uuid.uuid4())
    await put_back(work, turn, HeldLine(key, text, turn.place.conversation_id, turn.activity_id))
    return key


async def put_back(work: Work, turn: Turn, line: HeldLine) -> None:
    """Keeps a line that was taken, under its key."""
    values = {
        "id": line.id,
        "tenant_id": turn.actor.tenant_id,
        "aad_object_id": turn.actor.aad_object_id,
        "text": line.text,
        "conversation_id": line.conversation_id,
        "activity_id": line.activity_id,
        "created_at": work.now,
    }
    await work.connection.execute(insert(HELD).values(**sealed(work.connection, HELD, values)))


async def take(connection: AsyncConnection, turn: Turn, key: str) -> HeldLine | None:
    """The actor's own held line, which is then held no more; None when it is gone. Raises Denied for another's."""
    row = (await connection.execute(select(HELD).where(HELD.c.id == key).with_for_update())).mappings().first()
    if row is None:
        return None
    if (row["tenant_id"], row["aad_object_id"]) != (turn.actor.tenant_id, turn.actor.aad_object_id):
        raise Denied(dealt_with, code="not_your_line")
    await connection.execute(delete(HELD).where(HELD.c.id == key))
    line = opened(connection, HELD, row)
    return HeldLine(line["id"], line["text"], line["conversation_id"], line["activity_id"])


def dealt_with(t: Translate) -> str:
    """What is said of a line that is held no more, and of another person's."""
    return t("This message has been dealt with already.")


async def text_of(connection: AsyncConnection, turn: Turn) -> str | None:
    """What the line says that was typed as this turn's activity, while it is held."""
    query = select(HELD.c.id, HELD.c.text).where(
        HELD.c.tenant_id == turn.actor.tenant_id,
        HELD.c.aad_object_id == turn.actor.aad_object_id,
        HELD.c.conversation_id == turn.place.conversation_id,
        HELD.c.activity_id == turn.activity_id,
    )
    row = (await connection.execute(query)).mappings().first()
    return opened(connection, HELD, row)["text"] if row else None


async def change(connection: AsyncConnection, turn: Turn, text: str | None) -> bool:
    """The writer edited or deleted (None) the line in Teams while it was held. Whether there was one."""
    query = select(HELD.c.id).where(
        HELD.c.tenant_id == turn.actor.tenant_id,
        HELD.c.aad_object_id == turn.actor.aad_object_id,
        HELD.c.conversation_id == turn.place.conversation_id,
        HELD.c.activity_id == turn.activity_id,
    )
    key = (await connection.execute(query)).scalar()
    if key is None:
        return False
    if text is None:
        await connection.execute(delete(HELD).where(HELD.c.id == key))
    else:
        new = sealed(connection, HELD, {"text": text}, id=key)
        await connection.execute(HELD.update().where(HELD.c.id == key).values(**new))
    return True
