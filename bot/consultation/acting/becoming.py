"""The one way in which a consultation changes: what is stored, the clock that runs, and every card go together."""

from bot.consultation.rules.model import Consultation, rewritten
from bot.consultation.sight import in_step
from bot.consultation.stored import store
from bot.consultation.stored.store import SealedClient
from bot.consultation.waiting import clocks
from bot.turns.work import Work


async def begins(work: Work, case: Consultation, draft: str, client: SealedClient | None) -> Consultation:
    """Stores a new consultation under a number of its own, and its clock runs. Its cards are still to be shown."""
    created = await store.create(work.connection, case, draft, client)
    work.known(clocks.KnownClocks).of[created.number] = None
    await clocks.keep_time(work, created)
    return created


async def becomes(work: Work, before: Consultation, after: Consultation) -> Consultation:
    """Stores what a rule made of a locked consultation and brings its clock and every card of it into step."""
    saved = await store.save(work.connection, before, after)
    await clocks.keep_time(work, saved)
    await in_step.keep_in_step(work, saved, rewritten(before, after))
    return saved
