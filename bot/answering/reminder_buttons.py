"""The button of a reminder that takes a question at once."""

from bot.answering import taking
from bot.consultation.acting.acting import acting
from bot.consultation.reminding import nudging
from bot.consultation.sight.reader_view import Reading
from bot.errors import Denied, Expected
from bot.turns import known_writers
from bot.turns.answers import Answer
from bot.turns.authorisation import RECEIVING, listed
from bot.turns.command import Button
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from cards.buttons.time_data import NudgeClaimData
from cards.kit.k_number import consultation_label
from cards.time.nudge import nudge_card
from config.texts import texts


async def claim(services: Services, turn: Turn, press: Press, data: NudgeClaimData) -> Answer:
    """*Otan tämän* on a reminder: the reminder then shows what still waits."""
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        t, contact = texts(language), listed(work.directory, turn).contact
        try:
            case = await taking.claim(await acting(work, turn, data.consultation), takeover=False)
            told = t("{label} is taken by me.", label=consultation_label(case.number))
        except Denied:
            raise
        except Expected as refusal:
            told = refusal.sentence(t)
        waiting = await nudging.waiting_for(work, contact)
        reading = Reading(services, work.directory, language, work.now)
        return await answer_with_card(
            work, turn, press, nudge_card(nudging.nudge_view(reading, waiting.cases, told), t)
        )


PRESSES = (Button(NudgeClaimData, claim),)
NEEDS = {"nudge.claim": RECEIVING}
