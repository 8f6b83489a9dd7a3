"""Absences that begin or end today: open questions are given back or offered to the deputy, and back again.

Any number of times a day.
"""

from datetime import date

from sqlalchemy import select

from bot.absences import absent_takers
from bot.absences.open_questions import Away, due, mark_of, offer
from bot.turns.services import Services
from bot.turns.work import SEEN, by_itself
from config.clock import HELSINKI
from directory.people.contacts import Directory
from directory.time.calendar import helsinki_date

NOT_BEFORE_HOUR = 7
"""Finnish time: nobody is woken by it."""
AT_ONCE = 500
"""Marks in one query."""


async def offer_hand_overs(services: Services) -> None:
    """Each absence once when it has begun, and once when it has ended. Each in a transaction of its own."""
    now, directory = services.clock(), services.directory.current
    if now.astimezone(HELSINKI).hour < NOT_BEFORE_HOUR:
        return
    for one in await _not_yet(services, _begun_or_ended(directory, helsinki_date(now))):
        async with by_itself(services) as work:
            if one.absence is not None:
                await absent_takers.give_back(work, one.contact, one.absence)
            await offer(work, one)


def _begun_or_ended(directory: Directory, today: date) -> list[Away]:
    found: list[Away] = []
    for absence, begun in due(directory.content.absences, today):
        contact = directory.contacts.get(absence.contact_id)
        still_away = directory.absence(absence.contact_id, today) is not None
        if contact is not None and contact.aad_object_id and still_away == begun:
            found.append(Away(contact, absence if begun else None, absence.starts_on.isoformat()))
    return found


async def _not_yet(services: Services, every: list[Away]) -> list[Away]:
    """Those of which something is still to be done: in July a thousand absences begin, and this runs each minute."""
    wanted = {one: _marks(services, one) for one in every}
    keys, done = sorted(set().union(*wanted.values())), set[str]()
    async with services.database.read() as connection:
        for start in range(0, len(keys), AT_ONCE):
            query = select(SEEN.c.key).where(SEEN.c.key.in_(keys[start : start + AT_ONCE]))
            done |= set((await connection.execute(query)).scalars())
    return [one for one in every if not wanted[one] <= done]


def _marks(services: Services, one: Away) -> set[str]:
    """What is to be done of it now."""
    marks = {mark_of(one)}
    if one.absence is not None and absent_takers.is_time(services.directory.current, one.contact, services.clock()):
        marks.add(absent_takers.mark_of(one.absence))
    return marks
