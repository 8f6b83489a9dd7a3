"""The client's own worker is asked first: whom that means, and what the asker may know of it.

That somebody has an own worker in social services is itself secret. On a basis that does not let the county tell it,
the asker is told no names before somebody takes the matter, whether or not there is an own worker.
"""

from dataclasses import replace

from bot.bases.grounds import Ground, read_ground
from bot.consultation.rules.model import Consultation, Receiver, Someone
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


def first_asked(case: Consultation) -> Receiver | None:
    """Who was asked before the others: the own worker, or the deputy at the head of the line."""
    if not case.own_worker_id:
        return None
    own = next((one for one in case.receivers if one.contact_id == case.own_worker_id), None)
    return own or case.receivers[0]


def was_first(case: Consultation, person: Someone) -> bool:
    """Whether the person was asked before the others, as the client's own worker or in their place."""
    first = first_asked(case)
    return first is not None and person.is_same_as(first.person)


def may_name(case: Consultation) -> bool:
    """Whether the asker may be told who has been asked."""
    kela_asks_a_county = case.asking_organisation == KELA != case.receiving_organisation
    about_client = case.client != "none"
    if not (kela_asks_a_county and about_client and case.audience == "anyone"):
        return True
    return tells_own_worker(case.ground or read_ground(case.basis, None))


def may_name_now(case: Consultation) -> bool:
    """The same, and once somebody has taken the matter: the asker knows them, since they chose to answer."""
    return case.taker is not None or may_name(case)


def tells_own_worker(ground: Ground) -> bool:
    """Whether the county may tell Kela on this basis who the client's own worker is."""
    return "kela" in ground.own_worker


def just_asked(before: Consultation, after: Consultation) -> bool:
    """Whether those in line have now been asked."""
    waiting = {one.contact_id for one in before.receivers if one.state == "next"}
    return any(one.contact_id in waiting for one in after.still_asked)
