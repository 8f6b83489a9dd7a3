"""Reading the access log: an organisation's own rows, and all that was done in one client's matters."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import LOG, Result, stored_rows
from bot.access_log.tables import AccessRow
from bot.errors import Expected
from bot.turns.known_writers import PERSON
from directory.people.contacts import Directory, DirectoryId

ROWS_OF_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of an organisation's people: everything, or less."""

    organisation: str
    people: tuple[DirectoryId, ...] | None = None
    """Only these people's; None for everybody's."""
    consultation: int | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, the newest first."""

    rows: tuple[AccessRow, ...]
    has_older: bool


async def page(connection: AsyncConnection, wanted: Wanted, number: int) -> Page:
    """The page of this number; 0 is the newest."""
    query = select(LOG).where(LOG.c.organisation == wanted.organisation).order_by(LOG.c.id.desc())
    if wanted.people is not None:
        query = query.where(LOG.c.actor_aad_object_id.in_([one.aad_object_id for one in wanted.people]))
    if wanted.consultation is not None:
        query = query.where(LOG.c.consultation_id == wanted.consultation)
    if wanted.since is not None:
        query = query.where(LOG.c.at >= wanted.since)
    if wanted.before is not None:
        query = query.where(LOG.c.at < wanted.before)
    found = await _rows(connection, query.limit(ROWS_OF_A_PAGE + 1).offset(number * ROWS_OF_A_PAGE))
    return Page(found[:ROWS_OF_A_PAGE], len(found) > ROWS_OF_A_PAGE)


async def known_pseudonyms(connection: AsyncConnection, pseudonyms: Collection[str]) -> tuple[str, ...]:
    """Those of a client's pseudonyms that the log knows."""
    query = select(LOG.c.pseudonym).where(LOG.c.pseudonym.in_(pseudonyms)).distinct()
    return tuple(sorted((await connection.execute(query)).scalars()))


async def about_client(
    connection: AsyncConnection, organisation: str, pseudonyms: Collection[str], since: datetime, before_row: int
) -> tuple[AccessRow, ...]:
    """What was done in a client's matters before a row of the log, the newest first.

    Of another organisation only what was done: what somebody there tried in vain is for that organisation to see.
    """
    matters = select(LOG.c.consultation_id).where(LOG.c.pseudonym.in_(pseudonyms), LOG.c.consultation_id.is_not(None))
    query = (
        select(LOG)
        .where(
            or_(LOG.c.pseudonym.in_(pseudonyms), LOG.c.consultation_id.in_(matters)),
            or_(LOG.c.organisation == organisation, LOG.c.result == Result.DONE.value),
            LOG.c.at >= since,
            LOG.c.id < before_row,
        )
        .order_by(LOG.c.id.desc())
    )
    return await _rows(connection, query)


async def rows_between(
    connection: AsyncConnection, first: int, last: int, actor: DirectoryId, actions: Collection[str], limit: int
) -> tuple[AccessRow, ...]:
    """The rows of a person with these actions from one id to another, both included, the earliest first. In between
    lies also what others did at the same moment."""
    query = (
        select(LOG)
        .where(LOG.c.id.between(first, last), _by(actor), LOG.c.action.in_(actions))
        .order_by(LOG.c.id)
        .limit(limit)
    )
    return await _rows(connection, query)


async def is_of_others(connection: AsyncConnection, ids: Collection[int], actor: DirectoryId) -> bool:
    """Whether any of these rows is somebody else's."""
    query = select(LOG.c.id).where(LOG.c.id.in_(ids), ~_by(actor)).limit(1)
    return await connection.scalar(query) is not None


def _by(actor: DirectoryId) -> ColumnElement[bool]:
    return and_(LOG.c.actor_aad_object_id == actor.aad_object_id, LOG.c.actor_tenant_id == actor.tenant_id)


async def names_of(
    connection: AsyncConnection, directory: Directory, people: Iterable[DirectoryId]
) -> Mapping[DirectoryId, str]:
    """The names of those who are known, by the directory or because they have written to the bot."""
    wanted = set(people)
    query = select(PERSON.c.tenant_id, PERSON.c.aad_object_id, PERSON.c.name).where(
        PERSON.c.aad_object_id.in_([one.aad_object_id for one in wanted])
    )
    found = {DirectoryId(row.tenant_id, row.aad_object_id): row.name for row in await connection.execute(query)}
    for one in wanted:
        if contact := directory.person(one):
            found[one] = contact.name
    return {one: name for one, name in found.items() if name}


async def people_called(
    connection: AsyncConnection, directory: Directory, organisation: str, words: Sequence[str]
) -> tuple[DirectoryId, ...]:
    """The organisation's people in whose name each of the words begins a part."""
    tenant = directory.organisations[organisation].tenant_id
    query = select(PERSON.c.aad_object_id, PERSON.c.name).where(PERSON.c.tenant_id == tenant)
    named = {DirectoryId(tenant, row.aad_object_id): row.name for row in await connection.execute(query)}
    named |= {one.directory_id: one.name for one in directory.content.contacts if one.organisation == organisation}
    return tuple(one for one, name in named.items() if _is_called(name, words))


def _is_called(name: str, words: Sequence[str]) -> bool:
    parts = name.casefold().split()
    return all(any(part.startswith(word.casefold()) for part in parts) for word in words)


async def _rows(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> tuple[AccessRow, ...]:
    rows = [row async for row in stored_rows(connection, query)]
    if changed := [row.name for row in rows if not row.is_intact]:
        raise Expected(
            lambda t: t(
                "Row {row} of the access log was not left as Kuntayhteys wrote it, so this part cannot be shown. "
                "Ask whoever runs Kuntayhteys to check the log.",
                row=changed[0],
            ),
            code="log_changed",
        )
    return tuple(row.row() for row in rows)
