"""Offering an absent contact's open questions to the deputy, and back: when, to whom, and the card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answering.handing_over import open_of
from bot.consultation.rules.model import Consultation
from bot.consultation.sight.reader_view import Reading
from bot.outbox.posting import About, card_activity, post
from bot.turns.speaking import personal
from bot.turns.work import Work
from cards.absences.handover import HandoverView, MatterView, handover_card
from cards.kit.frame import Card
from config.texts import Language
from directory.people.contacts import Absence, Contact
from directory.people.standing_in import stand_in
from directory.time.calendar import helsinki_date
from directory.time.time_wording import span_words

OFFERED_WITHIN = timedelta(days=3)
"""After the first day, and after the last, for a bot that was not running then. Once-only marks live longer."""


@dataclass(frozen=True, slots=True)
class Away:
    """Whose absence, and which; None once it is over or taken away."""

    contact: Contact
    absence: Absence | None
    starts: str
    """The first day as the cards carry it, also of an absence that is over."""


def away(work: Work, contact: Contact, starts: str) -> Away:
    """The contact's absence that begins on this day, unless it is over."""
    today = helsinki_date(work.now)
    mine = (one for one in work.directory.content.absences if one.contact_id == contact.id and one.ends_on >= today)
    return Away(contact, next((one for one in mine if one.starts_on.isoformat() == starts), None), starts)


def deputy_in(work: Work, away: Away) -> Contact | None:
    """Who stands in now, or on the first day of an absence to come; None when nobody does."""
    if away.absence is None:
        return None
    day = max(helsinki_date(work.now), away.absence.starts_on)
    found = stand_in(work.directory, away.contact, day)
    return found if found is not None and found.id != away.contact.id else None


async def card_for(work: Work, away: Away, language: Language, *, own: bool) -> Card:
    """The card for the absent contact (`own`) or for a coordinator."""
    reading, found = Reading(work.services, work.directory, language, work.now), await open_of(work, away.contact)
    deputy = deputy_in(work, away)
    view = HandoverView(
        contact=away.contact.id,
        starts=away.starts,
        days=span_words(away.absence.starts_on, away.absence.ends_on, reading.t) if away.absence else "",
        name="" if own else away.contact.name,
        deputy=deputy.name if deputy else "",
        held=tuple(_matter(reading, case, away.contact) for case in found.held) if away.absence else (),
        moved=tuple(_matter(reading, case, away.contact) for case in found.moved),
    )
    return handover_card(view, reading.t)


async def offer(work: Work, away: Away, service_url: str = "") -> bool:
    """The card to the absent contact's own chat, once for the beginning of an absence and once for its end.

    Nothing is sent when there is nothing to move. Whether it was the first time.
    """
    contact = away.contact
    if not contact.aad_object_id or not await work.once(mark_of(away)):
        return False
    found = await open_of(work, contact)
    if found.moved or (found.held and deputy_in(work, away)):
        address, language = await personal(work, contact, service_url)
        card = await card_for(work, away, language, own=True)
        about = About("notice", language, contact_id=contact.id)
        await post(work, address, about, card_activity(card))
    return True


def mark_of(away: Away) -> str:
    """The once-only mark of an offer."""
    what = "handover" if away.absence else "return"
    return f"{what}/{away.contact.tenant_id}/{away.contact.aad_object_id}/{away.starts}"


def due(absences: Iterable[Absence], today: date) -> tuple[tuple[Absence, bool], ...]:
    """The absences that have just begun (True) or ended (False)."""
    return tuple(
        (one, begun)
        for one in absences
        for begun in (True, False)
        if (today - OFFERED_WITHIN <= one.starts_on <= today <= one.ends_on if begun else _has_ended(one, today))
    )


def _has_ended(absence: Absence, today: date) -> bool:
    return today - OFFERED_WITHIN <= absence.ends_on < today


def _matter(reading: Reading, case: Consultation, contact: Contact) -> MatterView:
    mine = case.taker is not None and case.taker.aad_object_id == contact.aad_object_id
    moved_to = next((one.whose for one in case.receivers if one.contact_id == contact.id), "")
    deputy = reading.directory.contacts.get(moved_to)
    holder = case.taker.name if case.taker else deputy.name if deputy else ""
    return MatterView(case.number, reading.topic(case), reading.place(case), taken=mine, holder=holder)
