"""Whoever is away answers nothing: what they had taken and not answered is given back when their absence begins."""

from datetime import datetime

from bot.consultation.acting import leavers
from bot.consultation.rules.model import Someone
from bot.consultation.waiting import clocks
from bot.escalation import escalating
from bot.turns.work import Work
from directory.people.contacts import Absence, Contact, Directory
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open


def mark_of(absence: Absence) -> str:
    """The once-only mark of giving back."""
    return f"gives back/{absence.contact_id}/{absence.starts_on.isoformat()}"


def is_time(directory: Directory, contact: Contact, now: datetime) -> bool:
    """Whether the contact's colleagues are at work."""
    return is_open(directory.rule_on(contact.organisation, helsinki_date(now)).working_hours or WORKING_WEEK, now)


async def give_back(work: Work, contact: Contact, absence: Absence) -> int:
    """Once for each absence, in working hours: what they take while away, they have chosen to keep. How many."""
    if not is_time(work.directory, contact, work.now):
        return 0
    if not await work.once(mark_of(absence)):
        return 0
    person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
    count = 0
    for number in sorted(case.number for case in await leavers.open_for(work, person)):
        case = await leavers.load(work, number, lock=True)
        if clocks.clock_of(case).startswith("taken") and case.taker is not None and case.taker.is_same_as(person):
            await escalating.give_back(work, case)
            count += 1
    return count
