"""The buttons of an absence's open questions: to the deputy, back again, or left as they are."""

from bot.absences import absence_refusals, absence_saving, open_questions
from bot.absences.open_questions import Away
from bot.answering import handing_over
from bot.errors import Denied, Expected
from bot.turns import known_writers
from bot.turns.answers import Answer
from bot.turns.authorisation import OWN_ENTRY
from bot.turns.command import Button
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.absence_data import OpenQuestionsData
from cards.kit.frame import Card
from cards.kit.noticed import with_notice
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import texts
from directory.people.contacts import DirectoryId


async def press(services: Services, turn: Turn, press: Press, data: OpenQuestionsData) -> Answer:
    """One question or all of them. What cannot be moved is said on the card, which shows what is so now."""
    async with begin(services, turn) as work:
        contact = absence_saving.of_editor(work.directory, turn, data.contact)
        away = open_questions.away(work, contact, data.starts)
        if data.step == "keep":
            return await answer_with_card(work, turn, press, await _kept(work, turn))
        notice = ""
        try:
            await _done(work, turn, data, away)
        except Denied:
            raise
        except Expected as refusal:
            notice = refusal.sentence(texts(await known_writers.language(work, turn)))
        card = await _card(work, turn, away)
        return await answer_with_card(work, turn, press, with_notice(card, notice) if notice else card)


async def _done(work: Work, turn: Turn, data: OpenQuestionsData, away: Away) -> None:
    """Raises Expected before anything is stored."""
    found = await handing_over.open_of(work, away.contact)
    only = [] if data.matter is None else [data.matter]
    match data.step:
        case "move":
            deputy = open_questions.deputy_in(work, away)
            if deputy is None:
                raise absence_refusals.nobody_stands_in()
            await absence_saving.check_not_to_oneself(work, turn, away.contact, deputy)
            await handing_over.move(work, turn, away.contact, deputy, only or [one.number for one in found.held])
        case "back":
            await handing_over.take_back(work, turn, away.contact, only or [one.number for one in found.moved])


async def _card(work: Work, turn: Turn, away: Away) -> Card:
    own = away.contact.directory_id == DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    return await open_questions.card_for(work, away, await known_writers.language(work, turn), own=own)


async def _kept(work: Work, turn: Turn) -> Card:
    t = texts(await known_writers.language(work, turn))
    return sentence_card(SentenceView(t("The open questions stay where they are. /absence shows them again.")), t)


PRESSES = (Button(OpenQuestionsData, press),)
NEEDS = {"absence.handover": OWN_ENTRY}
