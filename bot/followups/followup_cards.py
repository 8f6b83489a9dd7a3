"""What each side sees of a follow-up: its card, kept the same wherever it has been sent."""

from bot.consultation.rules import keeping
from bot.consultation.rules.model import Consultation
from bot.consultation.sight import in_step, notices
from bot.consultation.sight.reader_view import Reading
from bot.followups.model import Followup, absences, deputy_of_taker
from bot.outbox.posting import About, Address, card_activity, change, post, posts_of, thread_of
from bot.outbox.tables import Post
from bot.turns.speaking import personal
from bot.turns.work import Work
from cards.kit.frame import Card
from cards.time.followup import FollowupView, followup_card
from config.texts import language_of
from directory.time.calendar import helsinki_date
from directory.time.time_wording import weekday_words

CARD = "followup"
"""The kind of its posts."""


def card_of(reading: Reading, case: Consultation, followup: Followup, *, away: str = "") -> Card:
    """The follow-up for this reader. `away`: in whose place the reader has it."""
    people = [(case.asker.name, case.asking_organisation)]
    if case.taker is not None:
        people.append((case.taker.name, case.receiving_organisation))
    view = FollowupView(
        consultation=case.number,
        topic=reading.topic(case),
        place=reading.place(case),
        people=" · ".join(f"{name}, {reading.short_organisation(organisation)}" for name, organisation in people),
        day=weekday_words(followup.due_on, reading.t),
        seen=followup.due_on.isoformat(),
        state=followup.state,
        note=followup.note,
        came_back=followup.reminded > 1,
        basis=reading.basis(case) if keeping.is_shown_again(case, helsinki_date(reading.now)) else "",
        away=away,
        absent=tuple(
            reading.t("{name} is away until {date}.", name=one.name, date=weekday_words(absence.ends_on, reading.t))
            for one, absence in absences(case, reading.directory, helsinki_date(reading.now))
        ),
    )
    card = followup_card(view, reading.t)
    return card if followup.state == "done" else in_step.below_danger(reading, case, card, followup.note)


async def send(work: Work, case: Consultation, followup: Followup) -> None:
    """A new card to both sides, where each follows the matter; that of a taker who is away to the deputy."""
    posts = await posts_of(work, case.number)
    deputy = deputy_of_taker(case, work.directory, helsinki_date(work.now))
    for shown in notices.audience(case, posts, "asking"):
        await _send(work, case, followup, thread_of(shown), _about(shown))
    for shown in notices.audience(case, posts, "receiving"):
        if deputy is None or not shown.contact_id:
            await _send(work, case, followup, thread_of(shown), _about(shown))
        else:
            address, language = await personal(work, deputy, shown.service_url)
            await _send(work, case, followup, address, About(CARD, language, case.number, contact_id=deputy.id))


async def keep_in_step(work: Work, case: Consultation, followup: Followup) -> None:
    """Every card of it shows what has become of it."""
    for shown in await posts_of(work, case.number):
        if shown.kind == CARD:
            reading = in_step.reading_for(work, shown)
            card = card_of(reading, case, followup, away=_away(work, case, shown.contact_id))
            await change(work, shown, _activity(card))


async def _send(work: Work, case: Consultation, followup: Followup, to: Address, about: About) -> None:
    reading = Reading(work.services, work.directory, language_of(about.language), work.now)
    card = card_of(reading, case, followup, away=_away(work, case, about.contact_id))
    await post(work, to, about, _activity(card))


def _about(shown: Post) -> About:
    return About(CARD, shown.language, shown.consultation_id, contact_id=shown.contact_id)


def _away(work: Work, case: Consultation, contact_id: str) -> str:
    """The taker's name, when the card is not the taker's own but the deputy's."""
    deputy = deputy_of_taker(case, work.directory, helsinki_date(work.now))
    return case.taker.name if case.taker and deputy is not None and deputy.id == contact_id else ""


def _activity(card: Card) -> dict[str, object]:
    return card_activity(card)
