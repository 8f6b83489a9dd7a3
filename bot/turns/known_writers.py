"""The people who have written to the bot: how to reach them and in which language."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.turns.tables import Person
from bot.turns.turn import Turn
from config.sql import table, upsert
from config.texts import Language, language_of

PERSON = table(Person)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of how to write to a person; `conversation_id` is empty until a 1:1 conversation is known."""

    tenant_id: str
    aad_object_id: str
    teams_id: str
    language: Language
    service_url: str
    conversation_id: str


async def find(connection: AsyncConnection, tenant_id: str, aad_object_id: str) -> Known | None:
    """The person, if they have ever written to the bot."""
    query = select(PERSON).where(PERSON.c.tenant_id == tenant_id, PERSON.c.aad_object_id == aad_object_id)
    row = (await connection.execute(query)).mappings().first()
    if row is None:
        return None
    return Known(
        tenant_id,
        aad_object_id,
        row["teams_id"],
        language_of(row["language"]),
        row["service_url"],
        row["conversation_id"],
    )


async def language(connection: AsyncConnection, turn: Turn) -> Language:
    """The language to answer this turn in: the chosen one, else that of the Teams client, as last heard of."""
    query = select(PERSON.c.language, PERSON.c.language_chosen).where(
        PERSON.c.tenant_id == turn.actor.tenant_id, PERSON.c.aad_object_id == turn.actor.aad_object_id
    )
    row = (await connection.execute(query)).first()
    if row is not None and (row.language_chosen or not turn.locale):
        return language_of(row.language)
    return language_of(turn.locale)


async def remember(connection: AsyncConnection, turn: Turn) -> None:
    """Keeps how the writer of this turn can be reached; the 1:1 conversation only from a 1:1 turn."""
    actor, place = turn.actor, turn.place
    spoken = await language(connection, turn)
    values: dict[str, object] = {
        "teams_id": actor.teams_id,
        "bot_id": place.bot_id,
        "language": spoken,
        "service_url": place.service_url,
        "updated_at": turn.received_at,
    }
    if actor.name:
        values["name"] = actor.name
    if place.kind == "personal":
        values["conversation_id"] = place.conversation_id
    await _upsert(connection, actor.tenant_id, actor.aad_object_id, values)


async def remember_conversation(
    connection: AsyncConnection, key: tuple[str, str], service_url: str, conversation_id: str, now: datetime
) -> None:
    """Keeps the 1:1 conversation that had to be created to reach this person (tenant id, directory id)."""
    values: dict[str, object] = {"service_url": service_url, "conversation_id": conversation_id, "updated_at": now}
    await _upsert(connection, *key, values)


async def choose_language(connection: AsyncConnection, turn: Turn, chosen: Language) -> None:
    """The person wants all texts in this language from now on."""
    values: dict[str, object] = {"language": chosen, "language_chosen": True, "updated_at": turn.received_at}
    await _upsert(connection, turn.actor.tenant_id, turn.actor.aad_object_id, values)


async def _upsert(connection: AsyncConnection, tenant_id: str, aad_object_id: str, changed: dict[str, object]) -> None:
    defaults = {column.name: "" for column in PERSON.columns} | {"language": "fi", "language_chosen": False}
    row = defaults | {"tenant_id": tenant_id, "aad_object_id": aad_object_id}
    await upsert(connection, PERSON, {name: value for name, value in row.items() if name not in changed}, changed)
