"""Absences that begin or end today: open questions are given back or offered to the deputy, and back again.

Any number of times a day.
"""

from bot.consultations.handover_cards import Away, due, offer
from bot.escalation import absent_takers
from bot.services import Services
from bot.turns.work import Work
from config.clock import HELSINKI
from directory.calendar import helsinki_date

NOT_BEFORE_HOUR = 7
"""Finnish time: nobody is woken by it."""


async def offer_hand_overs(services: Services) -> None:
    """Each absence once when it has begun, and once when it has ended. Each in a transaction of its own."""
    now, directory = services.clock(), services.directory.current
    if now.astimezone(HELSINKI).hour < NOT_BEFORE_HOUR:
        return
    for absence, begun in due(directory.content.absences, helsinki_date(now)):
        contact = directory.contacts.get(absence.contact_id)
        still_away = directory.absence(absence.contact_id, helsinki_date(now)) is not None
        if contact is not None and still_away == begun:
            async with services.database.write() as connection:
                work = Work(connection, now, directory, services)
                starts = absence.starts_on.isoformat()
                if begun:
                    await absent_takers.give_back(work, contact, absence)
                await offer(work, Away(contact, absence if begun else None, starts))
    services.wake_outbox()
