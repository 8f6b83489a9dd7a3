"""The button that does what was meant, for a line that was not understood."""

from bot.lines.meant_commands import LONGEST_OFFERED, may_search, misspelt
from bot.turns.beginning import after_name, as_seen, is_slashed
from bot.turns.command import Commands
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import begin, reader_of
from cards.general.offered_command import MeantView, meant_card
from config.texts import Translate
from directory.guard.finding import Kind, check


async def offer(services: Services, commands: Commands, turn: Turn, text: str) -> bool:
    """Shows the button; False when nobody can tell what was meant, or the line holds personal data.

    In a chat alone: in a channel the button would type its command to everybody there, without meaning the bot.
    """
    if turn.place.kind != "personal" or len(text) > LONGEST_OFFERED or check(text, dict.fromkeys(Kind, "")).found:
        return False
    t = await reader_of(services, turn)
    command = _meant(services, commands, text, t)
    if command is None:
        return False
    async with begin(services, turn) as work:
        await show(work, turn, meant_card(MeantView(command), t))
    return True


def _meant(services: Services, commands: Commands, text: str, t: Translate) -> str | None:
    asking = (name for name, command in commands.by_name.items() if command.any_words)
    line = misspelt(text, commands.by_name if is_slashed(text) else asking)
    if line is not None:
        return f"/{line}"
    words = as_seen(text)
    words = (after_name(words) or words).removeprefix("/").strip()
    return t("/consult {query}", query=words) if may_search(services.reader.read(words), words) else None
