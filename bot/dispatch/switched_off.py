"""What people of a switched-off organisation get: one sentence. Nothing that they send is read or kept, not even to see
whether a life is in danger: so the sentence says for everybody whom to call then."""

import hashlib

from bot.outbox.held import SWITCHED_OFF
from bot.outbox.posting import About, post, text_activity
from bot.turns.answers import Answer, NoAnswer, SearchAnswer, SentenceAnswer
from bot.turns.services import Services
from bot.turns.speaking import place_of
from bot.turns.turn import Message, Press, Search, Turn
from bot.turns.work import by_itself, language_of_writer
from config.texts import Translate, texts


def is_off(services: Services, turn: Turn) -> bool:
    """Whether the sender's organisation has been switched off."""
    organisation = services.directory.current.organisation_of_tenant(turn.actor.tenant_id)
    return organisation is not None and organisation.switched_off


async def answer(services: Services, turn: Turn) -> Answer:
    """The sentence: for a press each time, for what was typed once an hour."""
    language = await language_of_writer(services, turn)
    match turn.doing:
        case Press():
            return SentenceAnswer(_sentence(texts(language)))
        case Search():
            return SearchAnswer(())
        case Message():
            await _tell(services, turn, _sentence(texts(language)), language)
    return NoAnswer()


async def _tell(services: Services, turn: Turn, sentence: str, language: str) -> None:
    actor = turn.actor
    async with by_itself(services) as work:
        this_hour = f"off/{actor.tenant_id}/{actor.aad_object_id}/{work.now:%Y-%m-%dT%H}"
        if await work.once(hashlib.sha256(this_hour.encode()).hexdigest()):
            about = About(SWITCHED_OFF, language)
            await post(work, place_of(turn), about, text_activity(sentence))


def _sentence(t: Translate) -> str:
    return t(
        "Kuntayhteys is switched off for your organisation for now: this was neither read nor saved. "
        "Call instead; your organisation's Teams support knows more. In an emergency, call 112."
    )
