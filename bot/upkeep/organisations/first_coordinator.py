"""The first coordinator of an organisation, named by whoever runs the bot; all others are named in the chat."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.posting import About, Address, post, text_activity
from bot.turns import known_writers
from bot.upkeep.changes import store
from bot.upkeep.changes.editors import keepers
from bot.upkeep.changes.model import Change, changes_keepers, gist_of
from bot.upkeep.changes.views import keepers_words
from config.clock import Clock
from config.texts import texts
from config.transaction import Transaction
from directory.naming import organisation_name
from directory.people.contacts import Contact, Directory, DirectoryContent, DirectoryId, Organisation, directory_of
from directory.records.changes import contradictions_made, difference, put
from directory.records.checking import read_records
from directory.records.fields import Problem
from directory.records.records import Record, record_of
from directory.reference import KELA, Reference
from directory.stored.store import load_content, lock_directory, save_changes

COMMAND_LINE = DirectoryId("", "command-line")
"""Stands for whoever runs the bot, in the history of changes."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who becomes coordinator of which organisation. `tenant_id` is needed for an organisation not yet known."""

    organisation: str
    name: str
    email: str
    aad_object_id: str
    tenant_id: str = ""


async def appoint(
    connection: AsyncConnection, wanted: Appointment, reference: Reference, clock: Clock
) -> tuple[Problem, ...]:
    """Makes the person a coordinator; twice is as once. Gives what is wrong with the details, having stored nothing."""
    await lock_directory(connection)
    known = await load_content(connection)
    organisation = next((one for one in known.organisations if one.code == wanted.organisation), None)
    records = [Record("organisations", 1, _organisation_fields(wanted, organisation, reference))]
    tenant = wanted.tenant_id or (organisation.tenant_id if organisation else "")
    person = _person(known, wanted, tenant)
    given = {"name": wanted.name, "email": wanted.email, "aad_object_id": wanted.aad_object_id, "tenant_id": tenant}
    start = record_of("contacts", _coordinating(person)) if person else _new_fields(known, wanted.organisation)
    records.append(Record("contacts", 1, {**start, **given, "organisation": wanted.organisation}))
    content, problems = read_records(records, reference)
    if problems:
        return problems
    after = put(known, *content.organisations, *content.contacts)
    if found := contradictions_made(known, after):
        return tuple(found)
    edits = difference(known, after)
    if edits:
        now = clock()
        await save_changes(connection, edits)
        made = Change(
            id=0,
            organisation=wanted.organisation,
            kind="coordinator",
            state="done",
            gist=gist_of(tuple(edit for edit in edits if edit.section == "contacts")),
            why="",
            made_by=COMMAND_LINE,
            made_by_name="kuntayhteys",
            made_at=now,
            decided_at=now,
        )
        made = replace(made, id=await store.create(connection, made))
        await _tell_keepers(connection, directory_of(known), made, now)
    return ()


async def _tell_keepers(connection: AsyncConnection, directory: Directory, made: Change, now: datetime) -> None:
    """One line to those who kept the organisation's part before and have written to the bot."""
    writing = Transaction(connection, now)
    for one in keepers(directory, made.organisation) if changes_keepers(made.gist.decisive) else ():
        known = await known_writers.find(writing, one.tenant_id, one.aad_object_id)
        if known is not None:
            address = Address(
                one.tenant_id, known.service_url, known.conversation_id, recipient_aad_object_id=one.aad_object_id
            )
            about = About("notice", known.language, contact_id=one.id)
            sentence = keepers_words(made, texts(known.language))
            await post(writing, address, about, text_activity(sentence))


def _organisation_fields(wanted: Appointment, known: Organisation | None, reference: Reference) -> dict[str, str]:
    kind = "kela" if wanted.organisation == KELA else "county"
    name = known.name if known else organisation_name(reference, wanted.organisation, "fi")
    tenant = wanted.tenant_id or (known.tenant_id if known else "")
    return {"code": wanted.organisation, "name": name, "tenant_id": tenant, "kind": kind}


def _person(known: DirectoryContent, wanted: Appointment, tenant_id: str) -> Contact | None:
    """The contact who has this directory id or e-mail address already."""
    who = (tenant_id.lower(), wanted.aad_object_id.lower())
    own = [one for one in known.contacts if one.organisation == wanted.organisation]
    by_id = [one for one in own if (one.tenant_id.lower(), one.aad_object_id.lower()) == who]
    by_email = [one for one in own if one.email and one.email.lower() == wanted.email.lower()]
    return next(iter(by_id or by_email), None)


def _coordinating(person: Contact) -> Contact:
    return person if person.is_a("coordinator") else replace(person, roles=(*person.roles, "coordinator"))


def _new_fields(known: DirectoryContent, organisation: str) -> dict[str, str | list[str]]:
    """A new contact who only coordinates, under the first free number."""
    taken = {one.id for one in known.contacts}
    numbers = (f"{organisation.lower()}-{number:02}" for number in range(1, len(taken) + 2))
    return {"id": next(one for one in numbers if one not in taken), "roles": ["coordinator"]}
