"""Reminding a person: everything that waits for them at once, within their working hours, a few times a day at most."""

from datetime import datetime

from sqlalchemy import func, select

from bot.consultations import announcing, store
from bot.consultations.model import Consultation, Someone
from bot.consultations.open_rows import open_row
from bot.consultations.reader_view import Reading
from bot.errors import Wording, consultation_label
from bot.outbox.posting import posts_of
from bot.timers.queue import TIMER, Timer, set_timer
from bot.turns.speaking import write_to
from bot.turns.work import Work
from cards.open_list import OpenListView, open_list_card
from config.clock import HELSINKI
from config.texts import Language, texts
from directory.calendar import WORKING_WEEK, helsinki_date, is_open, next_working_day_at, opens_next
from directory.contacts import Contact

KIND = "nudge"
A_DAY_AT_MOST = 3


async def nudge(work: Work, contact_id: str) -> None:
    """The contact is to be reminded: once, however many questions ask for it before it is sent."""
    waiting = select(TIMER.c.id).where(TIMER.c.subject == _subject(contact_id), TIMER.c.state == "pending").limit(1)
    if (await work.connection.execute(waiting)).first() is None:
        await set_timer(work.connection, Timer(KIND, _subject(contact_id), work.now.isoformat(), work.now), work.now)


async def remind(work: Work, timer: Timer) -> None:
    """Sends the reminder: a line under the question's card, or one card for several. Nothing when nothing waits."""
    contact = work.directory.contacts.get(timer.subject.partition("/")[2])
    if contact is None or work.directory.absence(contact.id, helsinki_date(work.now)) is not None:
        return
    later = await _not_now(work, contact)
    if later is not None:
        await set_timer(work.connection, Timer(KIND, timer.subject, later.isoformat(), later), work.now)
        return
    person = Someone(contact.tenant_id, contact.aad_object_id, contact.name)
    waiting = [case for case in await store.open_for(work.connection, person) if _waits_for(case, person)]
    if len(waiting) == 1 and await _under_its_card(work, waiting[0], contact):
        return
    if waiting:
        posts = await posts_of(work.connection, waiting[0].number)
        service_url = next((one.service_url for one in posts), "")
        await write_to(work, contact, service_url, lambda language: _list(work, waiting, person, language))


async def _not_now(work: Work, contact: Contact) -> datetime | None:
    """When instead, if now is outside the contact's working hours or has had its share of reminders today."""
    rule = work.directory.rule_on(contact.organisation, helsinki_date(work.now))
    week = rule.working_hours or WORKING_WEEK
    if not is_open(week, work.now):
        return opens_next(week, work.now)
    day = work.now.astimezone(HELSINKI).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = select(func.count()).where(
        TIMER.c.subject == _subject(contact.id), TIMER.c.kind == KIND, TIMER.c.state == "done", TIMER.c.done_at >= day
    )
    count = (await work.connection.execute(sent)).scalar_one()
    return next_working_day_at(work.now, 9, week) if count >= A_DAY_AT_MOST else None


async def _under_its_card(work: Work, case: Consultation, contact: Contact) -> bool:
    """One sentence under the question's own card; whether the contact has one."""
    posts = await posts_of(work.connection, case.number)
    own = [one for one in posts if one.kind == "receiver" and one.contact_id == contact.id]
    standing = [one for one in own if one.state in {"pending", "delivered"}]
    if standing:
        await announcing.tell(work, case, standing[0], _still_waits(case))
    return bool(standing)


def _waits_for(case: Consultation, person: Someone) -> bool:
    """Nobody has taken it, or this person has and has not answered."""
    if person.is_same_as(case.asker):
        return False
    return case.taker is None or (person.is_same_as(case.taker) and case.answered_at is None)


def _list(work: Work, waiting: list[Consultation], person: Someone, language: Language) -> dict[str, object]:
    reading = Reading(work.services, work.directory, language, work.now)
    rows = tuple(open_row(reading, case, person) for case in waiting)
    return open_list_card(OpenListView(rows), texts(language))


def _still_waits(case: Consultation) -> Wording:
    label = consultation_label(case.number)
    if case.taker is not None:
        return lambda t: t("{label} still waits for an answer. If there is no time now, give it back.", label=label)
    return lambda t: t("{label} still waits: nobody has taken it.", label=label)


def _subject(contact_id: str) -> str:
    return f"person/{contact_id}"
