"""The handler's card of a decision time. The last day itself is on the main cards of both sides."""

from datetime import date, timedelta

from bot.consultation.rules.model import Consultation
from bot.consultation.sight import in_step, notices
from bot.consultation.sight.reader_view import Reading
from bot.deadlines.model import DecisionClock
from bot.outbox.posting import About, card_activity, change, post, posts_of, thread_of
from bot.outbox.tables import Post
from bot.turns.work import Work
from cards.kit.frame import Card
from cards.time.decision import DecisionView, decision_card
from config.texts import Translate
from directory.time.calendar import helsinki_date
from directory.time.time_wording import weekday_words

KIND = "decision"
"""The kind of its post."""


def card_of(reading: Reading, case: Consultation, clock: DecisionClock | None) -> Card:
    """The decision time; without one, the question when the application came."""
    t = reading.t
    view = DecisionView(
        consultation=case.number,
        topic=reading.topic(case),
        place=reading.place(case),
        due=weekday_words(clock.time.due_on, t) if clock else "",
        left=_left(clock, reading, t) if clock else "",
        arrived=_day(clock.complete_on, t) if clock and clock.asked_until is None else "",
        asked_until=_day(clock.asked_until, t) if clock and clock.asked_until else "",
        closed=case.state == "closed",
    )
    return decision_card(view, t)


async def show_to_handler(work: Work, case: Consultation, clock: DecisionClock | None) -> None:
    """The card where the asker follows the matter: the count as it is, or the question when the application came."""
    for shown in notices.audience(case, await posts_of(work, case.number), "asking"):
        await _send(work, case, clock, shown)


async def keep_in_step(work: Work, case: Consultation, clock: DecisionClock) -> None:
    """Sent once and then kept as it is now."""
    posts = await posts_of(work, case.number)
    there = [one for one in posts if one.kind == KIND]
    for shown in there:
        card = card_of(in_step.reading_for(work, shown), case, clock)
        await change(work, shown, card_activity(card))
    if not there and case.state != "closed":
        await show_to_handler(work, case, clock)


async def _send(work: Work, case: Consultation, clock: DecisionClock | None, under: Post) -> None:
    reading = in_step.reading_for(work, under)
    card = card_of(reading, case, clock)
    about = About(KIND, reading.language, case.number)
    await post(work, thread_of(under), about, card_activity(card))


def _day(day: date, t: Translate) -> str:
    return weekday_words(day, t)


def _left(clock: DecisionClock, reading: Reading, t: Translate) -> str:
    days = clock.time.working_days_left(helsinki_date(reading.now))
    if days > 0:
        return t("{count} working day left", plural="{count} working days left", count=days)
    hours = -(-clock.time.working_time_left(reading.now) // timedelta(hours=1))
    if days == 0:
        return t(
            "the last day, {count} working hour left", plural="the last day, {count} working hours left", count=hours
        )
    return t("the time has passed")
