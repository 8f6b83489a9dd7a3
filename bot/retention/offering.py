"""The timer of the offer: both sides get the texts of a closed matter to copy, in working hours; then the wipe is
set. The note that each side gets tells the day of the wipe, also when a follow-up moves it."""

from dataclasses import replace
from datetime import date, datetime

from bot.consultation.acting import leavers
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules.model import Consultation
from bot.consultation.sight import in_step, notices
from bot.consultation.sight.record import record_text
from bot.followups import store as followups
from bot.outbox.posting import About, card_activity, change, post, posts_of, thread_of
from bot.outbox.tables import Post
from bot.retention import periods, store
from bot.timers.timer_queue import Timer, move
from bot.turns.work import Work
from cards.consultation.record_note import RecordNoteView, record_note_card
from directory.time.calendar import helsinki_date
from directory.time.time_wording import full_day_words

CARD = "record"
"""What a post with the texts is called."""


async def offer(work: Work, timer: Timer) -> datetime | None:
    """Sends the texts once; when to look again while the matter is followed, outside working hours, or while a side is
    switched off, which is waited for a while."""
    case = await leavers.load(work, int(timer.subject.partition("/")[2]), lock=True)
    if case.state != "closed" or not case.wipe_on:
        return None
    if later := await still_followed(work, case) or periods.offered_too_early(work.now):
        return later
    promised = date.fromisoformat(timer.step)
    kept_on = await _kept_on(work, case, promised)
    if _is_off(work, case) and periods.waits_for_switched_off(kept_on, _closed_on(work, case), work.now):
        later = periods.next_offer(work.now)
        await _tell(work, case, periods.wipe_day_after_offer(promised, later))
        return later
    day = periods.wipe_day_after_offer(promised, work.now)
    await _send(work, case, day)
    await store.set_wipe(work.connection, case.number, day, work.now)
    await _tell(work, case, day)
    return None


async def follow_up_changed(work: Work, case: Consultation) -> None:
    """A follow-up of a closed matter has been set, moved or handled: the offer, or after it the wipe, comes when this
    makes it, and the cards and notes of both sides tell the day."""
    timer = await store.next_step(work.connection, case.number)
    if case.state != "closed" or timer is None:
        return
    promised, kept_until = date.fromisoformat(timer.step), await still_followed(work, case)
    if timer.kind == store.OFFER:
        moment = kept_until or max(periods.offer_moment(promised), work.now)
        moment = periods.offered_too_early(moment) or moment
        day = periods.wipe_day_after_offer(promised, moment)
    else:
        day = periods.wipe_day_after_followup(promised, _closed_on(work, case), kept_until, work.now)
        moment = periods.wipe_moment(day, case.number)
    await move(work.connection, replace(timer, due_at=moment))
    await _tell(work, case, day)


async def still_followed(work: Work, case: Consultation) -> datetime | None:
    """Until when an open follow-up keeps the matter; None when none does."""
    followup = await followups.load(work.connection, case.number)
    if followup is None or followup.state != "open":
        return None
    return periods.kept_for_followup(followup.due_on, _closed_on(work, case), work.now)


async def _kept_on(work: Work, case: Consultation, promised: date) -> date:
    """The day promised at the closing, or the later one to which a follow-up has kept the matter."""
    followup = await followups.load(work.connection, case.number)
    if followup is None or followup.state == "done":
        return promised
    return max(promised, followup.due_on + periods.FOLLOWED_FOR)


async def _tell(work: Work, case: Consultation, day: date) -> None:
    """The cards and notes of both sides tell the day."""
    if day.isoformat() == case.wipe_on:
        return
    moved = await becomes(work, case, replace(case, wipe_on=day.isoformat()))
    for shown in await posts_of(work, case.number):
        if shown.kind == CARD and (activity := _note(work, moved, shown, day)):
            await change(work, shown, activity)


async def _send(work: Work, case: Consultation, day: date) -> None:
    posts = await posts_of(work, case.number)
    # While nobody has taken it, nobody of the asked has been party to what was said.
    helpers = notices.audience(case, posts, "receiving") if case.taker is not None else []
    for shown in (*notices.audience(case, posts, "asking"), *helpers):
        if activity := _note(work, case, shown, day):
            about = About(CARD, shown.language, case.number, contact_id=shown.contact_id)
            await post(work, thread_of(shown), about, activity)


def _note(work: Work, case: Consultation, shown: Post, day: date) -> dict[str, object] | None:
    """The texts for whoever reads this post; None where there is nothing to offer."""
    reading = in_step.reading_for(work, shown)
    record = record_text(reading, case)
    if not record:
        return None
    removed_on = full_day_words(max(day, helsinki_date(work.now)), reading.t)
    view = RecordNoteView(case.number, reading.topic(case), reading.place(case), removed_on, record)
    card = record_note_card(view, reading.t)
    return card_activity(card)


def _is_off(work: Work, case: Consultation) -> bool:
    known = work.directory.organisations
    return any(known[one].switched_off for one in (case.asking_organisation, case.receiving_organisation))


def _closed_on(work: Work, case: Consultation) -> date:
    return helsinki_date(case.closed_at or work.now)
