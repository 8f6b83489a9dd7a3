"""Brings the cards of both sides into step when an organisation has been switched off or on."""

from dataclasses import replace

from sqlalchemy import or_, select

from bot.consultations import presenting, store
from bot.consultations.store import CONSULTATION
from bot.timers.queue import Timer
from bot.turns.work import Work


async def tell_of_switch(work: Work, timer: Timer) -> None:
    """Every open consultation of the organisation shows whether its other side can be reached now."""
    code = timer.subject.partition("/")[2]
    await work.services.directory.refresh(work.services.database)
    newest = replace(work, directory=work.services.directory.current)
    of_it = or_(CONSULTATION.c.asking_organisation == code, CONSULTATION.c.receiving_organisation == code)
    still_open = select(CONSULTATION.c.number).where(CONSULTATION.c.state != "closed", of_it)
    numbers = (await work.connection.execute(still_open.order_by(CONSULTATION.c.number))).scalars().all()
    for number in numbers:
        await presenting.keep_in_step(newest, await store.load(work.connection, number, lock=True))
