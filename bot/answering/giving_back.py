"""*Ei kuulu minulle*: who passes the matter on, or gives back what they had taken."""

from dataclasses import dataclass

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import model, own_worker, refusals
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.rules.standing import is_entry, person_of
from bot.consultation.sight import notices, posting_places
from bot.errors import Wording
from bot.outbox.posting import WORDS
from bot.privacy.guarding import refuse_identity_codes, refuse_personal_data, refuse_pieces
from bot.turns import logged
from bot.turns.bounds import too_long
from bot.upkeep.checks import misrouting
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.people.contacts import DirectoryId
from directory.people.standing_in import may_stand_in, stand_in
from directory.routing.misroutes import Misroute
from directory.time.calendar import helsinki_date

LONGEST_REASON = 500
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Release:
    """What was said when passing: why, and whose the matter is."""

    reason: str = ""
    whose: str = ""
    """A contact id offered on the card, or anything else."""
    named: str = ""
    """Another person or a unit, as it was written."""


async def release(act: Acting, given: Release) -> Consultation:
    """The actor passes: to a named colleague when one was chosen, otherwise to the others who were asked.

    Passing the same way again changes nothing and tells nobody.
    """
    work, before = act.work, act.case
    _check(given, act)
    if before.is_paused and given != Release():
        raise refusals.paused(before.number)
    named = _named(act, given.whose) or _named(act, _id_of(act, given.named))
    whose = named.contact_id if named else given.named
    after = model.decline(before, act.person, reason=given.reason, whose=whose, channel_side=act.channel_side)
    receiver = _in_place_of(act, named) if named is not None else None
    if receiver is not None:
        after = model.widen(after, receiver)
    after = model.ask_next(after)
    if after == before:
        return before
    case = await act.becomes(after)
    if own_worker.just_asked(before, case):
        await posting_places.post_to_receivers(work, case)
    passed, kind = _passed(case, act.person, given, receiver), WORDS if given.reason or given.named else "notice"
    if receiver is not None and act.channel_side is None:
        await _hand_over(act, case, receiver, passed, kind)
    if before.taker is not None or own_worker.may_name(case):
        await notices.notify(work, case, act.posts, "asking", passed, kind=kind)
    elif not case.still_asked:
        await notices.notify(work, case, act.posts, "asking", notices.nobody_takes(case))
    if before.taker is not None and act.channel_side is None and named is None:
        await notices.notify(work, case, act.posts, "receiving", _free_again(case))
    if (whose or before.taker is None) and not own_worker.was_first(case, act.person):
        await _tell_of_wrong_turn(act, named, "" if named else given.named)
    logged.note(work, act.turn, "release", case.number, basis=case.basis)
    return case


def _check(given: Release, act: Acting) -> None:
    for text, limit in ((given.reason, LONGEST_REASON), (given.named, LONGEST_NAME)):
        if len(text) > limit:
            raise too_long(len(text), limit)
    refuse_identity_codes(given.reason, given.named)
    for text in (given.reason, given.named):
        refuse_pieces(text, act.case.said_by(act.person))
    refuse_personal_data(given.reason, act.work.directory)


async def _tell_of_wrong_turn(act: Acting, named: Receiver | None, words: str) -> None:
    """The directory learns of it, when it was a contact of the directory who passed."""
    case, directory = act.case, act.work.directory
    refuser = directory.person(DirectoryId(act.person.tenant_id, act.person.aad_object_id))
    if refuser is None or refuser.organisation != case.receiving_organisation:
        return
    misroute = Misroute(
        id=0,
        organisation=case.receiving_organisation,
        area=case.area,
        municipality=case.municipality,
        topic=case.topic,
        contact_id=refuser.id,
        at=act.work.now,
        named_contact_id=named.contact_id if named else "",
        named=words,
    )
    await misrouting.note(act.work, act.turn, misroute, case.number)


async def _hand_over(act: Acting, case: Consultation, named: Receiver, passed: Wording, kind: str) -> None:
    """The question in the colleague's chat; who has its card already is told under it."""
    cards = [one for one in act.posts if one.kind == "receiver" and one.contact_id == named.contact_id]
    standing = [one for one in cards if one.state in {"pending", "delivered"}]
    if standing:
        await notices.tell(act.work, case, standing[0], passed, kind=kind)
    else:
        await posting_places.post_to_contacts(act.work, case, [named])


def _named(act: Acting, contact_id: str) -> Receiver | None:
    """The colleague to whom the matter is passed: somebody of the same organisation who handles client matters, not the
    actor."""
    contact = act.work.directory.contacts.get(contact_id)
    if contact is None or not is_entry(contact, act.case.receiving_organisation) or not may_stand_in(contact):
        return None
    person = person_of(contact)
    return None if person.is_same_as(act.person) else Receiver(contact.id, person)


def _in_place_of(act: Acting, named: Receiver) -> Receiver:
    """The named colleague, or the deputy of one who is away. Raises Expected when nobody else is there."""
    contact = act.work.directory.contacts[named.contact_id]
    present = stand_in(act.work.directory, contact, helsinki_date(act.work.now))
    if present is None or Someone(*present.directory_id, present.name).is_same_as(act.person):
        raise refusals.away_without_deputy(named.person.name)
    return named if present is contact else Receiver(present.id, person_of(present), whose=contact.id)


def _id_of(act: Acting, name: str) -> str:
    """The colleague whose name was written instead of chosen; empty for anybody else."""
    colleagues = act.work.directory.named_contacts(act.case.receiving_organisation)
    alike = [one.id for one in colleagues if one.name.casefold() == " ".join(name.split()).casefold()]
    return alike[0] if len(alike) == 1 else ""


def _free_again(case: Consultation) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t("{label} is free again: it was given back. Whoever has time can take it.", label=label)


def _passed(case: Consultation, person: Someone, given: Release, receiver: Receiver | None) -> Wording:
    label = consultation_label(case.number)

    def wording(t: Translate) -> str:
        sentences = [t("{label}: {name} says this is not theirs.", label=label, name=person.name)]
        if given.reason:
            stop = "" if given.reason.endswith((".", "!", "?")) else "."
            sentences.append(t("Grounds: {reason}", reason=f"{given.reason}{stop}"))
        if receiver is not None:
            sentences.append(t("Passed on. New receiver: {name}.", name=receiver.person.name))
        else:
            sentences += [t("Whose it is, in their words: {name}.", name=given.named)] if given.named else []
            sentences.append(_who_is_left(case, person, t))
        return " ".join(sentences)

    return wording


def _who_is_left(case: Consultation, passing: Someone, t: Translate) -> str:
    if not case.still_asked and case.taker is None:
        return t("Nobody else has been asked. Ask somebody else with /consult or call; the numbers are on the card.")
    if own_worker.was_first(case, passing):
        names = ", ".join(one.person.name for one in case.still_asked)
        return t("The question has now gone to the county's contact persons: {names}.", names=names)
    return t("The others who were asked still have it.")
