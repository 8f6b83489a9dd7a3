"""Telling coordinators once a week what the last one was like: what came, what was answered, what is to be checked."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.rules.outcomes import WITHDRAWN
from bot.consultation.stored.store import CONSULTATION
from bot.consultation.waiting.clocks import ESCALATION
from bot.outbox.posting import About, card_activity, post
from bot.reports.week_figures import Asked, Week, last_week, moments_of, summed_up
from bot.turns.services import Services
from bot.turns.speaking import personal
from bot.turns.work import Work, by_itself
from bot.upkeep.checks.worklists import worklist
from cards.time.digest_card import DigestView, UnansweredRowView, digest_card
from config.texts import Language, Translate, texts
from directory.naming import place_name
from directory.people.contacts import Contact
from directory.reference import Reference
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open
from directory.time.hours import parse_hours
from directory.time.time_wording import span_words

HOUR = timedelta(hours=1)
COLUMNS = (
    "number",
    "area",
    "municipality",
    "topic",
    "asking_organisation",
    "receiving_organisation",
    "created_at",
    "answered_at",
    "closed_at",
    "outcome",
)


async def tell_coordinators(services: Services) -> int:
    """Any number of times a week, in working hours; how many were told."""
    now, directory = services.clock(), services.directory.current
    days = last_week(helsinki_date(now))
    async with services.database.read() as connection:
        questions = await asked_between(connection, days)
    told = 0
    for contact in directory.content.contacts:
        week_of_work = directory.rule_on(contact.organisation, helsinki_date(now)).working_hours or WORKING_WEEK
        if contact.is_a("coordinator") and is_open(week_of_work, now):
            week = summed_up(questions, contact.organisation, now)
            async with by_itself(services) as work:
                told += await _tell(work, contact, week, days)
    return told


async def asked_between(connection: AsyncConnection, days: tuple[date, date]) -> Sequence[Asked]:
    """The questions that were asked on these Finnish days."""
    begins, ends = moments_of(*days)
    c = CONSULTATION.c
    query = (
        select(*(c[name] for name in COLUMNS), ESCALATION.c.hours)
        .join(ESCALATION, ESCALATION.c.number == c.number)
        .where(c.created_at >= begins, c.created_at < ends)
    )
    return [_asked(row) for row in (await connection.execute(query)).mappings()]


def digest_view(week: Week, days: str, to_check: int, reference: Reference, language: Language) -> DigestView:
    """The week for its reader; `days` worded, `to_check` what is on the work-list."""
    groups: dict[tuple[str, str], list[int]] = {}
    for one in week.unanswered:
        where = place_name(reference, one.area, one.municipality, language), reference.topics[one.topic].name(language)
        groups.setdefault(where, []).append(one.number)
    return DigestView(
        days=days,
        received=week.received,
        answered=week.answered,
        median=_time(week.median, texts(language)) if week.median is not None else "",
        waited=week.waited,
        asked=week.asked,
        asked_answered=week.asked_answered,
        unanswered=tuple(UnansweredRowView(*where, tuple(numbers)) for where, numbers in groups.items()),
        to_check=to_check,
    )


async def _tell(work: Work, contact: Contact, week: Week, days: tuple[date, date]) -> bool:
    """The card, unless there is nothing to tell, the coordinator is away or has had it. Whether it was sent."""
    address, language = await personal(work, contact, "")
    if work.directory.absence(contact.id, helsinki_date(work.now)) is not None or not address.service_url:
        return False
    if not await work.once(f"digest/{days[0]}/{contact.id}"):
        return False
    to_check = len(await worklist(work, contact.organisation))
    if not (week.received or week.asked or to_check):
        return False
    t = texts(language)
    view = digest_view(week, span_words(*days, t), to_check, work.services.reference, language)
    card = digest_card(view, t)
    about = About("notice", language, contact_id=contact.id)
    await post(work, address, about, card_activity(card))
    return True


def _asked(row: RowMapping) -> Asked:
    return Asked(
        number=row["number"],
        area=row["area"],
        municipality=row["municipality"],
        topic=row["topic"],
        asking=row["asking_organisation"],
        receiving=row["receiving_organisation"],
        hours=parse_hours(row["hours"]),
        asked_at=row["created_at"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        withdrawn=row["outcome"] == WITHDRAWN,
    )


def _time(amount: timedelta, t: Translate) -> str:
    """Working time in words, rounded up."""
    if amount < HOUR:
        return t("{count} min of work", count=max(1, -(-amount // timedelta(minutes=1))))
    return t("{count} h of work", count=-(-amount // HOUR))
