"""What waiting makes of a consultation: who is asked next, and when it is taken back. No input or output here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.consultation.rules.model import NO_PART, Consultation, Receiver, Someone, widen
from directory.areas.plans import Action
from directory.people.contacts import Contact, Directory
from directory.people.standing_in import stand_in
from directory.reference import KELA
from directory.routing.ranking import Situation, Wish, rank
from directory.time.calendar import helsinki_date


@dataclass(frozen=True, slots=True)
class Waited:
    """What the steps that are due make of a consultation that nobody has taken."""

    case: Consultation
    asked_now: tuple[Receiver, ...] = ()
    """Who is asked in addition."""
    reminded: tuple[Receiver, ...] = ()
    """Who was asked before and is there today."""
    nobody_left: bool = False
    """The coordinator is told, and the asker whom to call."""


def waited(case: Consultation, actions: Sequence[Action], directory: Directory, situation: Situation) -> Waited:
    """The steps taken together. When nobody who is asked is there today, the plan goes on at once to who is."""
    today = helsinki_date(situation.now)
    reminded = tuple(one for one in case.still_asked if _is_there(one, directory, today)) if "remind" in actions else ()
    after = case
    if "deputy" in actions or ("remind" in actions and not reminded):
        after = _ask_each(after, _deputies(after, directory, today))
    if "everybody" in actions or not any(_is_there(one, directory, today) for one in after.still_asked):
        after = _ask_each(after, _everybody(after, directory, situation))
    before = {one.contact_id for one in case.still_asked}
    asked_now = tuple(one for one in after.still_asked if one.contact_id not in before)
    nobody_left = "coordinator" in actions or not any(_is_there(one, directory, today) for one in after.still_asked)
    return Waited(after, asked_now, reminded, nobody_left)


def ask_also(case: Consultation, contacts: Iterable[Contact], *, in_place_of: str = "") -> Consultation:
    """The matter with these asked too, unless they have been asked before or asked it themselves. Who was asked only in
    somebody's place is so as themselves from now on, when this asks them so."""
    for contact in contacts:
        person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
        known = next((one for one in case.receivers if one.contact_id == contact.id), None)
        if person.is_same_as(case.asker) or (known is not None and known.state not in NO_PART):
            if known is not None and known.in_place_of and not in_place_of:
                own = replace(known, whose="")
                case = replace(case, receivers=tuple(own if one == known else one for one in case.receivers))
            continue
        case = widen(case, Receiver(contact.id, person, whose=in_place_of))
    return case


def give_back(case: Consultation, directory: Directory, situation: Situation) -> Consultation:
    """A taker who has gone silent or away no longer has the matter: it waits again, for everybody who was asked, and
    for whoever stands in for a taker who is away."""
    if case.taker is None or case.state != "taken":
        return case
    today, taker = helsinki_date(situation.now), case.receiver(case.taker)
    free = replace(case, state="waiting", taker=None, taken_at=None)
    contact = directory.contacts.get(taker.contact_id) if taker else None
    if contact is None or directory.absence(contact.id, today) is None:
        return free
    deputy = stand_in(directory, contact, today)
    return ask_also(free, (deputy,), in_place_of=contact.id) if deputy is not None else free


def _ask_each(case: Consultation, found: Iterable[tuple[str, Contact]]) -> Consultation:
    """The matter with each of these asked too, in the place of the absent contact whose id stands before them."""
    for contact_id, contact in found:
        case = ask_also(case, (contact,), in_place_of=contact_id)
    return case


def _is_there(receiver: Receiver, directory: Directory, today: date) -> bool:
    contact = directory.contacts.get(receiver.contact_id)
    return contact is not None and directory.absence(contact.id, today) is None


def _deputies(case: Consultation, directory: Directory, today: date) -> Iterable[tuple[str, Contact]]:
    """Who stands in for those asked: of somebody absent the absence's deputy, of somebody silent the usual one. With
    the id of who is absent; empty where nobody is, and the deputy is asked as themselves."""
    for one in case.still_asked:
        contact = directory.contacts.get(one.contact_id)
        if contact is None:
            continue
        is_away = directory.absence(contact.id, today) is not None
        deputy = contact if is_away else directory.contacts.get(contact.deputy_id)
        present = stand_in(directory, deputy, today) if deputy else None
        if present is not None:
            yield contact.id if is_away else "", present


def _everybody(case: Consultation, directory: Directory, situation: Situation) -> Iterable[tuple[str, Contact]]:
    """Those waiting in line, and all named contacts of the receiving side for the matter, best first; of somebody
    absent the deputy, with the id of who is absent."""
    organisation = case.receiving_organisation
    area = case.area if organisation != KELA else (case.area if case.area != KELA else "")
    if organisation == KELA and case.asking_organisation != KELA:
        area = case.asking_organisation
    wish = Wish(area, case.municipality, case.topic)
    for one in rank(directory.named_contacts(organisation, area), wish, directory, situation):
        if one.receiver is not None:
            yield one.contact.id if one.receiver.id != one.contact.id else "", one.receiver
