"""Handing an absent contact's open matters over to the deputy, and back to the contact at return."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.consultation.acting import leavers
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import deputies, own_worker, refusals
from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.sight import notices, posting_places
from bot.consultation.stored.store import CONSULTATION, IS_OPEN, RECEIVER
from bot.errors import Denied, Expected, Wording
from bot.outbox.posting import posts_of
from bot.turns import logged
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from config.texts import Translate
from directory.people.contacts import Contact
from directory.time.calendar import helsinki_date

Rule = Callable[[Consultation], Consultation]


@dataclass(frozen=True, slots=True)
class Open:
    """What a contact has open, oldest deadline first."""

    held: tuple[Consultation, ...]
    """Taken by the contact, or waiting for them."""
    moved: tuple[Consultation, ...]
    """Handed over to a deputy and still open."""


async def open_of(work: Work, contact: Contact) -> Open:
    """What a contact answers for, and what the deputy has in their place."""
    person = _someone(contact)
    mine = await leavers.open_for(work, person)
    held = tuple(case for case in mine if case.side_of(person) == "receiving")
    query = (
        select(RECEIVER.c.number)
        .join(CONSULTATION, CONSULTATION.c.number == RECEIVER.c.number)
        .where(
            RECEIVER.c.tenant_id == person.tenant_id,
            RECEIVER.c.aad_object_id == person.aad_object_id,
            RECEIVER.c.state == "handed_over",
            IS_OPEN,
        )
        .order_by(CONSULTATION.c.answer_by, CONSULTATION.c.number)
    )
    numbers = (await work.connection.execute(query)).scalars()
    return Open(held, tuple([await leavers.load(work, number) for number in numbers.all()]))


async def move(work: Work, turn: Turn, contact: Contact, deputy: Contact, numbers: Sequence[int]) -> int:
    """*Siirrän sijaiselle*: how many matters the deputy now has. Raises Expected when the only one cannot move."""
    is_away = work.directory.absence(contact.id, helsinki_date(work.now)) is not None
    away, to = _receiver(contact), _receiver(deputy, in_place_of=contact.id if is_away else "")
    moved = await _each(work, away.person, numbers, lambda case: deputies.hand_over(case, away, to, work.now))
    for case in moved:
        told = _continues(case, deputy.name, contact.name, is_away=is_away)
        await _show_to(work, case, to, told)
        if own_worker.may_name_now(case):
            await notices.notify(work, case, await posts_of(work, case.number), "asking", told)
    for case in moved:
        logged.note(work, turn, "hand_over", case.number, basis=case.basis)
    return len(moved)


async def take_back(work: Work, turn: Turn, contact: Contact, numbers: Sequence[int]) -> int:
    """*Otan takaisin*: how many matters the contact has again. Raises Expected when the only one cannot come back."""
    person = _someone(contact)
    back = await _each(work, person, numbers, lambda case: deputies.take_back(case, person, work.now))
    for case in back:
        told = _is_back(case, contact.name)
        posts = await posts_of(work, case.number)
        if own_worker.may_name_now(case):
            await notices.notify(work, case, posts, "asking", told)
        for receiver in case.receivers:
            if receiver.state == "asked" and not receiver.person.is_same_as(person):
                await _tell(work, case, receiver, told)
    for case in back:
        logged.note(work, turn, "take_back", case.number, basis=case.basis)
    return len(back)


async def _each(work: Work, person: Someone, numbers: Sequence[int], rule: Rule) -> list[Consultation]:
    """Each of the person's matters as the rule makes it; of several, those that cannot be moved stay. Locked in one
    order. Raises Expected for a matter of others, as if there was none."""
    changed = []
    for number in sorted(set(numbers)):
        before = await leavers.load(work, number, lock=True)
        if before.side_of(person) is None:
            raise refusals.unknown(number)
        if len(numbers) == 1:
            after = rule(before)
        else:
            try:
                after = rule(before)
            except Denied:
                raise
            except Expected:
                after = before
        if after != before:
            changed.append(await becomes(work, before, after))
    return changed


async def _show_to(work: Work, case: Consultation, deputy: Receiver, told: Wording) -> None:
    """The question in the deputy's chat, unless it is in a channel; who has its card already is told under it."""
    if await _tell(work, case, deputy, told):
        return
    posts = await posts_of(work, case.number)
    if any(one.kind == "receiver" and one.channel_id and one.state in {"pending", "delivered"} for one in posts):
        await notices.notify(work, case, tuple(posts), "receiving", told)
    else:
        await posting_places.post_to_contacts(work, case, [deputy])


async def _tell(work: Work, case: Consultation, receiver: Receiver, told: Wording) -> bool:
    """A sentence under the receiver's own card; whether there is one."""
    posts = await posts_of(work, case.number)
    own = [one for one in posts if one.kind == "receiver" and one.contact_id == receiver.contact_id]
    standing = [one for one in own if one.state in {"pending", "delivered"}]
    if standing:
        await notices.tell(work, case, standing[0], told)
    return bool(standing)


def _someone(contact: Contact) -> Someone:
    return Someone(contact.tenant_id, contact.aad_object_id, contact.name)


def _receiver(contact: Contact, *, in_place_of: str = "") -> Receiver:
    return Receiver(contact.id, _someone(contact), whose=in_place_of)


def _continues(case: Consultation, deputy: str, contact: str, *, is_away: bool) -> Wording:
    """Nobody is said to be away who has only handed the matter over."""
    label = consultation_label(case.number)

    def wording(t: Translate) -> str:
        if is_away:
            return t("{label}: {name} is away, and {deputy} continues.", label=label, deputy=deputy, name=contact)
        return t("{label} has a new holder: {deputy}. Before: {name}.", label=label, deputy=deputy, name=contact)

    return wording


def _is_back(case: Consultation, contact: str) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t("{label}: {name} is back and continues.", label=label, name=contact)
