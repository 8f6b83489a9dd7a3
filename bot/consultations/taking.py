"""*Otan tämän* and *Ei kuulu minulle*: who takes the matter, who passes it on."""

from dataclasses import dataclass

from bot.consultations import announcing, model, placing
from bot.consultations.acting import Acting
from bot.consultations.model import Consultation, Receiver, Someone
from bot.consultations.talking import too_long
from bot.errors import Wording, consultation_label
from bot.privacy.guarding import refuse_identity_codes
from bot.turns import logged
from config.texts import Translate

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Release:
    """What was said when passing: why, and whose the matter is (a contact id offered on the card, or anything else)."""

    reason: str = ""
    whose: str = ""


async def claim(act: Acting, *, takeover: bool) -> Consultation:
    """The actor takes the matter; the asker and the others see it at once."""
    before = act.case
    after = model.claim(before, act.person, act.work.now, channel_side=act.channel_side, takeover=takeover)
    if after == before:
        return before
    case = await act.becomes(after)
    await announcing.notify(act.work, case, act.posts, "asking", _taken(case, act.person))
    await logged.note(act.work, act.turn, "claim", case.number, basis=case.basis)
    return case


async def release(act: Acting, given: Release) -> Consultation:
    """The actor passes: to a named colleague when one was chosen, otherwise to the others who were asked.

    Passing the same way again changes nothing and tells nobody.
    """
    work, before = act.work, act.case
    if len(given.reason) > LONGEST_REASON:
        raise too_long(len(given.reason), LONGEST_REASON)
    refuse_identity_codes(given.reason)
    named = _named(act, given.whose)
    whose = named.contact_id if named else ""
    after = model.decline(before, act.person, reason=given.reason, whose=whose, channel_side=act.channel_side)
    if named is not None:
        after = model.widen(after, named)
    if after == before:
        return before
    case = await act.becomes(after)
    passed = _passed(case, act.person, given, named)
    if named is not None and act.channel_side is None:
        await _hand_over(act, case, named, passed)
    await announcing.notify(work, case, act.posts, "asking", passed)
    if before.taker is not None and act.channel_side is None and named is None:
        await announcing.notify(work, case, act.posts, "receiving", _free_again(case))
    await logged.note(work, act.turn, "release", case.number, basis=case.basis)
    return case


async def _hand_over(act: Acting, case: Consultation, named: Receiver, passed: Wording) -> None:
    """The question in the colleague's chat; who has its card already is told under it."""
    cards = [one for one in act.posts if one.kind == "receiver" and one.contact_id == named.contact_id]
    standing = [one for one in cards if one.state in {"pending", "delivered"}]
    if standing:
        await announcing.tell(act.work, case, standing[0], passed)
    else:
        await placing.post_to_contact(act.work, case, named)


def _named(act: Acting, contact_id: str) -> Receiver | None:
    """The colleague to whom the matter is passed: a person of the same organisation, not the actor."""
    contact = act.work.directory.contacts.get(contact_id)
    if contact is None or contact.organisation != act.case.receiving_organisation:
        return None
    person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
    return None if person.is_same_as(act.person) else Receiver(contact.id, person)


def _taken(case: Consultation, person: Someone) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t("{name} took {label}.", name=person.name, label=label)


def _free_again(case: Consultation) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t("{label} is free again: it was given back. Whoever has time can take it.", label=label)


def _passed(case: Consultation, person: Someone, given: Release, named: Receiver | None) -> Wording:
    label = consultation_label(case.number)

    def wording(t: Translate) -> str:
        sentences = [t("{label}: {name} says this is not theirs.", label=label, name=person.name)]
        if given.reason:
            sentences.append(t("Reason: {reason}", reason=given.reason))
        if named is not None:
            sentences.append(t("Passed on. New receiver: {name}.", name=named.person.name))
        elif not case.still_asked and case.taker is None:
            sentences.append(
                t("Nobody else has been asked. Ask somebody else with /consult or call; the numbers are on the card.")
            )
        else:
            sentences.append(t("The others who were asked still have it."))
        return " ".join(sentences)

    return wording
