"""The buttons with which details are confirmed: *Tiedot ovat oikein*, and those of the coordinator's work-list."""

from bot.turns.answers import Answer
from bot.turns.authorisation import OWN_ENTRY
from bot.turns.command import Button
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.checks import verifying
from cards.buttons.contact_data import VerifyData


async def verify(services: Services, turn: Turn, press: Press, data: VerifyData) -> Answer:
    """Confirms, has somebody asked, or turns the work-list's page, as the button's step says."""
    async with begin(services, turn) as work:
        match data.step:
            case "right":
                return await verifying.confirm(work, turn, press, data.contact, data.page)
            case "send":
                return await verifying.send(work, turn, press, data.contact, data.page or 0)
            case "list":
                return await verifying.turn_page(work, turn, press, data.page or 0)


PRESSES = (Button(VerifyData, verify),)
NEEDS = {"contact.verify": OWN_ENTRY}
