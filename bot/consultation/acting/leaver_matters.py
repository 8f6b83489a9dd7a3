"""Which open matters somebody's leaving may concern, told without opening a text."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.store import CONSULTATION, IS_OPEN, RECEIVER
from bot.turns.work import Work
from directory.people.contacts import Contact, Directory, DirectoryId

FEW = 200
"""Entries that are named to the database one by one."""


async def doubtful(connection: AsyncConnection, directory: Directory) -> list[int]:
    """The numbers of open matters of which somebody may stand no more, told without opening a text: most are not."""
    c, r = CONSULTATION.c, RECEIVER.c
    columns = (c.receiving_organisation, r.number, r.contact_id, r.tenant_id, r.aad_object_id, r.whose)
    still_open = select(c.number).where(IS_OPEN).correlate(None)  # first: or each receiver there ever was is looked at
    asked = select(*columns).join(CONSULTATION, c.number == r.number).where(r.number.in_(still_open), r.state != "gone")
    found = {
        row.number for row in await connection.execute(asked) if row.whose or not _is_contact(directory, row._mapping)
    }
    both = (c.number, c.asking_organisation, c.asker_tenant_id, c.asker_aad_object_id, c.asker_contact_id, c.asker_left)
    took = (c.taker_tenant_id, c.taker_aad_object_id, c.taker_contact_id)
    for row in await connection.execute(select(*both, *took).where(IS_OPEN)):
        asker = directory.person(DirectoryId(row.asker_tenant_id, row.asker_aad_object_id))
        theirs = directory.organisation_of_tenant(row.asker_tenant_id)
        writes = theirs is not None and theirs.code == row.asking_organisation and not row.asker_left
        stays = row.asker_contact_id == (asker.id if asker else "") and writes
        by_chance = row.taker_aad_object_id and not row.taker_contact_id
        if by_chance or not stays:
            found.add(row.number)
    return sorted(found)


def _is_contact(directory: Directory, row: RowMapping) -> bool:
    contact = directory.contacts.get(row["contact_id"])
    return (
        contact is not None
        and contact.organisation == row["receiving_organisation"]
        and contact.is_a("contact")
        and contact.directory_id == (row["tenant_id"], row["aad_object_id"])
    )


async def numbers_of(work: Work, contacts: Sequence[Contact]) -> list[int]:
    """The open matters in which these entries, or their accounts, have a part.

    Of a whole table's entries, those are looked through who have a part in any: a database takes so many values.
    """
    c, few = CONSULTATION.c, len(contacts) <= FEW
    ids = {one.id for one in contacts}
    accounts = {(one.tenant_id, one.aad_object_id) for one in contacts if one.aad_object_id}
    parts = select(
        c.number,
        c.asker_contact_id,
        c.asker_tenant_id,
        c.asker_aad_object_id,
        c.taker_tenant_id,
        c.taker_aad_object_id,
        RECEIVER.c.contact_id,
    ).outerjoin_from(CONSULTATION, RECEIVER, RECEIVER.c.number == c.number)
    theirs = or_(
        RECEIVER.c.contact_id.in_(ids),
        c.asker_contact_id.in_(ids),
        tuple_(c.asker_tenant_id, c.asker_aad_object_id).in_(accounts),
        tuple_(c.taker_tenant_id, c.taker_aad_object_id).in_(accounts),
    )
    query = parts.where(IS_OPEN, *([theirs] if few else []))
    found = (await work.connection.execute(query)).all()
    return sorted(
        {
            number
            for number, asker, *account, taker_tenant, taker_id, receiver in found
            if few
            or not ids.isdisjoint((asker, receiver))
            or not accounts.isdisjoint((tuple(account), (taker_tenant, taker_id)))
        }
    )
