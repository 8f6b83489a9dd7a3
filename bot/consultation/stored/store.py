"""Reading and writing consultations."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    union,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Line, Receiver, Side, Someone, rewritten
from bot.consultation.rules.standing import as_it_stands
from bot.consultation.stored.consultation_rows import (
    changing_values,
    consultation_of,
    line_of,
    opening_values,
    receiver_of,
    receiver_values,
)
from bot.consultation.stored.tables import ConsultationRow, MessageRow, ReceiverRow
from bot.privacy.sealed_texts import opened, sealed
from config.sql import insert_numbered, table
from directory.people.contacts import Directory

CONSULTATION, RECEIVER, MESSAGE = table(ConsultationRow), table(ReceiverRow), table(MessageRow)

# Statements are built once: building one anew costs more than running it.
_NUMBERS: BindParameter[int] = bindparam("numbers", expanding=True)
_CASES = select(CONSULTATION).where(CONSULTATION.c.number.in_(_NUMBERS))
_CASES_LOCKED = _CASES.with_for_update()
_RECEIVERS = select(RECEIVER).where(RECEIVER.c.number.in_(_NUMBERS)).order_by(RECEIVER.c.position)
_LINES = select(MESSAGE).where(MESSAGE.c.number.in_(_NUMBERS)).order_by(MESSAGE.c.id)
# In words, not as parameters: so the databases know that an index of these few will do.
IS_OPEN = text("consultation.state IN ('waiting', 'taken')")
"""Of a consultation that is not closed."""
_CREATE, _ADD_RECEIVERS = insert(CONSULTATION), insert(RECEIVER)
_SAVE = update(CONSULTATION).where(CONSULTATION.c.number == bindparam("this"))
_FORGET_RECEIVERS = delete(RECEIVER).where(RECEIVER.c.number == bindparam("this"))
_STATE = select(CONSULTATION.c.state).where(CONSULTATION.c.number == bindparam("this"))
_BY_TAKER = CONSULTATION.c.taker_contact_id
_LOAD = (
    select(_BY_TAKER, func.count().label("load"), null().label("latest"))
    .where(text("consultation.state = 'taken'"), _BY_TAKER != "")
    .group_by(_BY_TAKER)
)
_ANSWERED = (
    select(_BY_TAKER, literal(0).label("load"), func.max(CONSULTATION.c.answered_at).label("latest"))
    .where(
        CONSULTATION.c.asker_tenant_id == bindparam("tenant"),
        CONSULTATION.c.asker_aad_object_id == bindparam("asker"),
        CONSULTATION.c.answered_at.is_not(None),
        _BY_TAKER != "",
    )
    .group_by(_BY_TAKER)
)
_EXPERIENCE = union_all(_ANSWERED, _LOAD)


@dataclass(frozen=True, slots=True)
class SealedClient:
    """The client reference as stored: a pseudonym for matching, the sealed code, and the form it was given on."""

    draft: str
    pseudonym: str
    code: bytes


async def load(connection: AsyncConnection, number: int, *, lock: bool = False) -> Consultation:
    """The whole consultation as it is stored; `bot.consultation.acting.leavers.load` gives it as the directory stands.

    `lock` keeps others from changing it until the transaction ends.
    Raises Expected when there is none with this number.
    """
    found = await load_all(connection, [number], lock=lock)
    if not found:  # only now: who may know of none is not told by the time it takes
        raise refusals.unknown(number)
    return found[0]


async def load_all(connection: AsyncConnection, numbers: Sequence[int], *, lock: bool = False) -> list[Consultation]:
    """Those of these numbers that there are, in the order of the numbers given: three queries, however many."""
    these = {"numbers": list(numbers)}
    rows = (await connection.execute(_CASES_LOCKED if lock else _CASES, these)).mappings().all()
    receivers: dict[int, list[Receiver]] = {}
    for one in (await connection.execute(_RECEIVERS, these)).mappings():
        receivers.setdefault(one["number"], []).append(receiver_of(opened(connection, RECEIVER, one)))
    lines: dict[int, list[Line]] = {}
    for one in (await connection.execute(_LINES, these)).mappings():
        lines.setdefault(one["number"], []).append(line_of(opened(connection, MESSAGE, one)))
    cases: dict[int, Consultation] = {}
    for row in rows:
        number = row["number"]
        known = opened(connection, CONSULTATION, row)
        cases[number] = consultation_of(known, receivers.get(number, ()), lines.get(number, ()))
    return [cases[number] for number in numbers if number in cases]


async def create(
    connection: AsyncConnection, case: Consultation, draft: str, client: SealedClient | None
) -> Consultation:
    """Stores a new consultation and gives it its number."""
    values = opening_values(case) | {
        "draft": draft,
        "client_pseudonym": client.pseudonym if client else "",
        "client_sealed": client.code if client else None,
    }
    result = await connection.execute(_CREATE, sealed(connection, CONSULTATION, values))
    created = replace(case, number=_new_id(result))
    await _save_receivers(connection, created)
    return created


async def save(connection: AsyncConnection, before: Consultation, after: Consultation) -> Consultation:
    """Stores what a rule made of a locked consultation, if anything. A client destroyed by the rule is wiped; new lines
    have been stored by `add_line`.

    The version goes up by one, by a new line too: that tells the same words said again from a repeated press.
    """
    if after == before:
        return after
    changed = replace(after, version=before.version + 1)
    values = changing_values(changed) | ({"client_sealed": None} if changed.client == "destroyed" else {})
    await connection.execute(_SAVE, {"this": after.number} | values)
    if after.receivers != before.receivers:
        await connection.execute(_FORGET_RECEIVERS, {"this": after.number})
        await _save_receivers(connection, changed)
    for line in rewritten(before, after):
        await _save_line(connection, line)
    return changed


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be stored."""

    number: int
    key: str
    side: Side
    author: Someone
    text: str
    created_at: datetime
    source_conversation_id: str = ""
    source_activity_id: str = ""


async def add_line(connection: AsyncConnection, line: NewLine) -> Line | None:
    """Stores a line; None when a line with the same key is already there."""
    author = line.author
    values = {name: value for name, value in asdict(line).items() if name != "author"} | {
        "author_tenant_id": author.tenant_id,
        "author_aad_object_id": author.aad_object_id,
        "author_name": author.name,
    }
    number = await insert_numbered(connection, MESSAGE, sealed(connection, MESSAGE, values))
    return Line(number, line.side, author, line.text, line.created_at) if number is not None else None


async def find_line(
    connection: AsyncConnection, tenant_id: str, conversation_id: str, activity_id: str
) -> tuple[int, Line] | None:
    """The consultation's number and the line that was typed as this activity."""
    query = select(MESSAGE).where(
        MESSAGE.c.author_tenant_id == tenant_id,
        MESSAGE.c.source_conversation_id == conversation_id,
        MESSAGE.c.source_activity_id == activity_id,
    )
    row = (await connection.execute(query)).mappings().first()
    return (row["number"], line_of(opened(connection, MESSAGE, row))) if row else None


async def open_for(
    connection: AsyncConnection, person: Someone, directory: Directory, today: date, *, limit: int = 50
) -> list[Consultation]:
    """What is open for this person: asked by, taken by, or waiting for them; oldest deadline first. As the directory
    stands today: whoever has left it has nothing open."""
    found = select(CONSULTATION.c.number, CONSULTATION.c.answer_by)
    is_asked = and_(
        RECEIVER.c.tenant_id == person.tenant_id,
        RECEIVER.c.aad_object_id == person.aad_object_id,
        RECEIVER.c.state == "asked",
    )
    # Three queries of which each has its index: a condition with "or" over two tables has none.
    these = union(
        found.where(IS_OPEN, _asked_by(person)),
        found.where(IS_OPEN, _taken_by(person)),
        found.join(RECEIVER, RECEIVER.c.number == CONSULTATION.c.number).where(
            CONSULTATION.c.state == "waiting", is_asked
        ),
    ).subquery()
    query = select(these.c.number).order_by(these.c.answer_by, these.c.number).limit(limit)
    stored = await load_all(connection, list((await connection.execute(query)).scalars()))
    cases = (as_it_stands(one, directory, today) for one in stored)
    return [one for one in cases if one.side_of(person) is not None]


async def newest_closed(connection: AsyncConnection, person: Someone) -> int | None:
    """The number of what this person asked or took and was closed last; None where there is none, or all are wiped."""
    query = (
        select(CONSULTATION.c.number)
        .where(CONSULTATION.c.state == "closed", or_(_asked_by(person), _taken_by(person)))
        .order_by(CONSULTATION.c.closed_at.desc())
        .limit(1)
    )
    number: int | None = await connection.scalar(query)
    return number


async def is_closed(connection: AsyncConnection, number: int) -> bool:
    """Whether there is such a consultation and it is closed."""
    return await connection.scalar(_STATE, {"this": number}) == "closed"


async def sealed_client(connection: AsyncConnection, number: int) -> SealedClient | None:
    """The sealed identity code, while there is one."""
    columns = (CONSULTATION.c.draft, CONSULTATION.c.client_pseudonym, CONSULTATION.c.client_sealed)
    row = (await connection.execute(select(*columns).where(CONSULTATION.c.number == number))).first()
    return SealedClient(*row) if row is not None and row.client_sealed is not None else None


async def open_load(connection: AsyncConnection) -> dict[str, int]:
    """How many open consultations each contact has taken, by contact id."""
    return {row.taker_contact_id: int(row.load) for row in await connection.execute(_LOAD)}


@dataclass(frozen=True, slots=True)
class Experience:
    """What consultations tell of contacts to whoever is about to ask, by contact id."""

    load: Mapping[str, int]
    """How many open ones each has taken."""
    answered: Mapping[str, datetime]
    """When each last answered this person."""


async def experience_of(connection: AsyncConnection, person: Someone) -> Experience:
    """The load of each contact, and who has answered this person before: one query of two, each with its index."""
    who = {"tenant": person.tenant_id, "asker": person.aad_object_id}
    rows = (await connection.execute(_EXPERIENCE, who)).all()
    return Experience(
        {row.taker_contact_id: int(row.load) for row in rows if row.load},
        {row.taker_contact_id: row.latest for row in rows if row.latest is not None},
    )


def _asked_by(person: Someone) -> ColumnElement[bool]:
    c = CONSULTATION.c
    return and_(c.asker_tenant_id == person.tenant_id, c.asker_aad_object_id == person.aad_object_id)


def _taken_by(person: Someone) -> ColumnElement[bool]:
    c = CONSULTATION.c
    return and_(c.taker_tenant_id == person.tenant_id, c.taker_aad_object_id == person.aad_object_id)


async def _save_receivers(connection: AsyncConnection, case: Consultation) -> None:
    rows = [sealed(connection, RECEIVER, one) for one in receiver_values(case)]
    if rows:
        await connection.execute(_ADD_RECEIVERS, rows)


async def _save_line(connection: AsyncConnection, line: Line) -> None:
    """An edited or deleted one."""
    this = MESSAGE.c.id == line.id
    key = (await connection.execute(select(MESSAGE.c.number, MESSAGE.c.key).where(this))).mappings().one()
    values = {"text": line.text, "edited_at": line.edited_at, "deleted_at": line.deleted_at}
    await connection.execute(update(MESSAGE).where(this).values(**sealed(connection, MESSAGE, values, **key)))


def _new_id(result: CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    if key is None:
        raise LookupError("the database gave no id for a new row")
    return int(key[0])
