"""Counting the decision time: begun and restarted by the handler, looked at each working morning."""

from dataclasses import replace
from datetime import date, datetime

from bot.consultation.acting import leavers
from bot.consultation.acting.acting import Acting
from bot.consultation.reminding import nudging
from bot.consultation.rules.model import Consultation
from bot.consultation.sight import notices
from bot.deadlines import deadline_cards, store
from bot.deadlines.model import DecisionClock, check_arrival, check_handler, check_until
from bot.errors import Wording
from bot.outbox.posting import posts_of
from bot.timers.timer_queue import Timer, set_timers
from bot.turns import logged
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.kit.k_number import consultation_label
from directory.time.calendar import helsinki_date
from directory.time.decision_time import DecisionTime, answer_needed_by, decision_time
from directory.time.time_wording import weekday_words

KIND = "decision"


async def clock_of(work: Work, case: Consultation) -> DecisionClock | None:
    """The consultation's decision time, if the handler has told of one."""
    return await store.load(work.connection, case.number, urgent=work.services.reference.topics[case.topic].urgent)


async def arrived(act: Acting, day: date) -> DecisionClock:
    """The application, or the last piece of what was asked for, was there on this day: the days run from it."""
    check_handler(act.case, act.person)
    urgent = act.work.services.reference.topics[act.case.topic].urgent
    today = helsinki_date(act.work.now)
    return await _begin(act, DecisionClock(act.case.number, check_arrival(day, today), act.work.now, urgent))


def time_from(work: Work, topic: str, day: date) -> DecisionTime:
    """The decision time of an application on this topic that came on this day."""
    return decision_time(day, urgent=work.services.reference.topics[topic].urgent)


async def begin_with(work: Work, turn: Turn, case: Consultation, day: date) -> None:
    """A consultation that is being opened, with the checked day told on its form and its last day counted already."""
    urgent = work.services.reference.topics[case.topic].urgent
    await _keep(work, turn, case, DecisionClock(case.number, day, work.now, urgent))


async def asked(act: Acting, clock: DecisionClock, until: date) -> DecisionClock:
    """*Pyysin lisäselvityksen*: without an answer the days run from the end of this day."""
    check_handler(act.case, act.person)
    checked = check_until(until, helsinki_date(act.work.now))
    return await _begin(act, replace(clock, asked_until=checked, set_at=act.work.now, warned=False))


async def look(work: Work, timer: Timer) -> datetime | None:
    """Brings the cards to the day, and warns when the last day is at hand without an answer. When to look again."""
    case = await leavers.load(work, int(timer.subject.partition("/")[2]), lock=True)
    clock = await clock_of(work, case)
    if clock is None or clock.step != timer.step:
        return None
    await deadline_cards.keep_in_step(work, case, clock)
    if case.state == "closed":
        return None
    if clock.warns(case, work.now):
        await store.save(work.connection, replace(clock, warned=True))
        await _warn(work, case, clock)
    return clock.next_look(work.now)


async def _begin(act: Acting, clock: DecisionClock) -> DecisionClock:
    due_on = clock.time.due_on
    answer_by = answer_needed_by(act.case.answer_by, due_on, act.work.now)
    case = await act.becomes(replace(act.case, decide_by=due_on, answer_by=answer_by))
    await _keep(act.work, act.turn, case, clock)
    return clock


async def _keep(work: Work, turn: Turn, case: Consultation, clock: DecisionClock) -> None:
    await store.save(work.connection, clock)
    timer = Timer(KIND, f"{KIND}/{clock.number}", clock.step, clock.next_look(work.now) or work.now)
    await set_timers(work.connection, [timer], work.now)
    await deadline_cards.keep_in_step(work, case, clock)
    logged.note(work, turn, "decision_time", case.number, basis=case.basis)


async def _warn(work: Work, case: Consultation, clock: DecisionClock) -> None:
    """The handler is told, and whoever the answer waits for is reminded."""
    posts = await posts_of(work, case.number)
    await notices.notify(work, case, posts, "asking", _warning(case, clock))
    taker = case.receiver(case.taker) if case.taker else None
    for receiver in (taker,) if taker is not None else case.still_asked:
        await nudging.nudge(work, receiver.contact_id)


def _warning(case: Consultation, clock: DecisionClock) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t(
        "{label}: the decision is due {date} and no answer has come. A reminder was sent. Calling may be faster.",
        label=label,
        date=weekday_words(clock.time.due_on, t),
    )
