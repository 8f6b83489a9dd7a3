"""The rules of handing matters over to a deputy and back, as an absence begins and ends. No input or output here."""

from dataclasses import replace
from datetime import datetime

from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Receiver, Someone, widen


def hand_over(case: Consultation, away: Receiver, deputy: Receiver, now: datetime) -> Consultation:
    """`Siirrän sijaiselle`: the deputy has the matter in the place of whoever is away, taken if they had taken it.

    Handing it over to the same deputy again changes nothing.
    Raises Expected: closed, without a basis now, neither taken by nor waiting for who is away, or asked by the deputy.
    """
    before = case.receiver(away.person)
    if case.state != "closed" and before and (before.state, before.whose) == ("handed_over", deputy.contact_id):
        return case
    _held_by(case, away.person)
    if case.is_paused:  # the question would be shown to somebody new
        raise refusals.paused(case.number)
    if deputy.person.is_same_as(case.asker):
        raise refusals.asked_by_deputy(case.number, deputy.person.name)
    widened = widen(case, replace(deputy, state="asked"))
    others = tuple(one for one in widened.receivers if one.contact_id != away.contact_id)
    after = replace(
        widened, receivers=(replace(away, state="handed_over", reason="", whose=deputy.contact_id), *others)
    )
    return after if case.taker is None else replace(after, taker=deputy.person, taken_at=now)


def take_back(case: Consultation, person: Someone, now: datetime) -> Consultation:
    """`Otan takaisin`: who handed the matter over has it again, taken if the deputy had taken it.

    Taking back what is in hand again changes nothing.
    Raises Expected: closed, not handed over, or taken by somebody else than the deputy.
    """
    if case.state == "closed":
        raise refusals.closed(case.number)
    mine = case.receiver(person)
    if mine is not None and mine.state == "asked" and (case.taker is None or person.is_same_as(case.taker)):
        return case
    if mine is None or mine.state != "handed_over":
        raise refusals.not_held(case.number, person.name)
    receivers = tuple(
        replace(one, state="asked", whose="") if one.contact_id == mine.contact_id else one for one in case.receivers
    )
    if case.taker is None:
        return replace(case, receivers=receivers)
    deputy = next((one for one in case.receivers if one.contact_id == mine.whose), None)
    if deputy is None or not case.taker.is_same_as(deputy.person):
        raise refusals.taken_by_another(case.number, case.taker.name)
    return replace(case, receivers=receivers, taker=person, taken_at=now)


def _held_by(case: Consultation, person: Someone) -> None:
    """Raises Expected unless the person has taken the open matter, or it waits for them."""
    if case.state == "closed":
        raise refusals.closed(case.number)
    asked = case.receiver(person)
    waits = case.taker is None and asked is not None and asked.state == "asked"
    if not waits and not (case.taker is not None and person.is_same_as(case.taker)):
        raise refusals.not_held(case.number, person.name)
