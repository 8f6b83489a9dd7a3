"""Brings the cards of both sides into step when an organisation has been switched off or on."""

from sqlalchemy import or_, select

from bot.consultation.acting import leavers
from bot.consultation.sight import in_step
from bot.consultation.stored.store import CONSULTATION
from bot.timers.timer_queue import Timer, set_timers
from bot.turns.work import Work

AT_ONCE = 50
"""Consultations of one transaction: nobody can do anything in them until it ends."""


async def tell_of_switch(work: Work, timer: Timer) -> None:
    """Every open consultation of the organisation shows whether its other side can be reached now.

    Some at a time: a timer of its own, with the last number in its step, goes on with the rest.
    """
    code = timer.subject.partition("/")[2]
    switch, _, last = timer.step.partition("/")
    of_it = or_(CONSULTATION.c.asking_organisation == code, CONSULTATION.c.receiving_organisation == code)
    column = CONSULTATION.c.number
    still_open = select(column).where(CONSULTATION.c.state != "closed", of_it, column > int(last or 0))
    numbers = (await work.connection.execute(still_open.order_by(column).limit(AT_ONCE))).scalars().all()
    for number in numbers:
        await in_step.keep_in_step(work, await leavers.load(work, number, lock=True))
    if len(numbers) == AT_ONCE:
        rest = Timer(timer.kind, timer.subject, f"{switch}/{numbers[-1]}", timer.due_at)
        await set_timers(work.connection, [rest], work.now)
