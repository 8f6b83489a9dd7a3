"""What each side sees of a decision time: the handler with its buttons, the helper only the day."""

from datetime import date, timedelta

from bot.consultations import announcing, presenting
from bot.consultations.model import Consultation, Side
from bot.consultations.reader_view import Reading
from bot.deadlines.model import DecisionClock
from bot.outbox.posting import About, card_activity, change, post, posts_of, thread_of
from bot.outbox.tables import Post
from bot.turns.work import Work
from cards.decision import DecisionView, decision_card
from cards.frame import Card
from config.texts import Translate
from directory.calendar import helsinki_date
from directory.time_wording import weekday_words

FOR_ASKER = "decision"
FOR_HELPER = "decision_seen"
"""The kinds of its posts."""


def card_of(reading: Reading, case: Consultation, clock: DecisionClock | None, *, handler: bool) -> Card:
    """The decision time for this reader; without one, the question when the application came."""
    t = reading.t
    view = DecisionView(
        consultation=case.number,
        topic=reading.topic(case),
        place=reading.place(case),
        due=weekday_words(clock.time.due_on, t) if clock else "",
        left=_left(clock, reading, t) if clock else "",
        arrived=_day(clock.complete_on, t) if clock and clock.asked_until is None else "",
        asked_until=_day(clock.asked_until, t) if clock and clock.asked_until else "",
        handler=handler,
        closed=case.state == "closed",
    )
    return decision_card(view, t)


async def show_to_handler(work: Work, case: Consultation, clock: DecisionClock | None) -> None:
    """The card where the asker follows the matter: the count as it is, or the question when the application came."""
    for shown in announcing.audience(case, tuple(await posts_of(work.connection, case.number)), "asking"):
        await _send(work, case, clock, shown, FOR_ASKER)


async def keep_in_step(work: Work, case: Consultation, clock: DecisionClock) -> None:
    """One card for each side, sent once and then kept as it is now."""
    posts = tuple(await posts_of(work.connection, case.number))
    for shown in (one for one in posts if one.kind in {FOR_ASKER, FOR_HELPER}):
        card = card_of(presenting.reading_for(work, shown), case, clock, handler=shown.kind == FOR_ASKER)
        await change(work.connection, shown, card_activity(card, str(card["fallbackText"])), work.now)
    there = {(one.kind, one.contact_id, one.channel_id) for one in posts}
    if case.state == "closed":
        return
    sides: tuple[tuple[str, Side], ...] = ((FOR_ASKER, "asking"), (FOR_HELPER, "receiving"))
    for kind, side in sides:
        for shown in announcing.audience(case, posts, side):
            if (kind, shown.contact_id, shown.channel_id) not in there:
                await _send(work, case, clock, shown, kind)


async def _send(work: Work, case: Consultation, clock: DecisionClock | None, under: Post, kind: str) -> None:
    reading = presenting.reading_for(work, under)
    card = card_of(reading, case, clock, handler=kind == FOR_ASKER)
    about = About(kind, reading.language, case.number, contact_id=under.contact_id)
    await post(work.connection, thread_of(under), about, card_activity(card, str(card["fallbackText"])), work.now)


def _day(day: date, t: Translate) -> str:
    return weekday_words(day, t)


def _left(clock: DecisionClock, reading: Reading, t: Translate) -> str:
    days = clock.time.working_days_left(helsinki_date(reading.now))
    if days > 1:
        return t("{count} working days left", count=days)
    if days == 1:
        return t("1 working day left")
    hours = -(-clock.time.working_time_left(reading.now) // timedelta(hours=1))
    return t("the last day, {count} working hours left", count=hours) if days == 0 else t("the time has passed")
