"""Who of a consultation's people still stands, as the directory is now: the one place where a right is asked anew.

What is stored tells who was asked, who took it and who asked; whether they still may is the directory's to say. A
receiver stands as a contact of the receiving organisation, as the client's own worker, or as somebody's deputy; an
asker as long as they have not left the directory. A person is an account: an entry's id may change. See decision
0029. No input or output here.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.consultation.rules.model import NO_PART, Consultation, Receiver, Someone, ask_next
from directory.people.contacts import Contact, Directory, DirectoryId
from directory.people.standing_in import deputies_of, line_from, may_stand_in, stand_in


def as_it_stands(case: Consultation, directory: Directory, today: date) -> Consultation:
    """The matter without those who take part in it no more; the same one when all still do.

    An entry that has another account brings the open matter to it. What a taker had who is gone waits again, for the
    others and those in line; who is back from an absence is asked again in the place of a deputy who has not taken it,
    and another deputy of the same absence in the place of the one before. A closed matter only loses people.
    """
    here = _under_their_entries(case, directory)
    receivers = tuple(_receiver(here, one, directory) for one in here.receivers)
    after = replace(here, receivers=_back(here, receivers, directory, today))
    if case.state != "closed":
        after = ask_next(_asker(_given_back(here, after, directory), directory, today))
    were = [case.asker, *([case.taker] if case.taker else []), *(one.person for one in case.receivers)]
    return replace(after, without=_without(here, were, after, directory, today))


def is_entry(contact: Contact | None, organisation: str) -> bool:
    """Whether somebody can be reached under this entry of the organisation."""
    return contact is not None and contact.organisation == organisation and bool(contact.aad_object_id)


def person_of(contact: Contact) -> Someone:
    """The account that an entry has now."""
    return Someone(*contact.directory_id, contact.name)


def successor(directory: Directory, contact: Contact | None, person: Someone, today: date) -> Contact | None:
    """Who goes on in the place of somebody who has gone: the usual deputy of their entry, or who stands in for that
    one. `contact`: the entry, when it is still there."""
    former = directory.former(_account(person))
    deputy_id = former.deputy_id if former else contact.deputy_id if contact else ""
    deputy = directory.contacts.get(deputy_id)
    present = stand_in(directory, deputy, today) if deputy is not None else None
    return present if present is not None and may_stand_in(present) and present.aad_object_id else None


def _under_their_entries(case: Consultation, directory: Directory) -> Consultation:
    """The matter with each who was asked under the entry that their account has in the organisation now."""
    ids: dict[str, str] = {}
    found: dict[str, Receiver] = {}
    for one in case.receivers:
        entry = directory.person(_account(one.person))
        listed = entry if entry is not None and entry.organisation == case.receiving_organisation else None
        here = replace(one, contact_id=listed.id) if listed is not None else one
        ids[one.contact_id] = here.contact_id
        other = found.get(here.contact_id)
        if other is None or other.state == "gone" or (listed is not None and not other.person.is_same_as(one.person)):
            found[here.contact_id] = here
    if all(before == after for before, after in ids.items()):
        return case
    receivers = tuple(replace(one, whose=ids.get(one.whose, one.whose)) for one in found.values())
    return replace(case, receivers=receivers, own_worker_id=ids.get(case.own_worker_id, case.own_worker_id))


def _account(person: Someone) -> DirectoryId:
    return DirectoryId(person.tenant_id, person.aad_object_id)


def _receiver(case: Consultation, one: Receiver, directory: Directory) -> Receiver:
    if one.state == "gone" or _stays(case, one, directory):
        return one
    contact = directory.contacts.get(one.contact_id)
    if contact is None or case.state == "closed" or not _receives(case, one, contact, directory):
        return replace(one, state="gone")
    return replace(one, person=person_of(contact), state="asked" if one.state == "unreached" else one.state)


def _stays(case: Consultation, one: Receiver, directory: Directory) -> bool:
    """Whether the entry may still be asked in this matter, and is still this person's."""
    contact = directory.contacts.get(one.contact_id)
    return (
        contact is not None and _receives(case, one, contact, directory) and person_of(contact).is_same_as(one.person)
    )


def _receives(case: Consultation, one: Receiver, contact: Contact, directory: Directory) -> bool:
    """Whether the entry may still be asked in this matter."""
    if not is_entry(contact, case.receiving_organisation):
        return False
    if contact.is_a("contact"):
        return True
    if not may_stand_in(contact):
        return False
    in_place = one.in_place_of or contact.id == case.own_worker_id or contact.id in _deputies(case, directory)
    return bool(in_place) or (one.state == "declined" and _is_a_deputy(contact, directory))


def _is_a_deputy(contact: Contact, directory: Directory) -> bool:
    """Whether somebody of the organisation has this deputy: one who passed stays so, and is not asked a second time."""
    colleagues = (one for one in directory.content.contacts if one.organisation == contact.organisation)
    return any(contact.id in deputies_of(directory, one) for one in colleagues)


def _deputies(case: Consultation, directory: Directory) -> set[str]:
    """The ids of all who stand in, or were named to, for somebody of the matter, as many deputies along as it takes."""
    found = {one.whose for one in case.receivers if one.state != "asked" and one.whose in directory.contacts}
    ahead = [case.own_worker_id, *found, *(one.contact_id for one in case.receivers)]
    while ahead:
        contact = directory.contacts.get(ahead.pop())
        for deputy_id in deputies_of(directory, contact) if contact is not None else ():
            if deputy_id not in found:
                found.add(deputy_id)
                ahead.append(deputy_id)
    return found


def _back(
    case: Consultation, receivers: tuple[Receiver, ...], directory: Directory, today: date
) -> tuple[Receiver, ...]:
    """Whose absence has ended is asked again, and while it lasts whoever is its deputy now. A deputy who is not
    any longer and has not taken the matter has no part of it any more. In a closed matter nobody is asked."""
    now = {one.contact_id: one for one in receivers}
    for deputy in receivers:
        contact = directory.contacts.get(deputy.in_place_of)
        took = case.taker is not None and deputy.person.is_same_as(case.taker)
        if contact is None or took or _stands_in(case, deputy, contact, directory, today):
            continue
        instead = _instead(case, now, contact, directory, today) if case.state != "closed" else None
        if instead is None and case.state != "closed" and directory.absence(contact.id, today) is None:
            continue  # who is back is asked no more, so the deputy goes on
        now[deputy.contact_id] = replace(deputy, state="gone", whose="")
        if instead is not None:
            again = {instead.contact_id: instead}
            now = now | again if instead.contact_id in now else again | now
    return tuple(now.values())


def _stands_in(case: Consultation, deputy: Receiver, contact: Contact, directory: Directory, today: date) -> bool:
    """Whether the absent contact has this deputy today: named for the absence, or given the matter by the contact."""
    if directory.absence(contact.id, today) is None:
        return False
    given = (contact.id, "handed_over", deputy.contact_id)
    if any((one.contact_id, one.state, one.whose) == given for one in case.receivers):
        return True
    return any(one.id == deputy.contact_id for one in line_from(directory, contact, today))


def _instead(
    case: Consultation, now: dict[str, Receiver], contact: Contact, directory: Directory, today: date
) -> Receiver | None:
    """The part of whoever is there in the place of a former deputy; None when nobody is who may have it."""
    present = stand_in(directory, contact, today)
    if present is None or person_of(present).is_same_as(case.asker):
        return None
    known = now.get(present.id)
    if present is contact:
        back = known or Receiver(contact.id, person_of(contact), "handed_over")
        if not _receives(case, back, contact, directory):
            return None
        return replace(back, state="asked", whose="") if back.state == "handed_over" else back
    if known is not None and known.state not in NO_PART:
        return known
    return Receiver(present.id, person_of(present), whose=contact.id) if present.aad_object_id else None


def _taker(before: Consultation, after: Consultation, directory: Directory) -> Someone | None:
    """The taker, under the account that their entry has now; None when they are gone, and when there is none.

    Somebody of a channel's team may have taken it without having been asked.
    """
    if before.taker is None:
        return None
    asked = before.receiver(before.taker)
    if asked is not None:
        now = next(one for one in after.receivers if one.contact_id == asked.contact_id)
        return None if now.state == "gone" else now.person
    listed = directory.person(_account(before.taker))
    if listed is not None:
        return before.taker if is_entry(listed, before.receiving_organisation) else None
    left = directory.former(_account(before.taker)) is not None
    return before.taker if not left and _writes_for(before.receiving_organisation, before.taker, directory) else None


def _writes_for(organisation: str, person: Someone, directory: Directory) -> bool:
    """Whether somebody who is not in the directory writes from the organisation's tenant, which may have changed."""
    theirs = directory.organisation_of_tenant(person.tenant_id)
    return theirs is not None and theirs.code == organisation


def _given_back(before: Consultation, after: Consultation, directory: Directory) -> Consultation:
    taker = _taker(before, after, directory)
    if taker is None and before.taker is not None:
        return replace(after, state="waiting", taker=None, taken_at=None)
    return replace(after, taker=taker) if taker != before.taker else after


def _asker(case: Consultation, directory: Directory, today: date) -> Consultation:
    """The asker, or who asks on in their place: the entry's new account, else its deputy; else nobody for now."""
    asker, organisation = case.asker, case.asking_organisation
    listed = directory.person(_account(asker))
    if listed is not None and is_entry(listed, organisation):
        return replace(case, asker_contact_id=listed.id, asker_left=False)
    if listed is None and not case.asker_contact_id:
        return replace(case, asker_left=not _writes_for(organisation, asker, directory))
    entry = directory.contacts.get(case.asker_contact_id)
    if entry is None or not is_entry(entry, organisation):
        entry = successor(directory, entry or listed, asker, today)
    if entry is None or not is_entry(entry, organisation):
        return replace(case, asker_left=True)
    return replace(case, asker=person_of(entry), asker_contact_id=entry.id, asker_left=False)


def _without(
    here: Consultation, were: Sequence[Someone], after: Consultation, directory: Directory, today: date
) -> tuple[Someone, ...]:
    """Who of those who were party to the matter is so no longer, not even in a channel of their own team. A deputy
    whose absence has ended still speaks there, as the rest of the team does."""
    asked = _asker(here, directory, today)
    askers = [here.asker] if asked.asker.is_same_as(here.asker) and not asked.asker_left else []
    taker = _taker(here, after, directory)
    stand = [*askers, *([taker] if taker else []), *(one.person for one in after.receivers if one.state not in NO_PART)]
    stand += [one.person for one in here.receivers if _stays(here, one, directory)]
    return tuple(one for one in were if not any(one.is_same_as(other) for other in stand))
