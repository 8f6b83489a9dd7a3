"""`/help`: the commands with their meanings, made from what each command says of itself."""

from functools import cache

from bot.dispatch.discovery import discover
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY, in_role
from bot.turns.command import Command
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Installed, Turn
from bot.turns.work import Work, begin
from bot.upkeep.checks import evidence
from cards.general.help import CommandView, HelpView, WelcomeView, help_card, welcome_card
from cards.kit.frame import Card
from config.texts import Language, Translate, texts
from directory.people.contacts import DirectoryId
from directory.reference import KELA


async def run(services: Services, turn: Turn, rest: str) -> Answer:  # noqa: ARG001 - the command takes no words
    """The commands the reader may use, in their language."""
    async with begin(services, turn) as work:
        of_role = frozenset(one.name for one in discover().all if _is_of_role(one, work, turn))
        await show(work, turn, _help(await known_writers.language(work, turn), of_role))
    return NoAnswer()


@cache
def _help(language: Language, of_role: frozenset[str]) -> Card:
    """The card for all who have this language and these commands of their roles."""
    t = texts(language)
    everybodys = tuple(_line(one, language, t) for one in discover().all if not one.roles)
    more = tuple(_line(one, language, t) for one in discover().all if one.name in of_role)
    return help_card(HelpView(everybodys, t("/consult Lappeenranta housing costs"), of_role=more), t)


async def greet(services: Services, turn: Turn) -> Answer:
    """The bot was added: what it is for and what to type first. Teams tells of it twice; the greeting comes once."""
    if not isinstance(turn.doing, Installed) or not turn.doing.added or turn.place.kind != "personal":
        return NoAnswer()
    async with begin(services, turn) as work:
        who = DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
        await evidence.reached_again(work.connection, who, work.directory)
        if not await work.once(f"greeting/{who.tenant_id}/{who.aad_object_id}"):
            return NoAnswer()
        t = texts(await known_writers.language(work, turn))
        organisation = work.directory.organisation_of_tenant(turn.actor.tenant_id)
        is_kela = organisation is not None and organisation.code == KELA
        example = t("/consult Lappeenranta housing costs") if is_kela else t("/consult Kela medicines")
        card = welcome_card(WelcomeView(example, reader_is_kela=is_kela), t)
        await show(work, turn, card)
    return NoAnswer()


def _is_of_role(command: Command, work: Work, turn: Turn) -> bool:
    return any(in_role(work.directory, turn, role) is not None for role in command.roles)


def _line(command: Command, language: Language, t: Translate) -> CommandView:
    """The command under the reader's own name for it: English, Finnish, Swedish stand in this order."""
    names = (command.name, *command.aliases)
    own = {"en": 0, "fi": 1, "sv": 2}[language]
    return CommandView(f"/{names[own] if own < len(names) else command.name}", command.help(t), command.example(t))


COMMAND = Command(
    name="help",
    aliases=("ohje", "hjälp"),
    example=lambda t: t("/help"),
    help=lambda t: t("What can be typed"),
    run=run,
    order=90,
)
NEEDS = {"/help": ANYBODY}
