"""Whoever is away answers nothing: what they had taken and not answered is given back when their absence begins."""

from bot.consultations import store
from bot.consultations.model import Someone
from bot.escalation import clocks, escalating
from bot.escalation.nudging import week_of
from bot.sql import insert_once
from bot.turns.work import SEEN, Work
from directory.calendar import is_open
from directory.contacts import Absence, Contact


async def give_back(work: Work, contact: Contact, absence: Absence) -> int:
    """Once for each absence, in working hours: what they take while away, they have chosen to keep. How many."""
    mark = f"gives back/{contact.id}/{absence.starts_on.isoformat()}"
    if not is_open(week_of(work, contact), work.now):
        return 0
    if not await insert_once(work.connection, SEEN, {"key": mark, "seen_at": work.now}):
        return 0
    person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
    count = 0
    for number in sorted(case.number for case in await store.open_for(work.connection, person)):
        case = await store.load(work.connection, number, lock=True)
        if clocks.clock_of(case).startswith("taken") and case.taker is not None and case.taker.is_same_as(person):
            await escalating.give_back(work, case)
            count += 1
    return count
