"""Each way of leaving a matter, as the command line or another process writes it: no turn of the bot sees it."""

from collections.abc import Callable
from dataclasses import replace

from directory.people.contacts import Contact, DirectoryContent
from directory.records.changes import put, without
from directory.stored.store import load_content, save_content
from tests.turns.office import Office, Person

NEW_ACCOUNT = "00000000-0000-4000-8000-00000000abcd"
Change = Callable[[Contact, DirectoryContent], DirectoryContent]
LEAVING: dict[str, Change] = {
    "removed": lambda one, known: without(known, one),
    "another account": lambda one, known: put(known, replace(one, aad_object_id=NEW_ACCOUNT)),
    "no account": lambda one, known: put(known, replace(one, aad_object_id="")),
    "role lost": lambda one, known: put(known, replace(one, roles=("auditor",))),
    "another organisation": lambda one, known: put(
        known,
        replace(one, organisation="10", areas=("10",), tenant_id=_tenant("10", known), aad_object_id=NEW_ACCOUNT),
    ),
    "its account elsewhere": lambda one, known: put(
        known, replace(one, organisation="10", areas=("10",), tenant_id=_tenant("10", known))
    ),
}


def _tenant(code: str, known: DirectoryContent) -> str:
    return next(one.tenant_id for one in known.organisations if one.code == code)


async def elsewhere(office: Office, change: Callable[[DirectoryContent], DirectoryContent]) -> None:
    """Another process changes the directory."""
    async with office.services.database.write() as connection:
        await save_content(connection, change(await load_content(connection)))


async def leaves(office: Office, person: Person, how: str) -> None:
    """One of the ways."""
    await elsewhere(office, lambda known: LEAVING[how](entry_of(known, person), known))


def entry_of(known: DirectoryContent, person: Person) -> Contact:
    """The person's entry in the directory."""
    return next(one for one in known.contacts if one.aad_object_id == person.actor.aad_object_id)
