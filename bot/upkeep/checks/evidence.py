"""What is kept of whether contacts' details still hold: each answer, refusal, bounce and confirmation leaves its mark.

Written in the transaction of what happened. The directory's version does not grow: evidence is read with each question.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.delivery_refusals import Refusal
from config.sql import table
from directory.people.contacts import Contact, Directory, DirectoryId
from directory.people.freshness import NO_EVIDENCE, REFUSALS_TO_DOUBT, Evidence, Freshness, freshness, is_vouched_for
from directory.stored.tables import ContactEvidenceRow, ContactRow

EVIDENCE, CONTACT = table(ContactEvidenceRow), table(ContactRow)
BOUNCES = frozenset(
    {
        Refusal.NOT_INSTALLED,
        Refusal.BLOCKED_BY_USER,
        Refusal.DISABLED_BY_ADMIN,
        Refusal.PERSON_UNKNOWN,
        Refusal.CONVERSATION_GONE,
        Refusal.GAVE_UP,
    }
)
"""The refusals that tell something of the person; the others tell of the message."""
_SETTLED: Mapping[str, object] = {"refusals": 0, "bounced_at": None, "bounce": "", "not_found_on": None}
"""What a sign of life takes away."""
_RAISES_DOUBT = or_(
    EVIDENCE.c.not_found_on.is_not(None), EVIDENCE.c.bounced_at.is_not(None), EVIDENCE.c.refusals >= REFUSALS_TO_DOUBT
)

# Statements are built once: building one anew costs more than running it.
_EVIDENCE = select(EVIDENCE.c.contact_id, *(EVIDENCE.c[name] for name in Evidence.__slots__))
_IS_ONE = EVIDENCE.c.contact_id.in_(bindparam("people", expanding=True))
_THESE = _EVIDENCE.where(_IS_ONE)
_DOUBTFUL = _EVIDENCE.where(
    or_(EVIDENCE.c.contact_id.in_(bindparam("unvouched", expanding=True)), and_(_IS_ONE, _RAISES_DOUBT))
)


async def answered(connection: AsyncConnection, contact_id: str, now: datetime) -> None:
    """The contact wrote an answer to a question."""
    await _mark(connection, contact_id, {"answered_at": now, **_SETTLED})


async def passed_on(connection: AsyncConnection, contact_id: str, now: datetime) -> None:
    """The contact said that a question is not theirs."""
    await _mark(connection, contact_id, {"refused_at": now, "refusals": 1}, {"refusals": EVIDENCE.c.refusals + 1})


async def excused(connection: AsyncConnection, contact_id: str) -> None:
    """The directory was at fault when the contact passed questions on, and has been corrected."""
    await _mark(connection, contact_id, {"refusals": 0})


async def bounced(connection: AsyncConnection, contact_id: str, refusal: Refusal, now: datetime) -> None:
    """A message to the contact will never arrive. A refusal of the message itself says nothing of the person."""
    if contact_id and refusal in BOUNCES:
        await _mark(connection, contact_id, {"bounced_at": now, "bounce": refusal.value})


async def reached_again(connection: AsyncConnection, who: DirectoryId, directory: Directory) -> None:
    """The person has the bot now: what did not arrive before says nothing any more."""
    contact = directory.person(who)
    if contact is not None:
        this = EVIDENCE.c.contact_id == contact.id
        await connection.execute(update(EVIDENCE).where(this).values(bounced_at=None, bounce=""))


async def confirmed(connection: AsyncConnection, contact_id: str, today: date) -> None:
    """The contact or a coordinator pressed that the details are right."""
    await _mark(connection, contact_id, {"confirmed_on": today, "asked_times": 0, **_SETTLED})


async def looked_for(connection: AsyncConnection, contact_id: str, today: date, *, found: bool) -> None:
    """Microsoft said whether the person is still in the organisation's tenant."""
    await _mark(connection, contact_id, {"not_found_on": None if found else today})


async def asked(connection: AsyncConnection, contact_id: str, today: date) -> bool:
    """Notes that the contact is asked to confirm; False when that has been done this month already."""
    not_yet = or_(EVIDENCE.c.asked_on.is_(None), EVIDENCE.c.asked_on < today.replace(day=1))
    more = {"asked_times": EVIDENCE.c.asked_times + 1}
    return await _mark(connection, contact_id, {"asked_on": today, "asked_times": 1}, more, not_yet)


async def asked_again(connection: AsyncConnection, contact_id: str, today: date) -> None:
    """A coordinator has the contact asked once more, whenever that was done last."""
    more = {"asked_times": EVIDENCE.c.asked_times + 1}
    await _mark(connection, contact_id, {"asked_on": today, "asked_times": 1}, more)


async def evidence_of(connection: AsyncConnection, contact_ids: Sequence[str]) -> dict[str, Evidence]:
    """What is known of these contacts; nothing for those of whom nothing is."""
    if not contact_ids:
        return {}
    return await _read(connection, _THESE, people=contact_ids)


async def doubts(connection: AsyncConnection, contacts: Iterable[Contact], today: date) -> dict[str, Freshness]:
    """Those of the contacts, by id, whose details are doubtful today.

    Read with every question: of those who are vouched for, only the rows that can raise a doubt.
    """
    people = {one.id: one for one in contacts}
    unvouched = [one.id for one in people.values() if not is_vouched_for(one, today)]
    known = await _read(connection, _DOUBTFUL, unvouched=unvouched, people=list(people)) if people else {}
    states = {one: freshness(people[one], known.get(one, NO_EVIDENCE), today) for one in {*unvouched, *known}}
    return {contact_id: one for contact_id, one in states.items() if one.trust == "doubtful"}


async def _read(connection: AsyncConnection, query: Select[Any], **ids: Sequence[str]) -> dict[str, Evidence]:
    rows = await connection.execute(query, ids)
    return {row[0]: Evidence(*row[1:]) for row in rows}


async def _mark(
    connection: AsyncConnection,
    contact_id: str,
    values: Mapping[str, object],
    more: Mapping[str, ColumnElement[int]] | None = None,
    only_if: ColumnElement[bool] | None = None,
) -> bool:
    """Writes the contact's row; `more` says what an existing row gets instead. Whether anything was written.

    A contact who has left the directory meanwhile gets none: an answer of theirs must not fail for it.
    """
    row: dict[str, object] = {"refusals": 0, "bounce": "", "asked_times": 0, **values}
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    given = (literal(value, EVIDENCE.c[name].type) for name, value in row.items())
    source = select(CONTACT.c.id, *given).where(CONTACT.c.id == contact_id)
    statement = insert(EVIDENCE).from_select(["contact_id", *row], source)
    statement = statement.on_conflict_do_update(
        index_elements=["contact_id"], set_={**values, **(more or {})}, where=only_if
    )
    return (await connection.execute(statement)).rowcount == 1
