"""The coordinator's buttons on a wrong turn: *Korjaa hakemisto*, *Ei muutosta*."""

from bot.turns import known_writers
from bot.turns.answers import Answer, CardAnswer, NoAnswer
from bot.turns.authorisation import COORDINATOR
from bot.turns.command import Button
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.checks import misrouting
from cards.buttons.contact_data import MisrouteData


async def decide(services: Services, turn: Turn, press: Press, data: MisrouteData) -> Answer:
    """Corrects the directory or leaves it; `show` brings the card of a wrong turn from the work-list."""
    async with begin(services, turn) as work:
        match data.step:
            case "fix":
                told = await misrouting.correct(work, turn, data.misroute, data.repair)
            case "leave":
                told = await misrouting.leave(work, turn, data.misroute)
            case _:
                told = await misrouting.find(work, turn, data.misroute)
                card = await misrouting.card(work, told, await known_writers.language(work, turn))
                await show(work, turn, card, kind=misrouting.kind_of(told))
                return NoAnswer()
        card = await misrouting.card(work, told, await known_writers.language(work, turn))
        return CardAnswer(card) if press.wants == "card" else NoAnswer()


PRESSES = (Button(MisrouteData, decide),)
NEEDS = {"contact.correct": COORDINATOR}
