"""Reading and writing the versions of the legal bases, and the snapshot of those in force."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bases.bases import Bases, Basis, Direction, OwnWorkerFor
from bot.bases.basis_lists import BasisLists, Version, VersionState
from bot.bases.tables import BasisVersionRow
from config.database import Database
from config.sql import table
from config.texts import LANGUAGES

VERSION = table(BasisVersionRow)


class BasisSnapshot:
    """The newest accepted lists, read again when one has been decided."""

    def __init__(self, shipped: Bases) -> None:
        self._lists = BasisLists(shipped)
        self._seen: object = None

    @property
    def current(self) -> BasisLists:
        """The lists in force now."""
        return self._lists

    async def refresh(self, database: Database) -> bool:
        """Reads the lists again when they have changed; whether they had."""
        async with database.read() as connection:
            accepted = VERSION.c.state == "accepted"
            query = select(func.count(), func.max(VERSION.c.decided_at)).where(accepted)
            newest = tuple((await connection.execute(query)).one())
            if newest == self._seen:
                return False
            rows = await connection.execute(select(VERSION).where(accepted).order_by(VERSION.c.id))
            versions = tuple(version_of(row) for row in rows.mappings())
        self._lists, self._seen = BasisLists(self._lists.shipped, versions), newest
        return True


async def create(connection: AsyncConnection, version: Version, now: datetime) -> int:
    """Stores a version that waits; its id."""
    values = {
        "organisation": version.organisation,
        "code": version.basis.code,
        "content": _content(version.basis),
        "valid_from": version.valid_from,
        "in_use": version.in_use,
        "state": version.state,
        "made_by_tenant_id": version.made_by[0],
        "made_by_aad_object_id": version.made_by[1],
        "made_by_name": version.made_by_name,
        "made_at": now,
    }
    key = (await connection.execute(insert(VERSION).values(**values))).inserted_primary_key
    if key is None:
        raise LookupError("the database gave no id for a new row")
    return int(key[0])


async def load(connection: AsyncConnection, version_id: int, organisation: str) -> Version | None:
    """A version of the organisation's own list, locked; None for any other."""
    query = select(VERSION).where(VERSION.c.id == version_id, VERSION.c.organisation == organisation)
    row = (await connection.execute(query.with_for_update())).mappings().first()
    return version_of(row) if row is not None else None


async def waiting(connection: AsyncConnection, organisation: str) -> tuple[Version, ...]:
    """The organisation's versions that wait for another person, oldest first."""
    mine = (VERSION.c.organisation == organisation) & (VERSION.c.state == "waiting")
    rows = await connection.execute(select(VERSION).where(mine).order_by(VERSION.c.id))
    return tuple(version_of(row) for row in rows.mappings())


async def decided(connection: AsyncConnection, organisation: str, *, count: int, skip: int) -> tuple[Version, ...]:
    """The organisation's versions that were accepted or rejected, those decided last first."""
    mine = (VERSION.c.organisation == organisation) & (VERSION.c.state != "waiting")
    newest = select(VERSION).where(mine).order_by(VERSION.c.decided_at.desc(), VERSION.c.id.desc())
    rows = await connection.execute(newest.offset(skip).limit(count))
    return tuple(version_of(row) for row in rows.mappings())


async def decide(connection: AsyncConnection, version: Version, by_name: str, now: datetime) -> None:
    """Stores the decision over a version, and its first day: none that is accepted reaches back."""
    values = {
        "state": version.state,
        "valid_from": version.valid_from,
        "decided_by_name": by_name,
        "decided_at": now,
    }
    await connection.execute(update(VERSION).where(VERSION.c.id == version.id).values(**values))


def version_of(row: RowMapping) -> Version:
    """A stored version."""
    valid_from: date = row["valid_from"]
    return Version(
        id=row["id"],
        organisation=row["organisation"],
        basis=_basis(row["code"], row["content"]),
        valid_from=valid_from,
        in_use=bool(row["in_use"]),
        state=cast("VersionState", row["state"]),
        made_by=(row["made_by_tenant_id"], row["made_by_aad_object_id"]),
        made_by_name=row["made_by_name"],
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
    )


def _content(basis: Basis) -> dict[str, object]:
    return {
        "names": dict(basis.names),
        "explanations": dict(basis.explanations),
        "law": basis.law,
        "verify_law": basis.verify_law,
        "allows_client": basis.allows_client,
        "asks_consent": basis.asks_consent,
        "directions": sorted(basis.directions),
        "own_worker": sorted(basis.own_worker),
        "topics": sorted(basis.topics),
    }


def _basis(code: str, content: Mapping[str, object]) -> Basis:
    names = cast("Mapping[str, str]", content["names"])
    explanations = cast("Mapping[str, str]", content["explanations"])
    return Basis(
        code=code,
        names={language: names[language] for language in LANGUAGES},
        explanations={language: explanations[language] for language in LANGUAGES},
        law=str(content["law"]),
        allows_client=bool(content["allows_client"]),
        directions=frozenset(cast("list[Direction]", content["directions"])),
        own_worker=frozenset(cast("list[OwnWorkerFor]", content["own_worker"])),
        verify_law=bool(content["verify_law"]),
        asks_consent=bool(content["asks_consent"]),
        topics=frozenset(cast("list[str]", content["topics"])),
    )
