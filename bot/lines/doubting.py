"""A line that seems to hold personal data waits until its writer has said how it is to be sent."""

import asyncio

from bot.consultation.acting.acting import Acting, someone
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation
from bot.consultation.stored import held_lines
from bot.lines import talking
from bot.privacy.guarding import doubtful, kind_names
from bot.turns import known_writers
from bot.turns.logged import note
from bot.turns.speaking import show
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.client.personal_data import PersonalDataView, personal_data_card
from cards.kit.frame import Card
from config.texts import Translate, texts
from directory.guard.code_pieces import ALONE, Around
from directory.guard.finding import Findings, Kind

SENT_AS_IT_IS = "personal_data_sent"
"""What the access log calls a message that its writer sent with personal data after being asked."""


async def held_in(act: Acting, text: str) -> bool:
    """The same for a line of a known matter. Raises Expected for a line that could not be sent at all."""
    talking.check(text)
    model.speaker_side(act.case, act.person, channel_side=act.channel_side)
    return await held_back(act.work, act.turn, text, act.case)


async def held_back(work: Work, turn: Turn, text: str, case: Consultation | None = None) -> bool:
    """Whether the line now waits for its writer, who has been asked. `case`: where it goes, if known."""
    t = texts(await known_writers.language(work, turn))
    around = case.said_by(someone(work, turn)) if case else ALONE
    found = await asyncio.to_thread(doubtful, text, work.directory, t, around)
    if not found.asks:
        return False
    key = await held_lines.hold(work, turn, text)
    card = _question(key, found, case.number if case else 0, t)
    await show(work, turn, card, kind=held_lines.card_kind(key), area=case.area if case else "")
    return True


async def piece_asked(act: Acting, line: held_lines.HeldLine) -> Card | None:
    """The question about a held line that makes an identity code with what its writer has said in the matter.

    The line is held again. None when it makes none.
    """
    t = texts(await known_writers.language(act.work, act.turn))
    found = await asyncio.to_thread(doubtful, line.text, act.work.directory, t, act.case.said_by(act.person))
    if Kind.HETU_PIECE not in found.kinds:
        return None
    await held_lines.put_back(act.work, act.turn, line)
    return _question(line.id, found, act.case.number, t)


def _question(key: str, found: Findings, number: int, t: Translate) -> Card:
    piece = Kind.HETU_PIECE in found.kinds
    return personal_data_card(PersonalDataView(key, kind_names(found.kinds, t), found.cleaned, number, piece), t)


async def cleaned(work: Work, turn: Turn, text: str, around: Around = ALONE) -> str:
    """The line without the personal data that its writer was asked about."""
    t = texts(await known_writers.language(work, turn))
    return (await asyncio.to_thread(doubtful, text, work.directory, t, around)).cleaned


async def note_sent(act: Acting, text: str) -> None:
    """The log's row of a held line that has gone out with personal data, whichever button its writer pressed."""
    t = texts(await known_writers.language(act.work, act.turn))
    if (await asyncio.to_thread(doubtful, text, act.work.directory, t, act.case.said_by(act.person))).asks:
        note(act.work, act.turn, SENT_AS_IT_IS, act.case.number, basis=act.case.basis)
