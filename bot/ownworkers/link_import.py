"""A county's table of own workers: read into pseudonyms, shown as a difference, and taken over when it is accepted.

What waits to be accepted holds pseudonyms only. A row that is not in order never keeps the others from being told.
"""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.errors import Denied, Expected
from bot.ownworkers import store
from bot.ownworkers.link_files import sheets_of_file
from bot.ownworkers.link_rows import BadRow, Rows, TableRules, read_sheets
from bot.ownworkers.model import Difference, Link, difference, may_be_own_worker
from bot.ownworkers.tables import OwnWorkerImportRow
from bot.turns.authorisation import Member
from bot.turns.logged import note
from bot.turns.services import Services
from bot.turns.turn import Message, Turn
from bot.turns.work import Work
from config.texts import Translate
from directory.exchange.written_names import Names
from directory.time.calendar import helsinki_date

BASIS = "client_care"
IMPORTED = "own_workers_imported"
"""What the access log calls it."""
LINKS_AT_MOST = 20_000
"""Rows of a table sent in a chat; more come through the command line."""


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was read."""

    links: tuple[Link, ...]
    bad: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of accepting a table."""

    difference: Difference
    forgotten: int


async def read(services: Services, turn: Turn, editor: Member) -> Read:
    """The table that came with the message, as a file or pasted. Raises Expected when there is none to read."""
    message = turn.doing
    if not isinstance(message, Message) or not (message.attachments or message.table):
        raise _no_table()
    sheets: Sequence[Rows] = [message.table]
    if message.attachments:
        content = await services.fetch_file(message.attachments[0])
        sheets = await asyncio.to_thread(sheets_of_file, content, message.attachments[0].name)
    rules = rules_for(services, editor.organisation.code)
    found = await asyncio.to_thread(lambda: list(read_sheets(sheets, rules)))
    if len(found) > LINKS_AT_MOST:
        raise _too_many()
    return Read(
        tuple(one for one in found if isinstance(one, Link)), tuple(one for one in found if isinstance(one, BadRow))
    )


def rules_for(services: Services, county: str) -> TableRules:
    """What a county's table is read against."""
    today = helsinki_date(services.clock())
    names = Names(services.reference, services.reader)
    return TableRules(county, services.directory.current, names, services.pseudonymiser, today)


async def compare(work: Work, county: str, found: Read) -> Difference:
    """What taking the links over would change. Nobody is missing when a row does not tell whose it is."""
    links = found.links
    known = await store.known_of(work.connection, county, [one.pseudonym for one in links])
    met = {one.pseudonym for one in links} | {one.pseudonym for one in found.bad}
    others = () if "" in met else await store.pseudonyms(work.connection, county) - met
    return difference(known, links, len(others))


async def wait_for_acceptance(work: Work, turn: Turn, county: str, found: Read) -> str:
    """Keeps what was read until it is accepted or dropped; the id by which it is found."""
    row = OwnWorkerImportRow(
        id=str(uuid.uuid4()),
        county=county,
        tenant_id=turn.actor.tenant_id,
        aad_object_id=turn.actor.aad_object_id,
        links=[
            *([one.pseudonym, one.contact_id, one.municipality, one.until.isoformat()] for one in found.links),
            *([one.pseudonym, "", "", ""] for one in found.bad),
        ],
        created_at=work.now,
    )
    await store.keep_import(work.connection, row)
    return row.id


async def accept(work: Work, turn: Turn, editor: Member, import_id: str, *, forget_others: bool) -> Taken:
    """Takes the waiting table over, with one row in the access log; workers who have left since are left out.

    Raises Expected for another's or none.
    """
    row = await _waiting(work, turn, import_id)
    links = [one for one in _links(row) if _still_works(work, one)]
    met = {pseudonym for pseudonym, *_ in row.links}
    if forget_others and "" in met:
        raise Expected(_not_known_who, code="not_known_who", keeps_card=True)
    changes = await compare(work, row.county, Read(tuple(links), ()))
    told = store.Told("import", work.now, editor.contact.id, BASIS)
    await store.put(work.connection, changes.to_write, told)
    forgotten = 0
    if forget_others:
        forgotten = await store.remove_others(work.connection, row.county, met, row.created_at)
    await store.settle_import(work.connection, row.id, "done")
    note(work, turn, IMPORTED, basis=BASIS)
    return Taken(changes, forgotten)


async def drop(work: Work, turn: Turn, import_id: str) -> None:
    """Forgets the waiting table. Raises Expected for another's or none."""
    row = await _waiting(work, turn, import_id)
    await store.settle_import(work.connection, row.id, "dropped")


async def _waiting(work: Work, turn: Turn, import_id: str) -> OwnWorkerImportRow:
    row = await store.waiting_import(work.connection, import_id)
    mine = (turn.actor.tenant_id, turn.actor.aad_object_id)
    if row is not None and (row.tenant_id, row.aad_object_id) != mine:
        raise Denied(_stale_import, code="not_your_table")
    if row is None or row.state != "open":
        raise Expected(_stale_import, code="stale_import")
    return row


def _stale_import(t: Translate) -> str:
    return t("This table no longer waits to be accepted. Send it again: /own import")


def _not_known_who(t: Translate) -> str:
    return t(
        "Some rows do not tell whose they are, so it is not known which clients are missing from the table. "
        "Accept the rows without forgetting anybody, or correct the table and send it again."
    )


def _links(row: OwnWorkerImportRow) -> list[Link]:
    return [
        Link(row.county, pseudonym, contact_id, date.fromisoformat(until), municipality)
        for pseudonym, contact_id, municipality, until in row.links
        if until
    ]


def _still_works(work: Work, link: Link) -> bool:
    contact = work.directory.contacts.get(link.contact_id)
    return contact is not None and may_be_own_worker(contact, link.county)


def _no_table() -> Expected:
    return Expected(
        lambda t: t(
            "The table is missing. Write /own import and attach a CSV or XLSX file to the same message. "
            "The columns are: identity code, worker, until, municipality."
        ),
        code="no_table",
    )


def _too_many() -> Expected:
    return Expected(
        lambda t: t(
            "The table has more than {count} rows. Send it in parts, or have it imported on the server.",
            count=LINKS_AT_MOST,
        ),
        code="too_many_rows",
    )
