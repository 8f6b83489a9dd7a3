"""What is done without anybody asking: contacts are asked to confirm monthly, coordinators hear weekly what is missing.

Both come in working hours only, and once: a mark in the database is made in the transaction of the message.
"""

import zlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from bot.outbox.posting import About, Address, card_activity, post
from bot.turns.authorisation import Member
from bot.turns.services import Services
from bot.turns.speaking import personal
from bot.turns.work import Work, by_itself, looking
from bot.upkeep.checks import coverage_check, evidence
from bot.upkeep.checks.verifying import KIND
from bot.upkeep.checks.views import own_card
from bot.upkeep.checks.worklists import confirming
from cards.contacts.coverage_card import coverage_card
from cards.kit.frame import Card
from config.texts import Language, texts
from directory.people.contacts import Contact
from directory.people.freshness import NO_EVIDENCE, is_due
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, is_working_day

ASKED_AT_ONCE = 20
"""Contacts asked in one round, so that a large directory is not asked in one minute."""


async def monthly(services: Services) -> int:
    """Asks those whose details are due and whose day of the month has come; how many."""
    now = services.clock()
    if not is_open(WORKING_WEEK, now):
        return 0
    today = helsinki_date(now)
    due = await _due(services, today)
    there = await _still_there(services, due)
    asked = 0
    async with by_itself(services) as work:
        for contact in due:
            if await evidence.asked(work.connection, contact.id, today):
                asked += await _ask(work, contact, today, found=there.get(contact.id))
    return asked


async def weekly(services: Services) -> int:
    """Tells each coordinator once a week what leaves askers without an answer, if anything does; how many were told."""
    now = services.clock()
    if not is_open(WORKING_WEEK, now):
        return 0
    year, week, _ = helsinki_date(now).isocalendar()
    told = 0
    for one in services.directory.current.content.contacts:
        if one.is_a("coordinator"):
            async with by_itself(services) as work:
                told += await _tell(work, one, f"coverage {year}-{week} {one.id}")
    return told


def day_of_asking(contact_id: str, today: date) -> date:
    """The working day of this month on which the contact is asked: spread evenly, the same for a contact each time."""
    days = _working_days(today.replace(day=1))
    return days[zlib.crc32(contact_id.encode()) % len(days)]


@lru_cache(maxsize=2)
def _working_days(first: date) -> tuple[date, ...]:
    """Those of the first four weeks of a month."""
    return tuple(day for offset in range(28) if is_working_day(day := first + timedelta(offset)))


async def _due(services: Services, today: date) -> list[Contact]:
    """Nobody who is away: they are asked once they are back. Nobody to whom the bot cannot write."""
    directory = services.directory.current
    candidates = [
        one
        for organisation in directory.organisations
        for one in confirming(directory, organisation)
        if one.aad_object_id and day_of_asking(one.id, today) <= today and directory.absence(one.id, today) is None
    ]
    due: list[Contact] = []
    async with looking(services) as work:
        known = await evidence.evidence_of(work.connection, [one.id for one in candidates])
        for one in candidates:
            if len(due) == ASKED_AT_ONCE:
                break
            if is_due(one, known.get(one.id, NO_EVIDENCE), today) and await _reached(work, one):
                due.append(one)
    return due


async def _still_there(services: Services, contacts: list[Contact]) -> Mapping[str, bool]:
    """By contact id, whether Microsoft still knows the person; left out where it gave no answer."""
    found: dict[str, bool] = {}
    for tenant_id in {one.tenant_id for one in contacts}:
        people = {one.aad_object_id: one.id for one in contacts if one.tenant_id == tenant_id}
        answer = await services.still_there(tenant_id, people)
        found |= {people[key]: there for key, there in answer.items() if key in people}
    return found


async def _ask(work: Work, contact: Contact, today: date, *, found: bool | None) -> bool:
    """The card, unless there is no such person any more. Whether it was sent."""
    if found is not None:
        await evidence.looked_for(work.connection, contact.id, today, found=found)
    reached = await _reached(work, contact)
    if found is False or reached is None:
        return False
    await _send(work, contact, reached, await own_card(work, contact, reached[1]), KIND)
    return True


async def _tell(work: Work, contact: Contact, once: str) -> bool:
    """The coordinator's card, when something is wrong and it has not been looked at this week. Whether it was sent."""
    reached = await _reached(work, contact)
    if reached is None or not await work.once(once):
        return False
    editor = Member(contact, work.directory.organisations[contact.organisation])
    found = await coverage_check.found(work, editor, reached[1])
    if not found.is_wrong:
        return False
    await _send(work, contact, reached, coverage_card(found.view, texts(reached[1])), "coverage")
    return True


async def _reached(work: Work, contact: Contact) -> tuple[Address, Language] | None:
    """The contact's own chat and language; None where no service is known through which to write first."""
    address, language = await personal(work, contact, "")
    return (address, language) if address.service_url else None


async def _send(work: Work, contact: Contact, to: tuple[Address, Language], card: Card, kind: str) -> None:
    address, language = to
    about = About(kind, language, contact_id=contact.id)
    await post(work, address, about, card_activity(card))
