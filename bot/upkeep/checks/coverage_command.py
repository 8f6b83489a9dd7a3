"""`/coverage`: which municipalities and topics have nobody, one contact alone, or only somebody away."""

from bot.errors import Denied
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import COORDINATOR, coordinator
from bot.turns.command import Button, Command
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.checks import coverage_check
from cards.buttons.contact_data import CoverageData
from cards.contacts.coverage_card import coverage_card
from config.texts import texts
from directory.reference import KELA


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """A coordinator's own area; for Kela all areas, or the one named. Raises Denied for another county's."""
    area = services.reader.read(rest).area if rest else ""
    own = coordinator(services.directory.current, turn).organisation.code
    if own != KELA and area not in {"", own}:
        raise Denied(lambda t: t("Only your own area's coverage is shown here: /coverage"), code="another_county")
    await _show(services, turn, area)
    return NoAnswer()


async def one_area(services: Services, turn: Turn, _: Press, data: CoverageData) -> Answer:
    """One area from the summary, as a card of its own: the summary stays."""
    await _show(services, turn, data.area)
    return NoAnswer()


async def _show(services: Services, turn: Turn, area: str) -> None:
    async with begin(services, turn) as work:
        editor = coordinator(work.directory, turn)
        language = await known_writers.language(work, turn)
        found = await coverage_check.found(work, editor, language, area)
        card = coverage_card(found.view, texts(language))
        await show(work, turn, card)


COMMAND = Command(
    name="coverage",
    aliases=("kattavuus", "täckning"),
    example=lambda t: t("/coverage"),
    help=lambda t: t("For coordinators: municipalities and topics without a contact"),
    run=run,
    order=72,
    in_manifest=False,
    roles=frozenset({"coordinator"}),
)
PRESSES = (Button(CoverageData, one_area),)
NEEDS = {"/coverage": COORDINATOR, "coverage.show": COORDINATOR}
