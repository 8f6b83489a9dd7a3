"""The timer of the wipe: of a closed matter only what statistics need is left, here and in Teams."""

from datetime import datetime

from sqlalchemy import delete, update

from bot.access_log.access_log import AccessEntry
from bot.consultation.rules.model import Consultation
from bot.consultation.sight import in_step
from bot.consultation.stored import store as consultations
from bot.consultation.stored.store import CONSULTATION
from bot.outbox.posting import WORDS, card_activity, change, posts_of, take_away, text_activity
from bot.retention.offering import still_followed
from bot.retention.store import subject_of
from bot.tables import wiped
from bot.timers.kinds import timer_kinds
from bot.timers.timer_queue import TIMER, Timer
from bot.turns.work import Work
from cards.consultation.record_note import wiped_card, wiped_text

ACTION = "wipe"
"""What the access log calls it."""
ROLE = "kuntayhteys"
"""In the log: the bot itself did it."""


async def wipe(work: Work, timer: Timer) -> datetime | None:
    """Wipes a closed matter once; when to come again while somebody follows it."""
    case = await consultations.load(work.connection, int(timer.subject.partition("/")[2]), lock=True)
    if case.state != "closed" or not case.wipe_on:
        return None
    if later := await still_followed(work, case):
        return later
    await _change_posts(work, case.number)
    await _change_rows(work, case.number)
    for organisation in (case.asking_organisation, case.receiving_organisation):
        _log(work, case, organisation)
    return None


async def _change_posts(work: Work, number: int) -> None:
    """Everything the bot has written in the matter says that its content is gone; what still waits is not sent."""
    for shown in await posts_of(work, number):
        if shown.state == "pending":
            await take_away(work, shown)
            continue
        t = in_step.reading_for(work, shown).t
        text = wiped_text(number, t)
        # A message keeps its kind: Teams makes no text of a card, nor a card of a text.
        activity = (
            text_activity(text) if shown.kind in {"notice", WORDS} else card_activity(wiped_card(number, t), text)
        )
        await change(work, shown, activity)


async def _change_rows(work: Work, number: int) -> None:
    connection = work.connection
    for one in wiped():
        mine = one.table.c.number == number
        if one.emptied:
            await connection.execute(update(one.table).where(mine).values(**one.emptied))
        else:
            await connection.execute(delete(one.table).where(mine))
    done = {"wipe_on": "", "wiped_at": work.now}
    await connection.execute(update(CONSULTATION).where(CONSULTATION.c.number == number).values(**done))
    subjects = [f"{one.subject}/{number}" for one in timer_kinds().values() if one.wiped]
    await connection.execute(delete(TIMER).where(TIMER.c.subject.in_(subjects)))
    mine = (TIMER.c.subject == subject_of(number)) & (TIMER.c.state != "pending")
    await connection.execute(delete(TIMER).where(mine))


def _log(work: Work, case: Consultation, organisation: str) -> None:
    work.log(
        AccessEntry(
            at=work.now,
            actor_tenant_id="",
            actor_aad_object_id="",
            organisation=organisation,
            action=ACTION,
            consultation_id=case.number,
            basis=case.basis,
            role=ROLE,
        ),
    )
