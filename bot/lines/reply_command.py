"""`/reply K-1042 text`, and the answer field of the cards: a line to the other side of a named consultation."""

import hashlib
from dataclasses import replace

from bot.consultation.acting import pressed_cards
from bot.consultation.acting.acting import Acting, acting, numbered
from bot.consultation.acting.meant import meant
from bot.consultation.stored import held_lines
from bot.errors import Expected
from bot.lines import doubting, listening, talking
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer, SentenceAnswer
from bot.turns.authorisation import PARTY
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin, once_only_key
from cards.buttons.consultation_data import ReplyData
from cards.kit.k_number import consultation_label, leading_number
from config.texts import texts
from directory.guard.code_pieces import ALONE


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The number, then the text. Without a number only when exactly one matter is open."""
    async with begin(services, turn) as work:
        number, text = await _number_and_text(work, turn, rest)
        act = await acting(work, turn, number)
        if await doubting.held_in(act, text):
            return NoAnswer()
        await talking.write(
            act, talking.Written(text, once_only_key(turn), turn.place.conversation_id, turn.activity_id)
        )
        await say(work, turn, await listening.sent_words(act), number=number, area=act.case.area)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: ReplyData) -> Answer:
    """The answer field of a card, or the choice of where a held line belongs."""
    async with begin(services, turn) as work:
        if data.held:
            return await _held(work, turn, press, data)
        act = await acting(work, turn, numbered(data.consultation))
        if await doubting.held_in(act, data.text):
            t = texts(await known_writers.language(work, turn))
            return SentenceAnswer(t("Not sent yet: answer the question about personal data in the newest message."))
        case = await talking.write(act, talking.Written(data.text, _form_key(turn, press, data)))
        return await pressed_cards.answer_with_case(work, turn, press, case)


async def _held(work: Work, turn: Turn, press: Press, data: ReplyData) -> Answer:
    t = texts(await known_writers.language(work, turn))
    line = await held_lines.take(work.connection, turn, data.held)
    if line is None:
        sentence = held_lines.dealt_with(t)
    elif data.step == "discard":
        sentence = t("The message was sent to nobody and was not kept.")
    elif data.step in {"clean", "as_is"}:
        return await _decided(work, turn, press, data, line)
    else:
        number = numbered(data.consultation)
        act = await acting(work, turn, number)
        if act.case.state == "closed":
            raise _choose_another(number)
        if card := await doubting.piece_asked(act, line):
            return await answer_with_card(work, turn, press, card)
        sentence = await _pass_on(act, line)
    return await pressed_cards.answer_with_sentence(work, turn, press, sentence)


async def _decided(work: Work, turn: Turn, press: Press, data: ReplyData, line: held_lines.HeldLine) -> Answer:
    """The writer has said whether personal data goes along; where the line goes may still be open."""
    act = await acting(work, turn, data.consultation) if data.consultation is not None else None
    if data.step == "clean":
        around = act.case.said_by(act.person) if act else ALONE
        line = replace(line, text=await doubting.cleaned(work, turn, line.text, around))
    if act is None:
        return await answer_with_card(work, turn, press, await listening.where_to(work, turn, line))
    if not data.piece and (card := await doubting.piece_asked(act, line)):
        return await answer_with_card(work, turn, press, card)
    return await pressed_cards.answer_with_sentence(work, turn, press, await _pass_on(act, line))


async def _pass_on(act: Acting, line: held_lines.HeldLine) -> str:
    await talking.write(act, talking.Written(line.text, f"held-{line.id}", line.conversation_id, line.activity_id))
    await doubting.note_sent(act, line.text)
    return await listening.sent_words(act)


def _form_key(turn: Turn, press: Press, data: ReplyData) -> str:
    """One press of one shown card is one line: Teams repeats a press under new ids, but the card's version stays."""
    shown = (turn.actor.aad_object_id, press.card_activity_id, str(data.version), data.text)
    return hashlib.sha256("\x1f".join(shown).encode()).hexdigest()


def line(rest: str) -> tuple[int | None, str]:
    """The number, if one was typed, and the text."""
    found = leading_number(rest)
    return (found.number, found.rest.strip()) if found is not None else (None, rest)


async def _number_and_text(work: Work, turn: Turn, rest: str) -> tuple[int, str]:
    typed, text = line(rest)
    number = typed if typed is not None else await meant(work, turn)
    if number is None or not (text or typed):
        raise _say_which()
    return number, text


def _choose_another(number: int) -> Expected:
    """The matter was closed while the line waited; the line still does."""
    label = consultation_label(number)
    return Expected(
        lambda t: t("{label} has been closed. Choose another question, or none of them.", label=label),
        code="closed",
        keeps_card=True,
    )


def _say_which() -> Expected:
    return Expected(
        lambda t: t(
            "Say which question: for example /reply K-1042 and the message. /open lists the open ones. "
            "Nothing was sent."
        ),
        code="which_consultation",
    )


COMMAND = Command(
    name="reply",
    aliases=("vastaa", "svara"),
    example=lambda t: t("/reply K-1042 The statement has been sent"),
    help=lambda t: t("Write to the other side of an open question"),
    run=run,
    line=line,
    order=15,
)
PRESSES = (Button(ReplyData, press),)
NEEDS = {"/reply": PARTY, "consultation.reply": PARTY}
