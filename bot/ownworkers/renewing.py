"""A worker is asked again before their links end: each goes on for a year or is forgotten."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from itertools import groupby

from sqlalchemy import and_, or_, select

from bot.consultation.stored.store import CONSULTATION
from bot.errors import Denied, Expected
from bot.ownworkers import store
from bot.ownworkers.model import StoredLink, usual_end, worker_of
from bot.turns.logged import note
from bot.turns.services import Services
from bot.turns.speaking import personal, write_to
from bot.turns.turn import Turn
from bot.turns.work import Work, by_itself
from cards.buttons.own_worker_data import OwnWorkerSaveData
from cards.kit.frame import Card
from cards.kit.k_number import consultation_label
from cards.kit.sentence import SentenceView, sentence_card
from cards.kit.template import Option
from cards.own_workers.own_renewal import RenewalView, renewal_card
from config.texts import LANGUAGES, Language, Translate, texts
from directory.people.contacts import Contact
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open
from directory.time.time_wording import day_words, full_day_words

BEFORE_THE_END = timedelta(days=30)
LISTED_AT_MOST = 15
"""Links on one card; the others come with the next round."""
EXTENDED, ENDED = "own_worker_extended", "own_worker_removed"
"""What the access log calls them."""


async def ask_again(services: Services) -> int:
    """Asks each worker whose links end soon, once for each link and in working hours; how many were asked."""
    now, directory = services.clock(), services.directory.current
    today = helsinki_date(now)
    if not is_open(WORKING_WEEK, now):
        return 0
    async with services.database.read() as connection:
        links = await store.ending(connection, today, today + BEFORE_THE_END)
    asked = 0
    for _, group in groupby(links, key=lambda one: one.link.contact_id):
        some = list(group)[:LISTED_AT_MOST]
        worker = worker_of(some[0].link, directory, today)
        if worker is not None and directory.absence(worker.id, today) is None:
            async with by_itself(services) as work:
                asked += await _ask(work, worker, [one.id for one in some])
    return asked


async def settle(work: Work, turn: Turn, worker: Contact, data: OwnWorkerSaveData) -> None:
    """Extends or forgets the chosen links, with a row in the access log for each client.

    Raises Expected when none was chosen that is in force, Denied when one of them is another worker's.
    """
    today = helsinki_date(work.now)
    chosen = await store.numbered(work.connection, _ids_in(data.links))
    if any(one.link.contact_id != worker.id for one in chosen):
        raise Denied(_choose_first, code="not_your_clients", keeps_card=True)
    ids = [one.id for one in chosen if one.link.until >= today]
    if not ids:
        raise Expected(_choose_first, code="none_chosen", keeps_card=True)
    goes_on = data.step == "extend"
    if goes_on:
        await store.extend(work.connection, ids, usual_end(today))
    else:
        await store.remove_ids(work.connection, ids)
    for one in chosen:
        note(work, turn, EXTENDED if goes_on else ENDED, pseudonym=one.link.pseudonym)


async def remaining_card(work: Work, worker: Contact, language: Language) -> Card:
    """What is still to be decided of the links that the worker was asked about."""
    today = helsinki_date(work.now)
    left = await store.asked_of_worker(work.connection, worker.id, today, today + BEFORE_THE_END)
    if left:
        return await _card(work, worker, left[:LISTED_AT_MOST], language)
    t = texts(language)
    return sentence_card(SentenceView(t("Done. Nothing more is expected of you.")), t)


async def _ask(work: Work, worker: Contact, ids: list[int]) -> int:
    """Nobody to whom the bot cannot write. Of two processes that ask at once, one finds the links unasked."""
    address, _ = await personal(work, worker, "")
    if not address.service_url:
        return 0
    marked = await store.mark_asked(work.connection, ids, helsinki_date(work.now))
    links = await store.numbered(work.connection, marked)
    if not links:
        return 0
    cards = {language: await _card(work, worker, links, language) for language in LANGUAGES}
    await write_to(work, worker, "", lambda language: cards[language])
    return 1


async def _card(work: Work, worker: Contact, links: Collection[StoredLink], language: Language) -> Card:
    t = texts(language)
    numbers = await _numbers(work, worker, [one.link.pseudonym for one in links])
    rows = tuple(Option(str(one.id), _words(work, one, numbers, language)) for one in links)
    return renewal_card(RenewalView(rows), t)


def _words(work: Work, one: StoredLink, numbers: Mapping[str, list[int]], language: Language) -> str:
    t, link = texts(language), one.link
    place = work.services.reference.municipalities.get(link.municipality)
    parts = [
        t("Added {date}", date=full_day_words(helsinki_date(one.added_at), t)),
        place.name(language) if place else "",
        ", ".join(consultation_label(number) for number in numbers.get(link.pseudonym, [])[-3:]),
        t("ends {date}", date=day_words(link.until, t)),
    ]
    return " · ".join(part for part in parts if part)


async def _numbers(work: Work, worker: Contact, pseudonyms: list[str]) -> Mapping[str, list[int]]:
    """The consultations about each client in which the worker took part: by these the worker knows whom it is about."""
    row, me = CONSULTATION.c, worker
    took_part = or_(
        and_(row.taker_tenant_id == me.tenant_id, row.taker_aad_object_id == me.aad_object_id),
        and_(row.asker_tenant_id == me.tenant_id, row.asker_aad_object_id == me.aad_object_id),
    )
    query = select(row.client_pseudonym, row.number).where(row.client_pseudonym.in_(pseudonyms), took_part)
    found: dict[str, list[int]] = {}
    for pseudonym, number in await work.connection.execute(query.order_by(row.number)):
        found.setdefault(pseudonym, []).append(number)
    return found


def _choose_first(t: Translate) -> str:
    return t("Choose first which clients. Nothing was changed.")


def _ids_in(chosen: str) -> set[int]:
    return {int(one) for one in chosen.split(",") if one.isascii() and one.isdigit() and len(one) < 10}
