"""A line that seems to hold personal data waits until its writer has said how it is to be sent."""

from bot.consultations import held_lines, model, talking
from bot.consultations.acting import Acting
from bot.privacy.guarding import doubtful, kind_names
from bot.turns import people
from bot.turns.logged import note
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.personal_data import PersonalDataView, personal_data_card
from config.texts import texts

SENT_AS_IT_IS = "personal_data_sent"
"""What the access log calls a message that its writer sent with personal data after being asked."""


async def held_in(act: Acting, text: str) -> bool:
    """The same for a line of a known matter. Raises Expected for a line that could not be sent at all."""
    talking.check(text)
    model.speaker_side(act.case, act.person, channel_side=act.channel_side)
    return await held_back(act.work, act.turn, text, act.case.number)


async def held_back(work: Work, turn: Turn, text: str, number: int = 0) -> bool:
    """Whether the line now waits for its writer, who has been asked. `number`: where it goes, if known."""
    t = texts(await people.language(work.connection, turn))
    found = doubtful(text, work.directory, t)
    if not found.asks:
        return False
    key = await held_lines.hold(work, turn, text)
    view = PersonalDataView(key, kind_names(found.kinds, t), found.cleaned, number)
    card = personal_data_card(view, t)
    await show(work, turn, card, str(card["fallbackText"]), kind=held_lines.card_kind(key))
    return True


async def cleaned(work: Work, turn: Turn, text: str) -> str:
    """The line without the personal data that its writer was asked about."""
    return doubtful(text, work.directory, texts(await people.language(work.connection, turn))).cleaned


async def note_sent(act: Acting, text: str) -> None:
    """The log's row of a held line that has gone out with personal data, whichever button its writer pressed."""
    t = texts(await people.language(act.work.connection, act.turn))
    if doubtful(text, act.work.directory, t).asks:
        await note(act.work, act.turn, SENT_AS_IT_IS, act.case.number, basis=act.case.basis)
