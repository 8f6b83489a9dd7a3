"""What each side sees of a follow-up: its card, kept the same wherever it has been sent."""

from bot.consultations import announcing, presenting
from bot.consultations.model import Consultation
from bot.consultations.reader_view import Reading
from bot.followups.model import Followup
from bot.outbox.posting import About, card_activity, change, post, posts_of, thread_of
from bot.turns.work import Work
from cards.followup import FollowupView, followup_card
from cards.frame import Card
from directory.time_wording import weekday_words

CARD = "followup"
"""The kind of its posts."""


def card_of(reading: Reading, case: Consultation, followup: Followup) -> Card:
    """The follow-up for this reader."""
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
    )
    return followup_card(view, reading.t)


async def send(work: Work, case: Consultation, followup: Followup) -> None:
    """A new card to both sides, where each follows the matter."""
    posts = tuple(await posts_of(work.connection, case.number))
    for shown in (*announcing.audience(case, posts, "asking"), *announcing.audience(case, posts, "receiving")):
        reading = presenting.reading_for(work, shown)
        card = card_of(reading, case, followup)
        about = About(CARD, reading.language, case.number, contact_id=shown.contact_id)
        await post(work.connection, thread_of(shown), about, _activity(card), work.now)


async def keep_in_step(work: Work, case: Consultation, followup: Followup) -> None:
    """Every card of it shows what has become of it."""
    for shown in await posts_of(work.connection, case.number):
        if shown.kind == CARD:
            card = card_of(presenting.reading_for(work, shown), case, followup)
            await change(work.connection, shown, _activity(card), work.now)


def _activity(card: Card) -> dict[str, object]:
    return card_activity(card, str(card["fallbackText"]))
