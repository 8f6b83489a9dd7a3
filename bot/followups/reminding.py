"""The day of a follow-up has come: both sides are reminded, again while nobody handles it; then the coordinators."""

from datetime import datetime
from functools import partial

from bot.consultation.acting import leavers
from bot.consultation.acting.becoming import becomes
from bot.consultation.rules import keeping
from bot.consultation.rules.model import Consultation, Receiver, widen
from bot.consultation.rules.standing import person_of
from bot.followups import followup_cards, model, store
from bot.followups.model import Followup
from bot.outbox.posting import posts_of
from bot.timers.timer_queue import Timer
from bot.turns.speaking import write_to
from bot.turns.work import Work
from cards.kit.frame import Card
from cards.kit.k_number import consultation_label
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Language, texts
from directory.naming import place_name
from directory.time.calendar import WORKING_WEEK, helsinki_date, is_open, opens_next
from directory.time.time_wording import weekday_words


async def remind(work: Work, timer: Timer) -> datetime | None:
    """One reminder; when the next one comes. Nothing for a follow-up that has been handled, moved or set anew, or whose
    matter is about to be wiped."""
    case = await leavers.load(work, int(timer.subject.partition("/")[2]), lock=True)
    before = await store.load(work.connection, case.number)
    if before is None or before.state != "open" or before.step != timer.step or model.comes_too_late(case, work.now):
        return None
    if not is_open(WORKING_WEEK, work.now):  # after a standstill
        return opens_next(WORKING_WEEK, work.now)
    after = model.remind(before)
    await store.save(work.connection, after)
    if after.state == "left" and (without := keeping.follow(case, None, work.now)) != case:
        case = await becomes(work, case, without)
    await followup_cards.keep_in_step(work, case, after)
    if after.state == "left":
        await _tell_coordinators(work, case, after)
        return None
    await followup_cards.send(work, await _with_deputy(work, case), after)
    if after.reminded == 1:
        await _tell_askers_deputy(work, case, after)
    return model.next_reminder(work.now)


async def _with_deputy(work: Work, case: Consultation) -> Consultation:
    """While its taker is away, the deputy takes part in the matter."""
    deputy = model.deputy_of_taker(case, work.directory, helsinki_date(work.now))
    if deputy is None or any(one.contact_id == deputy.id and one.state == "asked" for one in case.receivers):
        return case
    taker = case.receiver(case.taker) if case.taker else None
    receiver = Receiver(deputy.id, person_of(deputy), whose=taker.contact_id if taker else "")
    return await becomes(work, case, widen(case, receiver))


async def _tell_askers_deputy(work: Work, case: Consultation, followup: Followup) -> None:
    """The deputy of an asker who is away takes no part in the matter, but can ask its other side or wait."""
    deputy = model.deputy_of_asker(case, work.directory, helsinki_date(work.now))
    if deputy is None:
        return
    posts = await posts_of(work, case.number)
    service_url = next((one.service_url for one in posts), "")
    await write_to(work, deputy, service_url, partial(_due_card, work, case, followup), number=case.number)


async def _tell_coordinators(work: Work, case: Consultation, followup: Followup) -> None:
    """That it was let pass, where and what about; not its note, which is between the two sides."""
    posts = await posts_of(work, case.number)
    service_url = next((one.service_url for one in posts), "")
    for organisation in dict.fromkeys((case.asking_organisation, case.receiving_organisation)):
        for contact in work.directory.with_role(organisation, "coordinator"):
            card = partial(_left_card, work, case, followup)
            await write_to(work, contact, service_url, card, number=case.number)


def _due_card(work: Work, case: Consultation, followup: Followup, language: Language) -> Card:
    t, reference = texts(language), work.services.reference
    other = model.deputy_of_taker(case, work.directory, helsinki_date(work.now)) or case.taker
    sentence = t(
        "The follow-up of {label} ({place}, {topic}) is due {date}. "
        "{asker}, who asked, is away; {taker} has got it too.",
        label=consultation_label(case.number),
        place=place_name(reference, case.area, case.municipality, language),
        topic=reference.topics[case.topic].name(language),
        date=weekday_words(followup.due_on, t),
        asker=case.asker.name,
        taker=other.name if other else reference.area_name(case.receiving_organisation, language),
    )
    return sentence_card(SentenceView(sentence), t)


def _left_card(work: Work, case: Consultation, followup: Followup, language: Language) -> Card:
    t, reference = texts(language), work.services.reference
    sentence = t(
        "The follow-up of {label} ({place}, {topic}) was due {date} and nobody has handled it. /followup lists these.",
        label=consultation_label(case.number),
        place=place_name(reference, case.area, case.municipality, language),
        topic=reference.topics[case.topic].name(language),
        date=weekday_words(followup.due_on, t),
    )
    return sentence_card(SentenceView(sentence, tone="warning"), t)
