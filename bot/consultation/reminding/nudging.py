"""Reminding a person: all that waits for them on one card, in their working hours, a few times a day at most.

Somebody who is in a meeting, does not want to be disturbed or is out of office is reminded later, unless it is urgent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select, text

from bot.consultation.reminding.snoozing import EVERYTHING, snoozed
from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.sight.reader_view import Reading
from bot.consultation.stored import store
from bot.consultation.waiting import clocks
from bot.outbox.outbox_queue import POST
from bot.outbox.posting import About, card_activity, post, posts_of
from bot.timers.running import Timers
from bot.timers.timer_queue import TIMER, Timer, cancel, move, set_timers
from bot.turns.services import Services
from bot.turns.speaking import personal
from bot.turns.work import Work
from cards.kit.frame import Card
from cards.time.nudge import NudgeRowView, NudgeView, nudge_card
from config.clock import HELSINKI
from directory.people.contacts import Contact, DirectoryId
from directory.people.presence import UNKNOWN, PresenceReading
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, next_working_day_at, opens_next
from directory.time.hours import WeeklyHours
from directory.time.snooze_lengths import MORNING, within
from directory.time.time_wording import moment_words

KIND = "nudge"
LOOK_AGAIN = timedelta(minutes=20)
"""After this time, whoever was busy may have a moment."""
BUSY_AT_MOST = timedelta(hours=2)
"""So long a busy presence holds a reminder back: some people are never anything else."""
Presences = Mapping[DirectoryId, PresenceReading]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person now, and what they do not want to hear of until a moment."""

    cases: tuple[Consultation, ...]
    wakes_at: datetime | None
    """When the first snoozed one may be told again; None when none is snoozed."""


class Nudges:
    """Sends the reminders that are due, having asked Graph for the presence of those concerned first."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def run_due(self) -> None:
        """Presence is read before a reminder is claimed: Graph is never awaited in a transaction."""
        people = await self._people()
        if people:
            presences = await self._services.presence_of(people)
            await Timers(self._services, {KIND: partial(remind, presences=presences)}).run_due()

    async def _people(self) -> tuple[DirectoryId, ...]:
        due = select(TIMER.c.subject).where(
            TIMER.c.state == "pending", TIMER.c.kind == KIND, TIMER.c.due_at <= self._services.clock()
        )
        async with self._services.database.read() as connection:
            subjects = (await connection.execute(due)).scalars().all()
        known = self._services.directory.current.contacts
        ids = {subject.partition("/")[2] for subject in subjects}
        # somebody the directory no longer knows still has a timer, which must come to its end
        return tuple(known[one].directory_id if one in known else DirectoryId("", "") for one in sorted(ids))


async def nudge(work: Work, contact_id: str, at: datetime | None = None) -> None:
    """The contact is to be reminded, now or at a moment: once, however many questions ask for it before it is sent.

    A reminder that is held back is looked at anew then: what asks for it now may be urgent.
    """
    moment, subject = at or work.now, _subject(contact_id)
    mine = (TIMER.c.subject == subject, TIMER.c.kind == KIND, TIMER.c.state == "pending")
    rows = (await work.connection.execute(select(TIMER.c.step, TIMER.c.due_at).where(*mine))).all()
    wanted = [row for row in rows if datetime.fromisoformat(row.step) <= moment]
    if not wanted:
        await set_timers(work.connection, [Timer(KIND, subject, moment.isoformat(), moment)], work.now)
    elif all(row.due_at > moment for row in wanted):
        await move(work.connection, Timer(KIND, subject, wanted[0].step, moment))


async def begin_anew(work: Work, contact_id: str) -> None:
    """The contact wants no reminder put off any more: one now, in the place of those still to come."""
    await nudge(work, contact_id)
    await cancel(work.connection, _subject(contact_id), [KIND], due_after=work.now)


async def remind(work: Work, timer: Timer, presences: Presences | None = None) -> datetime | None:
    """Sends the reminder, unless nothing waits; the moment to look again when the person is not to be disturbed now."""
    contact = work.directory.contacts.get(timer.subject.partition("/")[2])
    if contact is None or work.directory.absence(contact.id, helsinki_date(work.now)) is not None:
        return None
    waiting = await waiting_for(work, contact)
    if not waiting.cases:
        return waiting.wakes_at
    if work.directory.organisations[contact.organisation].switched_off:
        return work.now + LOOK_AGAIN
    presence = (presences or {}).get(contact.directory_id, UNKNOWN)
    urgent = any(clocks.is_urgent(work.services.reference, case, work.now) for case in waiting.cases)
    later = await _not_now(work, contact, _held_until(presence, timer, work.now), urgent=urgent)
    if later is not None:
        return later
    await _send(work, contact, waiting.cases)
    await cancel(work.connection, timer.subject, [KIND], due_by=work.now)
    if waiting.wakes_at is not None:
        again = Timer(KIND, timer.subject, waiting.wakes_at.isoformat(), waiting.wakes_at)
        await set_timers(work.connection, [again], work.now)
    return None


async def waiting_for(work: Work, contact: Contact) -> Waiting:
    """What nobody has taken of what the contact was asked, and what they have taken and not answered."""
    person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
    hushed = await snoozed(work.connection, contact.id, work.now)
    mine = await store.open_for(work.connection, person, work.directory, helsinki_date(work.now))
    cases = [case for case in mine if _waits_for(case, person)]
    if not cases:
        return Waiting((), None)
    loud = tuple(case for case in cases if not {EVERYTHING, case.number} & hushed.keys())
    moments = [hushed[key] for key in (EVERYTHING, *(case.number for case in cases)) if key in hushed]
    return Waiting(loud, min(moments, default=None))


def nudge_view(reading: Reading, cases: Sequence[Consultation], notice: str = "") -> NudgeView:
    """The reminder of these for its reader."""
    rows = (
        NudgeRowView(
            consultation=case.number,
            version=case.version,
            topic=reading.topic(case),
            place=reading.place(case),
            asker=case.asker.name,
            answer_by=moment_words(case.answer_by, reading.t),
            taken=case.taker is not None,
        )
        for case in cases
    )
    return NudgeView(tuple(rows), notice)


def week_of(work: Work, contact: Contact) -> WeeklyHours:
    """The working hours of the contact's organisation today."""
    rule = work.directory.rule_on(contact.organisation, helsinki_date(work.now))
    return rule.working_hours or WORKING_WEEK


async def _send(work: Work, contact: Contact, cases: tuple[Consultation, ...]) -> None:
    posts = await posts_of(work, cases[0].number)
    address, language = await personal(work, contact, next((one.service_url for one in posts), ""))
    reading = Reading(work.services, work.directory, language, work.now)
    card: Card = nudge_card(nudge_view(reading, cases), reading.t)
    about = About(KIND, language, cases[0].number if len(cases) == 1 else None, contact_id=contact.id)
    await post(work, address, about, card_activity(card))


def _held_until(presence: PresenceReading, timer: Timer, now: datetime) -> datetime | None:
    """When to look again at somebody who is not to be disturbed; None for everybody else."""
    if presence.value == "out_of_office":
        return next_working_day_at(now, MORNING)
    wanted_at = datetime.fromisoformat(timer.step)
    return now + LOOK_AGAIN if presence.value == "busy" and now - wanted_at < BUSY_AT_MOST else None


async def _not_now(work: Work, contact: Contact, held: datetime | None, *, urgent: bool) -> datetime | None:
    """When instead: outside working hours always; else, unless urgent, when held back or reminded enough today."""
    week = week_of(work, contact)
    if not is_open(week, work.now):
        return opens_next(week, work.now)
    if urgent:
        return None
    if held is not None:
        return within(held, week)
    day = work.now.astimezone(HELSINKI).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = select(func.count()).where(
        text(f"post.kind = '{KIND}'"),
        POST.c.contact_id == contact.id,
        POST.c.created_at >= day,
        POST.c.created_at <= work.now,
    )
    count = (await work.connection.execute(sent)).scalar_one()
    enough = count >= work.services.settings.reminders_per_day
    return next_working_day_at(work.now, MORNING, week) if enough else None


def _waits_for(case: Consultation, person: Someone) -> bool:
    """Nobody has taken it, or this person has and has not answered, and an answer would be passed on."""
    if person.is_same_as(case.asker) or case.is_paused:
        return False
    return case.taker is None or (person.is_same_as(case.taker) and case.answered_at is None)


def _subject(contact_id: str) -> str:
    return f"person/{contact_id}"
