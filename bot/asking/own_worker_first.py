"""The client's own worker is asked first: found by pseudonym, at the head of the line, told where that is allowed."""

from dataclasses import replace

from bot.consultation.rules.model import Receiver, Someone
from bot.consultation.stored.drafts import Draft
from bot.ownworkers import store
from bot.ownworkers.model import may_be_own_worker, worker_of
from bot.turns.work import Work
from cards.client.client_part import OwnWorker
from directory.people.contacts import Contact, Directory
from directory.people.standing_in import stand_in
from directory.reference import KELA
from directory.routing.ranking import Ranked, Situation, Wish, rank
from directory.time.calendar import helsinki_date


async def known(work: Work, county: str, pseudonym: str) -> Contact | None:
    """The client's own worker in force today."""
    found = await store.find(work.connection, county, pseudonym)
    return worker_of(found.link, work.directory, helsinki_date(work.now)) if found else None


def in_line(work: Work, worker: Contact, others: tuple[Receiver, ...]) -> tuple[Receiver, ...]:
    """The own worker, or who stands in for them, is asked; the others wait. Empty when neither is there."""
    present = stand_in(work.directory, worker, helsinki_date(work.now))
    if present is None:
        return ()
    in_place_of = "" if present is worker else worker.id
    first = Receiver(present.id, Someone(*present.directory_id, present.name), whose=in_place_of)
    return (first, *(replace(one, state="next") for one in others if one.contact_id != first.contact_id))


def told_before(directory: Directory, draft: Draft, situation: Situation) -> tuple[Ranked, ...]:
    """The own worker whom a Kela handler was told and came to ask; empty when the form is now for another place."""
    worker = directory.contacts.get(draft.own_worker_id)
    if worker is None or not may_be_own_worker(worker, draft.area):
        return ()
    return rank([worker], Wish(draft.area), directory, situation)


def at_the_head(own: tuple[Ranked, ...], others: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Everybody once, the own worker before the others."""
    ids = {one.contact.id for one in own}
    return (*own, *(one for one in others if one.contact.id not in ids))


def way_to_ask(draft: Draft, *, from_kela: bool) -> OwnWorker:
    """How the form asks the client's own worker: only counties have them, and only Kela's handlers ask them."""
    if not from_kela or draft.organisation == KELA:
        return ""
    return "only" if draft.asks_own_worker_only else "first"
