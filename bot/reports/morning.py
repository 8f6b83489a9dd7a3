"""Telling coordinators in the morning what has waited too long in their organisation: once a working day at most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.consultation.stored.store import CONSULTATION
from bot.consultation.waiting.clocks import ESCALATION, RUNS
from bot.outbox.posting import About, card_activity, post
from bot.reports.week_figures import TOO_LONG
from bot.turns.services import Services
from bot.turns.speaking import personal
from bot.turns.work import Work, by_itself
from cards.time.morning_card import MorningRowView, MorningView, morning_card
from config.texts import Language, texts
from directory.naming import place_name
from directory.people.contacts import Contact
from directory.reference import Reference
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, working_time_between
from directory.time.hours import parse_hours
from directory.time.time_wording import moment_words


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer, as far as a coordinator may know it."""

    number: int
    area: str
    municipality: str
    topic: str
    taken: bool
    asked_at: datetime


async def tell_coordinators(services: Services) -> int:
    """Any number of times a day, in working hours; how many were told."""
    now, directory = services.clock(), services.directory.current
    open_now = {
        code
        for code in directory.organisations
        if is_open(directory.rule_on(code, helsinki_date(now)).working_hours or WORKING_WEEK, now)
    }
    if not open_now:
        return 0
    async with services.database.read() as connection:
        found = await unanswered(connection, now)
    told = 0
    for contact in directory.content.contacts:
        waiting = found.get(contact.organisation, ())
        if waiting and contact.organisation in open_now and contact.is_a("coordinator"):
            async with by_itself(services) as work:
                told += await _tell(work, contact, waiting)
    return told


async def unanswered(connection: AsyncConnection, now: datetime) -> Mapping[str, list[Unanswered]]:
    """What has waited too long, oldest first, by the receiving organisation."""
    columns = (
        CONSULTATION.c.number,
        CONSULTATION.c.area,
        CONSULTATION.c.municipality,
        CONSULTATION.c.topic,
        CONSULTATION.c.receiving_organisation,
        CONSULTATION.c.created_at,
        CONSULTATION.c.state,
        ESCALATION.c.hours,
    )
    query = (
        select(*columns)
        .join(ESCALATION, ESCALATION.c.number == CONSULTATION.c.number)
        .where(RUNS, CONSULTATION.c.created_at <= now - TOO_LONG)
        .order_by(CONSULTATION.c.created_at, CONSULTATION.c.number)
    )
    found: dict[str, list[Unanswered]] = {}
    for row in await connection.execute(query):
        if working_time_between(row.created_at, now, parse_hours(row.hours)) >= TOO_LONG:
            one = Unanswered(row.number, row.area, row.municipality, row.topic, row.state == "taken", row.created_at)
            found.setdefault(row.receiving_organisation, []).append(one)
    return found


def morning_view(waiting: Iterable[Unanswered], reference: Reference, language: Language) -> MorningView:
    """The questions by place and topic."""
    groups: dict[tuple[str, str, str], list[Unanswered]] = {}
    for one in waiting:
        groups.setdefault((one.area, one.municipality, one.topic), []).append(one)
    rows = (
        MorningRowView(
            place=place_name(reference, area, municipality, language),
            topic=reference.topics[topic].name(language),
            consultations=tuple(one.number for one in those),
            untaken=sum(not one.taken for one in those),
            since=moment_words(those[0].asked_at, texts(language)),
        )
        for (area, municipality, topic), those in groups.items()
    )
    return MorningView(tuple(rows))


async def _tell(work: Work, contact: Contact, waiting: list[Unanswered]) -> bool:
    """The card, unless the coordinator is away, cannot be written to or has had it today. Whether it was sent."""
    today = helsinki_date(work.now)
    address, language = await personal(work, contact, "")
    if work.directory.absence(contact.id, today) is not None or not address.service_url:
        return False
    if not await work.once(f"morning/{today}/{contact.id}"):
        return False
    card = morning_card(morning_view(waiting, work.services.reference, language), texts(language))
    about = About("notice", language, contact_id=contact.id)
    await post(work, address, about, card_activity(card))
    return True
