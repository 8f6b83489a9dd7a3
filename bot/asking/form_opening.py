"""Opening the form of a question: its draft is stored, then the card is shown."""

from dataclasses import replace

from bot.asking import composing
from bot.asking.composing import Wanted
from bot.consultation.stored import drafts
from bot.turns.answers import Answer, NoAnswer
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import begin
from bot.upkeep.words import corrections


async def begin_form(services: Services, turn: Turn, wanted: Wanted) -> Answer:
    """A new form for what is wanted, or what has to be asked first."""
    draft = replace(
        drafts.new_draft(turn, services.clock()),
        place_words=corrections.words_worth_keeping(services.reader, wanted.read.place_words),
        topic_words=corrections.words_worth_keeping(services.reader, wanted.read.topic_words),
    )
    composed = await composing.compose(services, turn, draft, wanted)
    async with begin(services, turn, composed.people) as work:
        post_id = await show(work, turn, composed.card, kind="form")
        await drafts.create(work.connection, replace(composed.draft, post_id=post_id))
    return NoAnswer()
