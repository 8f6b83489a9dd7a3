"""The timer of the offer: both sides get the texts of a closed matter to copy, in working hours; then the wipe is
set."""

from dataclasses import replace
from datetime import date, datetime

from bot.consultations import announcing, presenting
from bot.consultations import store as consultations
from bot.consultations.model import Consultation
from bot.consultations.record import record_text
from bot.followups import store as followups
from bot.outbox.posting import About, card_activity, post, posts_of, thread_of
from bot.retention import model, store
from bot.timers.queue import Timer
from bot.turns.work import Work
from cards.record_note import RecordNoteView, record_note_card
from directory.calendar import helsinki_date
from directory.time_wording import full_day_words

CARD = "record"
"""What a post with the texts is called."""


async def offer(work: Work, timer: Timer) -> datetime | None:
    """Sends the texts once; when to look again while the matter is followed, or outside working hours."""
    case = await consultations.load(work.connection, int(timer.subject.partition("/")[2]), lock=True)
    if case.state != "closed" or not case.wipe_on:
        return None
    if later := await still_followed(work, case) or model.offered_too_early(work.now):
        return later
    day = model.wipe_day_after_offer(date.fromisoformat(case.wipe_on), work.now)
    await _send(work, case, day)
    await store.set_wipe(work.connection, case.number, day, work.now)
    if day.isoformat() != case.wipe_on:
        moved = await consultations.save(work.connection, case, replace(case, wipe_on=day.isoformat()))
        await presenting.keep_in_step(work, moved)
    return None


async def still_followed(work: Work, case: Consultation) -> datetime | None:
    """Until when an open follow-up keeps the matter; None when none does."""
    followup = await followups.load(work.connection, case.number)
    if followup is None or followup.state != "open":
        return None
    closed_on = helsinki_date(case.closed_at or work.now)
    return model.kept_for_followup(followup.due_on, closed_on, work.now)


async def _send(work: Work, case: Consultation, day: date) -> None:
    posts = tuple(await posts_of(work.connection, case.number))
    # While nobody has taken it, nobody of the asked has been party to what was said.
    helpers = announcing.audience(case, posts, "receiving") if case.taker is not None else []
    for shown in (*announcing.audience(case, posts, "asking"), *helpers):
        reading = presenting.reading_for(work, shown)
        record = record_text(reading, case)
        if not record:
            return
        removed_on = full_day_words(max(day, helsinki_date(work.now)), reading.t)
        view = RecordNoteView(case.number, reading.topic(case), reading.place(case), removed_on, record)
        card = record_note_card(view, reading.t)
        about = About(CARD, reading.language, case.number, contact_id=shown.contact_id)
        await post(work.connection, thread_of(shown), about, card_activity(card, str(card["fallbackText"])), work.now)
