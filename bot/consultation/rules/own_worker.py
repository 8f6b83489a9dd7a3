"""The client's own worker is asked first: whom that means, and what the asker may know of it.

That somebody has an own worker in social services is itself secret. On a basis that does not let the county tell it,
the asker is told no names before somebody takes the matter, whether or not there is an own worker.
"""

from bot.bases.grounds import Ground, read_ground
from bot.consultation.rules.model import Consultation, Receiver, Someone
from directory.reference import KELA


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
