"""`/language`: the language in which the bot writes to this person."""

from bot.errors import Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.command import Command
from bot.turns.services import Services
from bot.turns.speaking import say, show
from bot.turns.turn import Turn
from bot.turns.work import begin
from cards.general.language import LanguageView, language_card
from config.texts import Language, texts

NAMES: dict[str, Language] = {
    **dict.fromkeys(("fi", "suomi", "suomeksi", "finska", "finnish"), "fi"),
    **dict.fromkeys(("sv", "svenska", "ruotsi", "ruotsiksi", "swedish"), "sv"),
    **dict.fromkeys(("en", "english", "englanti", "englanniksi", "engelska"), "en"),
}


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Chooses the named language, or shows the choices."""
    chosen = NAMES.get(rest.strip().casefold())
    if rest.strip() and chosen is None:
        raise Expected(
            lambda t: t("Choose suomi, svenska or English: for example /language svenska."), code="unknown_language"
        )
    async with begin(services, turn) as work:
        if chosen is None:
            current = await known_writers.language(work, turn)
            card = language_card(LanguageView(current), texts(current))
            await show(work, turn, card)
        else:
            await known_writers.choose_language(work, turn, chosen)
            t = texts(chosen)
            await say(work, turn, t("From now on the bot writes in English."))
    return NoAnswer()


COMMAND = Command(
    name="language",
    aliases=("kieli", "språk"),
    example=lambda t: t("/language English"),
    help=lambda t: t("Choose the language of the bot"),
    run=run,
    words=NAMES.keys(),
    order=95,
)
NEEDS = {"/language": ANYBODY}
