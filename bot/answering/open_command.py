"""`/open`: what is open for the one who asks, both asked and received."""

from bot.consultation.acting import leavers
from bot.consultation.acting.acting import someone
from bot.consultation.sight.open_rows import open_row
from bot.consultation.sight.reader_view import Reading
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.command import Command
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import begin
from cards.consultation.open_list import OpenListView, open_list_card


async def run(services: Services, turn: Turn, rest: str) -> Answer:  # noqa: ARG001 - the command takes no words
    """A list with a button per row that brings the matter's card."""
    async with begin(services, turn) as work:
        person = someone(work, turn)
        reading = Reading(services, work.directory, await known_writers.language(work, turn), work.now)
        rows = tuple(open_row(reading, case, person) for case in await leavers.open_for(work, person))
        card = open_list_card(OpenListView(rows), reading.t)
        await show(work, turn, card)
    return NoAnswer()


COMMAND = Command(
    name="open",
    aliases=("avoimet", "öppna"),
    example=lambda t: t("/open"),
    help=lambda t: t("List what is open for you"),
    run=run,
    order=22,
)
NEEDS = {"/open": ANYBODY}
