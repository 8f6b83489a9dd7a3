"""The buttons with which details are confirmed: *Tiedot ovat oikein*, and those of the coordinator's work-list."""

from bot.consultation.rules import refusals
from bot.turns.answers import Answer
from bot.turns.authorisation import OWN_ENTRY
from bot.turns.press_data import text_in
from bot.turns.services import Services
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.checks import verifying


async def verify(services: Services, turn: Turn, press: Press) -> Answer:
    """Confirms, has somebody asked, or turns the work-list's page, as the button's step says."""
    async with begin(services, turn) as work:
        contact, page = text_in(press, "contact"), press.whole_number("page")
        match press.data.get("step"):
            case "right":
                return await verifying.confirm(work, turn, press, contact, page)
            case "send":
                return await verifying.send(work, turn, press, contact, page or 0)
            case "list":
                return await verifying.turn_page(work, turn, press, page or 0)
        raise refusals.stale_form()


PRESSES = {"contact.verify": verify}
NEEDS = {"contact.verify": OWN_ENTRY}
