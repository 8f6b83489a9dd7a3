"""A county's worker or coordinator tells who a client's own worker is, or that nobody is any more."""

from bot.errors import Denied, Expected
from bot.ownworkers import store
from bot.ownworkers.looking_up import pseudonym_of
from bot.ownworkers.model import Link, worker_of
from bot.ownworkers.own_worker_form import Filled, FormRules, is_coordinator
from bot.turns.logged import note
from bot.turns.turn import Turn
from bot.turns.work import Work
from directory.people.contacts import Contact

ADDED, REMOVED = "own_worker_added", "own_worker_removed"
"""What the access log calls them."""


async def known(work: Work, filled: Filled, rules: FormRules) -> Contact | None:
    """The own worker in force until now."""
    found = await store.find(work.connection, filled.county, pseudonym_of(work.services, filled.client, filled.county))
    return worker_of(found.link, rules.directory, rules.today) if found else None


async def add(work: Work, turn: Turn, filled: Filled, rules: FormRules) -> None:
    """Stores the link in the place of the client's earlier one."""
    if filled.worker is None or rules.myself is None:
        raise not_for_you()
    pseudonym = pseudonym_of(work.services, filled.client, filled.county)
    link = Link(filled.county, pseudonym, filled.worker.id, filled.until, filled.municipality)
    told = store.Told("form", work.now, rules.myself.id, filled.basis, filled.consent, rules.today)
    await store.put(work.connection, [link], told)
    note(work, turn, ADDED, basis=filled.logged_basis, pseudonym=pseudonym)


async def remove(work: Work, turn: Turn, filled: Filled, *, refused: bool) -> None:
    """Forgets the link, or only logs that it was not to be forgotten."""
    pseudonym = pseudonym_of(work.services, filled.client, filled.county)
    if not refused:
        await store.remove(work.connection, filled.county, pseudonym)
    note(work, turn, REMOVED, basis=filled.logged_basis, pseudonym=pseudonym, refused=refused)


def may_remove(worker: Contact | None, rules: FormRules) -> bool:
    """A worker forgets their own clients, a coordinator anybody's; a link no longer in force is anybody's."""
    return worker is None or worker == rules.myself or is_coordinator(rules)


def of_a_colleague(worker: Contact) -> Expected:
    """Somebody else is the client's own worker."""
    return Expected(
        lambda t: t(
            "The client's own worker is {name}. Only that worker or a coordinator removes it. Nothing was removed.",
            name=worker.name,
        ),
        code="own_worker_of_a_colleague",
        keeps_card=True,
    )


def not_for_you(tried: str = "") -> Denied:
    """Own workers are for those who have clients in a county, and for its coordinators. `tried`: the log's action."""
    return Denied(
        lambda t: t(
            "Own workers are for the county's people who are in the directory. "
            "Ask your organisation's coordinator to add you. Nothing was done."
        ),
        code="not_for_you",
        action=tried,
    )
