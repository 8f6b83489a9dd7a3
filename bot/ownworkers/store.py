"""Reading and writing the links between clients and their own workers. No identity code ever comes this far."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import RowMapping, Select, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bases.consent import Consent
from bot.ownworkers.model import Link, Source, StoredLink
from bot.ownworkers.tables import OwnWorkerImportRow, OwnWorkerRow
from config.sql import table

OWN_WORKER, IMPORT = table(OwnWorkerRow), table(OwnWorkerImportRow)
AT_ONCE = 500
"""Rows per statement: within every database's limit of parameters."""

# The statement on the way of every question about a client is built once: that costs more than running it.
_FIND = select(OWN_WORKER).where(
    OWN_WORKER.c.county == bindparam("county"), OWN_WORKER.c.pseudonym == bindparam("pseudonym")
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a link, how and on which ground."""

    source: Source
    at: datetime
    by: str = ""
    """The contact id; empty for a batch from the county's own system."""
    basis: str = ""
    consent: Consent | None = None
    on: date | None = None
    """The day of the consent."""


async def find(connection: AsyncConnection, county: str, pseudonym: str) -> StoredLink | None:
    """The link of a client, also one that has ended or whose worker has left: see `model.worker_of`."""
    row = (await connection.execute(_FIND, {"county": county, "pseudonym": pseudonym})).mappings().first()
    return _stored(row) if row else None


async def put(connection: AsyncConnection, links: Sequence[Link], told: Told) -> None:
    """Stores links; a client's earlier link in the same county gives way."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    fresh = dialect.insert(OWN_WORKER)
    changed = {name: fresh.excluded[name] for name in _values(told) if name not in {"county", "pseudonym"}}
    changed |= {name: fresh.excluded[name] for name in ("contact_id", "municipality", "until")}
    statement = fresh.on_conflict_do_update(index_elements=["county", "pseudonym"], set_=changed)
    for some in slices(links):
        await connection.execute(statement, [_link_values(link) | _values(told) for link in some])


async def remove(connection: AsyncConnection, county: str, pseudonym: str) -> None:
    """Forgets a client's link."""
    await connection.execute(
        delete(OWN_WORKER).where(OWN_WORKER.c.county == county, OWN_WORKER.c.pseudonym == pseudonym)
    )


async def known_of(connection: AsyncConnection, county: str, pseudonyms: Sequence[str]) -> Mapping[str, Link]:
    """The county's links of these clients, by pseudonym."""
    found: dict[str, Link] = {}
    for some in slices(pseudonyms):
        query = select(OWN_WORKER).where(OWN_WORKER.c.county == county, OWN_WORKER.c.pseudonym.in_(some))
        found |= {row["pseudonym"]: _link(row) for row in (await connection.execute(query)).mappings()}
    return found


async def pseudonyms(connection: AsyncConnection, county: str) -> frozenset[str]:
    """The clients of whom the county has a link."""
    query = select(OWN_WORKER.c.pseudonym).where(OWN_WORKER.c.county == county)
    return frozenset((await connection.execute(query)).scalars())


async def remove_others(connection: AsyncConnection, county: str, kept: Collection[str], known_at: datetime) -> int:
    """Forgets the county's links of all other clients that were there at a moment; how many there were."""
    query = select(OWN_WORKER.c.id, OWN_WORKER.c.pseudonym).where(
        OWN_WORKER.c.county == county, OWN_WORKER.c.added_at <= known_at
    )
    gone = [row.id for row in await connection.execute(query) if row.pseudonym not in kept]
    for some in slices(gone):
        await connection.execute(delete(OWN_WORKER).where(OWN_WORKER.c.id.in_(some)))
    return len(gone)


async def count_by_worker(connection: AsyncConnection, today: date) -> dict[tuple[str, str], int]:
    """How many links in force each worker has, by county and contact id."""
    query = (
        select(OWN_WORKER.c.county, OWN_WORKER.c.contact_id, func.count())
        .where(OWN_WORKER.c.until >= today)
        .group_by(OWN_WORKER.c.county, OWN_WORKER.c.contact_id)
    )
    return {(county, contact): int(number) for county, contact, number in await connection.execute(query)}


async def move(connection: AsyncConnection, county: str, from_ids: Collection[str], to_id: str) -> int:
    """Gives all clients of some workers to another one; how many they were."""
    of_them = and_(OWN_WORKER.c.county == county, OWN_WORKER.c.contact_id.in_(from_ids))
    result = await connection.execute(update(OWN_WORKER).where(of_them).values(contact_id=to_id, asked_again_on=None))
    return int(result.rowcount)


async def ending(connection: AsyncConnection, today: date, until: date) -> list[StoredLink]:
    """Links that end by a day and have not been asked about since they were last told, by worker."""
    query = (
        select(OWN_WORKER)
        .where(OWN_WORKER.c.until >= today, OWN_WORKER.c.until <= until, OWN_WORKER.c.asked_again_on.is_(None))
        .order_by(OWN_WORKER.c.contact_id, OWN_WORKER.c.until, OWN_WORKER.c.id)
    )
    return await _all(connection, query)


async def numbered(connection: AsyncConnection, ids: Collection[int]) -> list[StoredLink]:
    """Those of these links that there are, whosever they are."""
    query = select(OWN_WORKER).where(OWN_WORKER.c.id.in_(ids))
    return await _all(connection, query.order_by(OWN_WORKER.c.until, OWN_WORKER.c.id))


async def mark_asked(connection: AsyncConnection, ids: Collection[int], today: date) -> list[int]:
    """Keeps that the worker is asked about these links; gives those that nobody had asked about before."""
    unasked = and_(OWN_WORKER.c.id.in_(ids), OWN_WORKER.c.asked_again_on.is_(None))
    marked = update(OWN_WORKER).where(unasked).values(asked_again_on=today).returning(OWN_WORKER.c.id)
    return list((await connection.execute(marked)).scalars())


async def asked_of_worker(connection: AsyncConnection, contact_id: str, today: date, until: date) -> list[StoredLink]:
    """The worker's links that end by a day and about which the worker has been asked."""
    query = select(OWN_WORKER).where(
        OWN_WORKER.c.contact_id == contact_id,
        OWN_WORKER.c.until >= today,
        OWN_WORKER.c.until <= until,
        OWN_WORKER.c.asked_again_on.is_not(None),
    )
    return await _all(connection, query.order_by(OWN_WORKER.c.until, OWN_WORKER.c.id))


async def extend(connection: AsyncConnection, ids: Collection[int], until: date) -> None:
    """These links hold until another day, and are asked about again before it."""
    await connection.execute(
        update(OWN_WORKER).where(OWN_WORKER.c.id.in_(ids)).values(until=until, asked_again_on=None)
    )


async def remove_ids(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Forgets these links."""
    await connection.execute(delete(OWN_WORKER).where(OWN_WORKER.c.id.in_(ids)))


async def forget(connection: AsyncConnection, today: date, imports_before: datetime) -> None:
    """Deletes links that have ended and imports that nobody took up."""
    await connection.execute(delete(OWN_WORKER).where(OWN_WORKER.c.until < today))
    await connection.execute(delete(IMPORT).where(or_(IMPORT.c.created_at < imports_before, IMPORT.c.state != "open")))


async def keep_import(connection: AsyncConnection, row: OwnWorkerImportRow) -> None:
    """Stores a table of links that waits to be accepted."""
    await connection.execute(insert(IMPORT).values(**row.model_dump()))


async def waiting_import(connection: AsyncConnection, import_id: str) -> OwnWorkerImportRow | None:
    """The table that waits under this id, locked until the transaction ends."""
    query = select(IMPORT).where(IMPORT.c.id == import_id).with_for_update()
    row = (await connection.execute(query)).mappings().first()
    return OwnWorkerImportRow(**row) if row else None


async def settle_import(connection: AsyncConnection, import_id: str, state: str) -> None:
    """The table has been accepted or dropped: what it held goes at once."""
    await connection.execute(update(IMPORT).where(IMPORT.c.id == import_id).values(state=state, links=[]))


def slices(items: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """The items in pieces that fit one statement."""
    return (items[start : start + size] for start in range(0, len(items), size))


async def _all(connection: AsyncConnection, query: Select[Any]) -> list[StoredLink]:
    return [_stored(row) for row in (await connection.execute(query)).mappings()]


def _link_values(link: Link) -> dict[str, object]:
    return {
        "county": link.county,
        "pseudonym": link.pseudonym,
        "contact_id": link.contact_id,
        "municipality": link.municipality,
        "until": link.until,
    }


def _values(told: Told) -> dict[str, object]:
    return {
        "source": told.source,
        "basis": told.basis,
        "consent_by": told.consent.by if told.consent else "",
        "consent_how": told.consent.how if told.consent else "",
        "consent_on": told.on if told.consent else None,
        "added_by": told.by,
        "added_at": told.at,
        "asked_again_on": None,
    }


def _link(row: RowMapping) -> Link:
    return Link(row["county"], row["pseudonym"], row["contact_id"], row["until"], row["municipality"])


def _stored(row: RowMapping) -> StoredLink:
    return StoredLink(row["id"], _link(row), cast("Source", row["source"]), row["added_at"], row["asked_again_on"])
