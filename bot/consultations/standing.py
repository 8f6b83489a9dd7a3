"""Who of a consultation's people still stands, as the directory is now: the one place where a right is asked anew.

What is stored tells who was asked, who took it and who asked; whether they still may is the directory's to say. A
receiver stands as a contact of the receiving organisation, as the client's own worker, or as somebody's deputy; an
asker as long as they have not left the directory. See decision 0029. No input or output here.
"""

from dataclasses import replace
from datetime import date

from bot.consultations.model import NO_PART, Consultation, Receiver, Someone, ask_next
from directory.contacts import Contact, Directory, DirectoryId
from directory.standing_in import deputies_of, may_stand_in, stand_in


def as_it_stands(case: Consultation, directory: Directory, today: date) -> Consultation:
    """The matter without those who take part in it no more; the same one when all still do.

    An entry that has another account brings the open matter to it. What a taker had who is gone waits again, for the
    others and those in line; who is back from an absence is asked again in the place of a deputy who has not taken it.
    A closed matter only loses people.
    """
    receivers = tuple(_receiver(case, one, directory) for one in case.receivers)
    if case.state == "closed":
        after = replace(case, receivers=receivers)
    else:
        known = replace(case, receivers=_back(case, receivers, directory, today))
        after = ask_next(_asker(_given_back(case, known, directory), directory, today))
    return replace(after, without=_without(case, after, directory, today))


def is_entry(contact: Contact | None, organisation: str) -> bool:
    """Whether somebody can be reached under this entry of the organisation."""
    return contact is not None and contact.organisation == organisation and bool(contact.aad_object_id)


def person_of(contact: Contact) -> Someone:
    """The account that an entry has now."""
    return Someone(*contact.directory_id, contact.name)


def successor(directory: Directory, contact: Contact | None, person: Someone, today: date) -> Contact | None:
    """Who goes on in the place of somebody who has gone: the usual deputy of their entry, or who stands in for that
    one. `contact`: the entry, when it is still there."""
    former = directory.former(DirectoryId(person.tenant_id, person.aad_object_id))
    deputy_id = former.deputy_id if former else contact.deputy_id if contact else ""
    deputy = directory.contacts.get(deputy_id)
    present = stand_in(directory, deputy, today) if deputy is not None else None
    return present if present is not None and may_stand_in(present) and present.aad_object_id else None


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
    in_place = one.in_place_of or contact.id == case.own_worker_id or contact.id in _deputies(case, directory)
    return may_stand_in(contact) and bool(in_place)


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
    """Whose absence has ended is asked again; a deputy who has not taken the matter has no part of it any more."""
    now = {one.contact_id: one for one in receivers}
    for deputy in receivers:
        contact = directory.contacts.get(deputy.in_place_of)
        took = case.taker is not None and deputy.person.is_same_as(case.taker)
        if contact is None or took or directory.absence(contact.id, today) is not None:
            continue
        back = now.get(contact.id, Receiver(contact.id, person_of(contact), "handed_over"))
        if not _receives(case, back, contact, directory):
            continue
        now[deputy.contact_id] = replace(deputy, state="gone", whose="")
        if back.state == "handed_over":
            again = {contact.id: replace(back, state="asked", whose="")}
            now = now | again if contact.id in now else again | now
    return tuple(now.values())


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
    account = DirectoryId(before.taker.tenant_id, before.taker.aad_object_id)
    listed = directory.person(account)
    stands = is_entry(listed, before.receiving_organisation) if listed else directory.former(account) is None
    return before.taker if stands else None


def _given_back(before: Consultation, after: Consultation, directory: Directory) -> Consultation:
    taker = _taker(before, after, directory)
    if taker is None and before.taker is not None:
        return replace(after, state="waiting", taker=None, taken_at=None)
    return replace(after, taker=taker) if taker != before.taker else after


def _asker(case: Consultation, directory: Directory, today: date) -> Consultation:
    """The asker, or who asks on in their place: the entry's new account, else its deputy; else nobody for now."""
    asker, organisation = case.asker, case.asking_organisation
    listed = directory.person(DirectoryId(asker.tenant_id, asker.aad_object_id))
    if listed is not None and is_entry(listed, organisation):
        return replace(case, asker_contact_id=listed.id, asker_left=False)
    if listed is None and not case.asker_contact_id:
        return case
    entry = directory.contacts.get(case.asker_contact_id)
    if entry is None or not is_entry(entry, organisation):
        entry = successor(directory, entry or listed, asker, today)
    if entry is None or not is_entry(entry, organisation):
        return replace(case, asker_left=True)
    return replace(case, asker=person_of(entry), asker_contact_id=entry.id, asker_left=False)


def _without(case: Consultation, after: Consultation, directory: Directory, today: date) -> tuple[Someone, ...]:
    """Who was party to the matter and is so no longer, not even in a channel of their own team. A deputy whose
    absence has ended still speaks there, as the rest of the team does."""
    asked = _asker(case, directory, today)
    askers = [case.asker] if asked.asker.is_same_as(case.asker) and not asked.asker_left else []
    taker = _taker(case, after, directory)
    stand = [*askers, *([taker] if taker else []), *(one.person for one in after.receivers if one.state not in NO_PART)]
    stand += [one.person for one in case.receivers if _stays(case, one, directory)]
    were = [case.asker, *([case.taker] if case.taker else []), *(one.person for one in case.receivers)]
    return tuple(one for one in were if not any(one.is_same_as(other) for other in stand))
