"""Which consultation a line is meant for, when its writer named it or has only one open."""

from bot.consultation.acting import leavers
from bot.consultation.acting.acting import someone
from bot.consultation.rules import refusals
from bot.outbox.posting import thread_number
from bot.turns.turn import Turn
from bot.turns.work import Work


async def meant(work: Work, turn: Turn) -> int | None:
    """The consultation that a command without a number is about: the thread's own, else the only open one.

    None when several are open. Raises Expected when nothing is.
    """
    here = await thread_number(work.connection, turn.actor.tenant_id, turn.place.conversation_id)
    if here is not None:
        return here
    mine = await leavers.open_for(work, someone(work, turn))
    if not mine:
        raise refusals.nothing_open()
    return mine[0].number if len(mine) == 1 else None
