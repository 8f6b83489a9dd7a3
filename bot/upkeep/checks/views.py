"""What is shown when details are looked after: a contact's own details, and a page of the coordinator's work-list."""

from collections.abc import Mapping

from bot.turns.work import Work
from bot.upkeep.checks import evidence
from bot.upkeep.checks.worklists import Item, StaleContact, confirming, worklist
from cards.contacts.verify import VerifyView, verify_card
from cards.contacts.worklist import SHOWN, ContactRowView, WorklistView, WrongTurnRowView, worklist_card
from cards.kit.frame import Card
from config.texts import Language, Translate, texts
from directory.naming import place_name
from directory.people.contact_fields import CONFIRMED, FIELD_NAMED
from directory.people.contacts import Contact
from directory.people.freshness import NO_EVIDENCE, Freshness
from directory.records.diffing import Wordbook
from directory.records.field_wording import field_words
from directory.records.records import record_of
from directory.reference import Reference
from directory.routing.routing_wording import doubt_words
from directory.time.time_wording import day_words, full_day_words


async def own_card(work: Work, contact: Contact, language: Language, *, just_now: bool = False) -> Card:
    """The contact's details as the contact sees them. `just_now`: they have just been confirmed."""
    known = (await evidence.evidence_of(work.connection, [contact.id])).get(contact.id, NO_EVIDENCE)
    t = texts(language)
    deputy = work.directory.contacts.get(contact.deputy_id)
    book = Wordbook(work.services.reference, {deputy.id: deputy.name} if deputy else {}, language, t)
    confirmed = max((day for day in (contact.verified_on, known.confirmed_on) if day), default=None)
    view = VerifyView(
        contact=contact.id,
        name=contact.name,
        rows=tuple(_details(contact, book, t)),
        confirmed=full_day_words(confirmed, t) if confirmed else "",
        just_now=just_now,
    )
    return verify_card(view, t)


async def list_card(work: Work, organisation: str, language: Language, page: int = 0, done: str = "") -> Card:
    """One page of the work-list; the first, when there is no such page any more."""
    t, items = texts(language), await worklist(work, organisation)
    page = page if 0 <= page * SHOWN < len(items) else 0
    stale = sum(isinstance(one, StaleContact) for one in items)
    view = WorklistView(
        rows=tuple(_row(work.services.reference, one, language) for one in items[page * SHOWN : (page + 1) * SHOWN]),
        page=page,
        left=max(0, len(items) - (page + 1) * SHOWN),
        fresh=len(confirming(work.directory, organisation)) - stale,
        done=done,
    )
    return worklist_card(view, t)


def _details(contact: Contact, book: Wordbook, t: Translate) -> list[tuple[str, str]]:
    record = record_of("contacts", contact)
    everything: Mapping[str, str] = {"municipalities": t("all municipalities"), "topics": t("all topics")}
    rows = []
    for name in CONFIRMED:
        value = book.value(name, record[name]) or everything.get(name, "")
        title = field_words(name, t)
        if value or FIELD_NAMED[name].missed:
            rows.append((title[:1].upper() + title[1:], value))
    return rows


def _row(reference: Reference, item: Item, language: Language) -> ContactRowView | WrongTurnRowView:
    t = texts(language)
    if isinstance(item, StaleContact):
        asked = day_words(item.asked_on, t) if item.asked_on else ""
        return ContactRowView(item.contact.id, item.contact.name, _why(item.freshness, t), asked)
    wrong = item.misroute
    place = place_name(reference, wrong.area, wrong.municipality, language)
    why = (
        t("the wrong person was asked once", plural="the wrong person was asked {count} times", count=item.count)
        if item.count > 1
        else t("a correction has been proposed")
    )
    return WrongTurnRowView(wrong.id, f"{place} · {reference.topics[wrong.topic].name(language)}", why)


def _why(state: Freshness, t: Translate) -> str:
    if state.trust == "doubtful":
        return doubt_words(state, t)
    if state.since is None:
        return t("to be confirmed")
    return t("to be confirmed, last sign {date}", date=full_day_words(state.since, t))
