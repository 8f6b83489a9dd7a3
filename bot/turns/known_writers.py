"""The people who have written to the bot: how to reach them and in which language."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, bindparam, select

from bot.turns.tables import Person
from bot.turns.turn import Turn
from config.sql import table, upsert
from config.texts import Language, language_of
from config.transaction import Transaction
from directory.people.contacts import DirectoryId

PERSON = table(Person)
_KEY = {"tenant_id", "aad_object_id"}
HEARD_OF_AGAIN = timedelta(days=1)
"""So long nothing is written of somebody of whom all is known already; `Person.updated_at` is that much behind."""
_THESE = select(PERSON).where(
    PERSON.c.tenant_id.in_(bindparam("tenants", expanding=True)),
    PERSON.c.aad_object_id.in_(bindparam("people", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of how to write to a person; `conversation_id` is empty until a 1:1 conversation is known."""

    tenant_id: str
    aad_object_id: str
    updated_at: datetime
    name: str = ""
    teams_id: str = ""
    bot_id: str = ""
    language: Language = "fi"
    language_chosen: bool = False
    service_url: str = ""
    conversation_id: str = ""


@dataclass(slots=True)
class KnownPeople:
    """Those a transaction has looked for: None for who has never written."""

    of: dict[DirectoryId, Known | None] = field(default_factory=dict)


async def find(reading: Transaction, tenant_id: str, aad_object_id: str) -> Known | None:
    """The person, if they have ever written to the bot."""
    who = DirectoryId(tenant_id, aad_object_id)
    await look_up(reading, [who])
    return reading.known(KnownPeople).of[who]


async def look_up(reading: Transaction, people: Iterable[DirectoryId]) -> None:
    """Reads these people at once: whoever asks for them in this transaction finds them known."""
    known = reading.known(KnownPeople).of
    new = [who for who in people if who not in known]
    if not new:
        return
    these = {"tenants": list({one.tenant_id for one in new}), "people": list({one.aad_object_id for one in new})}
    rows = (await reading.connection.execute(_THESE, these)).mappings()
    known.update(dict.fromkeys(new) | {_id(one): one for one in (_known(row) for row in rows)})


async def language(reading: Transaction, turn: Turn) -> Language:
    """The language to answer this turn in: the chosen one, else that of the Teams client, as last heard of."""
    return _spoken(await find(reading, turn.actor.tenant_id, turn.actor.aad_object_id), turn)


async def remember(writing: Transaction, turn: Turn) -> None:
    """Keeps how the writer of this turn can be reached; the 1:1 conversation only from a 1:1 turn. Nothing is written
    while all that is known already.
    """
    actor, place = turn.actor, turn.place
    known = await find(writing, actor.tenant_id, actor.aad_object_id)
    before = known or Known(actor.tenant_id, actor.aad_object_id, turn.received_at)
    now = replace(
        before,
        name=actor.name or before.name,
        teams_id=actor.teams_id,
        bot_id=place.bot_id,
        language=_spoken(known, turn),
        service_url=place.service_url,
        conversation_id=place.conversation_id if place.kind == "personal" else before.conversation_id,
    )
    if known is None or now != known or turn.received_at - known.updated_at >= HEARD_OF_AGAIN:
        await _write(writing, known, replace(now, updated_at=turn.received_at))


async def remember_conversation(writing: Transaction, who: DirectoryId, service_url: str, conversation_id: str) -> None:
    """Keeps the 1:1 conversation that had to be created to reach this person."""
    known = await find(writing, who.tenant_id, who.aad_object_id)
    before = known or Known(who.tenant_id, who.aad_object_id, writing.now)
    now = replace(before, service_url=service_url, conversation_id=conversation_id, updated_at=writing.now)
    await _write(writing, known, now)


async def choose_language(writing: Transaction, turn: Turn, chosen: Language) -> None:
    """The person wants all texts in this language from now on."""
    actor = turn.actor
    known = await find(writing, actor.tenant_id, actor.aad_object_id)
    before = known or Known(actor.tenant_id, actor.aad_object_id, turn.received_at)
    await _write(writing, known, replace(before, language=chosen, language_chosen=True, updated_at=turn.received_at))


def _spoken(known: Known | None, turn: Turn) -> Language:
    kept = known is not None and (known.language_chosen or not turn.locale)
    return known.language if known is not None and kept else language_of(turn.locale)


def _id(known: Known) -> DirectoryId:
    return DirectoryId(known.tenant_id, known.aad_object_id)


def _known(row: RowMapping) -> Known:
    return Known(**{**row, "language": language_of(row["language"])})


async def _write(writing: Transaction, known: Known | None, now: Known) -> None:
    """Writes what has changed and nothing else: another turn of the person's may be writing too."""
    row = asdict(now)
    changed = {name: value for name, value in row.items() if name not in _KEY and getattr(known, name, None) != value}
    if changed:
        await upsert(writing.connection, PERSON, {name: row[name] for name in row.keys() - changed.keys()}, changed)
    writing.known(KnownPeople).of[_id(now)] = now
