"""`/services`: Kela's services for authorities, who does what."""

from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.command import Command
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import begin
from cards.general.kela_services import ServicesView, ServiceView, services_card
from config.texts import texts
from directory.reference import KelaService, Names


async def run(services: Services, turn: Turn, rest: str) -> Answer:  # noqa: ARG001 - the command takes no words
    """The table of services, in the reader's language."""
    async with begin(services, turn) as work:
        language = await known_writers.language(work, turn)
        views = tuple(
            ServiceView(*(words.in_language(language) for words in _words(one)))
            for one in services.reference.kela_services.values()
        )
        card = services_card(ServicesView(views), texts(language))
        await show(work, turn, card)
    return NoAnswer()


def _words(one: KelaService) -> tuple[Names, ...]:
    return one.names, one.does, one.use_for, one.not_for, one.channel


COMMAND = Command(
    name="services",
    aliases=("palvelut", "tjänster"),
    example=lambda t: t("/services"),
    help=lambda t: t("Kela's services for authorities: who does what"),
    run=run,
    order=80,
)
NEEDS = {"/services": ANYBODY}
