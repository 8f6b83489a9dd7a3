"""Lines that are not commands, typed, edited or deleted: none goes where its writer did not choose."""

import asyncio
from dataclasses import dataclass, replace

from bot.consultation.acting import leavers
from bot.consultation.acting.acting import Acting, acting, someone
from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.consultation.sight.reader_view import Reading
from bot.consultation.sight.side_views import asked_names
from bot.consultation.sight.telephones import off_notice
from bot.consultation.stored import held_lines, store
from bot.errors import Expected
from bot.lines import doubting, talking
from bot.lines.meant_commands import LONGEST_OFFERED, is_search
from bot.outbox.posting import newest_number, thread_number
from bot.privacy.guarding import refuse_edited_pieces
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.services import Services
from bot.turns.speaking import place_of, say, show, show_danger
from bot.turns.turn import Message, Turn
from bot.turns.work import Work, begin, once_only_key
from cards.consultation.which_consultation import OpenQuestionView, WhichConsultationView, which_consultation_card
from cards.kit.frame import Card
from cards.kit.k_number import addressed_number, consultation_label, numbers_named
from config.texts import texts
from directory.guard.code_pieces import ALONE

CHOICES_AT_MOST = 8
NOT_UNDERSTOOD = "not_understood"


async def typed(services: Services, turn: Turn, message: Message) -> Answer:
    """A line goes to the other side of its thread; in a 1:1 chat to the only open matter, or the writer is asked."""
    if turn.place.kind == "personal":
        async with begin(services, turn) as work:
            await _typed_in_chat(work, turn, message)
        return NoAnswer()
    number = await _thread(services, turn)
    if number is not None:
        async with begin(services, turn) as work:
            act = await acting(work, turn, number)
            if not message.text or not await doubting.held_in(act, message.text):
                case = await _write(act, message)
                await show_danger(work, turn, number=number, area=case.area)
    elif message.addressed:
        raise not_understood()
    return NoAnswer()


@dataclass(frozen=True, slots=True)
class Said:
    """What an edited message says now, and the consultation it names, if any."""

    text: str
    number: int | None = None


async def edited(services: Services, turn: Turn, said: Said) -> Answer:
    """A line was changed in Teams: the copies on the other side follow."""
    if said.number is None and turn.place.kind == "personal" and (addressed := addressed_number(said.text)):
        said = Said(addressed.rest, addressed.number)
    async with begin(services, turn) as work:
        before = await held_lines.text_of(work.connection, turn)
        if before is not None:
            talking.check(said.text)
            mine = await leavers.open_for(work, person := someone(work, turn))
            await talking.check_edit(work, turn, before, said.text, ALONE)
            await asyncio.to_thread(refuse_edited_pieces, said.text, [case.said_by(person) for case in mine])
            await held_lines.change(work.connection, turn, said.text)
        else:
            found = await talking.edit(work, turn, said.text, said.number)
            if found is not None:
                await show_danger(work, turn, number=found.number, area=found.area)
            elif turn.place.kind == "personal":
                raise _edited_in_vain()
    return NoAnswer()


def _edited_in_vain() -> Expected:
    """The message that was edited has not been passed on to anybody: editing it does not send it either."""
    return Expected(talking.edited_in_vain, code="edited_in_vain")


async def deleted(services: Services, turn: Turn) -> Answer:
    """A line was deleted in Teams: it disappears here and on the other side."""
    async with begin(services, turn) as work:
        if not await held_lines.change(work.connection, turn, None):
            await talking.remove(work, turn)
    return NoAnswer()


async def in_thread(services: Services, turn: Turn) -> bool:
    """Whether the turn happened in a consultation's own channel thread."""
    return await _thread(services, turn) is not None


def not_understood() -> Expected:
    """What was typed is neither a command nor part of a matter."""
    return Expected(
        lambda t: t(
            "This was not understood, so nothing was done. "
            "To ask: /consult Lappeenranta housing costs. All commands: /help"
        ),
        code=NOT_UNDERSTOOD,
    )


async def _typed_in_chat(work: Work, turn: Turn, message: Message) -> None:
    if not message.text:
        raise _only_text() if message.attachments else not_understood()
    if addressed := addressed_number(message.text):
        act = await acting(work, turn, addressed.number)
        if not await doubting.held_in(act, addressed.rest):
            await _send_in(act, replace(message, text=addressed.rest))
        return
    person = someone(work, turn)
    mine = await leavers.open_for(work, person)
    newest = await newest_number(work.connection, place_of(turn))
    if not mine:
        closed = await store.newest_closed(work.connection, person)
        raise not_understood() if closed is None or closed != newest else refusals.closed(closed)
    talking.check(message.text)
    only = mine[0] if len(mine) == 1 and takes_part(mine[0], person) else None
    if only is not None and (
        await _may_be_about_another(work, message.text, only.number, newest) or _is_search(work, message.text)
    ):
        only = None
    if await doubting.held_back(work, turn, message.text, only):
        return
    if only is not None:
        told_before = newest == only.number and any(person.is_same_as(line.author) for line in only.lines)
        await _send_in(await acting(work, turn, only.number), message, quiet=told_before)
        return
    key = await held_lines.hold(work, turn, message.text)
    card = await _which(work, turn, mine, person, (key, message.text))
    await show(work, turn, card, kind=held_lines.card_kind(key))


async def _may_be_about_another(work: Work, text: str, number: int, newest: int | None) -> bool:
    """The line names another matter, or is said right after another one was closed."""
    if any(one != number for one in numbers_named(text)):
        return True
    return newest not in {None, number} and await store.is_closed(work.connection, newest)


async def where_to(work: Work, turn: Turn, line: held_lines.HeldLine) -> Card:
    """Asks which consultation a line is for that has just been let go; it is held again, as its writer wants it."""
    person = someone(work, turn)
    mine = await leavers.open_for(work, person)
    if not mine:
        raise refusals.nothing_open()
    await held_lines.put_back(work, turn, line)
    return await _which(work, turn, mine, person, (line.id, line.text))


def takes_part(case: Consultation, person: Someone) -> bool:
    """The writer asked the question or has taken it: nobody who was only asked speaks without choosing to."""
    return person.is_same_as(case.asker) or (case.taker is not None and person.is_same_as(case.taker))


async def _send_in(act: Acting, message: Message, *, quiet: bool = False) -> None:
    """Passes the line on; unless `quiet`, its writer hears where it went. Told of a danger, always what helps now."""
    work, case = act.work, await _write(act, message)
    if quiet:
        await show_danger(work, act.turn, number=case.number, area=case.area)
    else:
        reading = Reading(work.services, work.directory, await known_writers.language(work, act.turn), work.now)
        where = _where_it_went(reading, case, act.person)
        await say(work, act.turn, where, number=case.number, area=case.area)


async def _thread(services: Services, turn: Turn) -> int | None:
    async with services.database.read() as connection:
        return await thread_number(connection, turn.actor.tenant_id, turn.place.conversation_id)


async def _write(act: Acting, message: Message) -> Consultation:
    """The line goes to the other side; files stay behind, and their sender is told."""
    if message.attachments and not message.text:
        raise _only_text()
    turn, work = act.turn, act.work
    written = talking.Written(message.text, once_only_key(turn), turn.place.conversation_id, turn.activity_id)
    case = await talking.write(act, written)
    if message.attachments:
        t = texts(await known_writers.language(work, turn))
        await say(work, turn, t("The text was sent. Files are not passed on; send documents by secure e-mail."))
    return case


async def sent_words(act: Acting) -> str:
    """That a line has been sent; or, while the other side cannot be reached, that it goes out later."""
    work, case = act.work, act.case
    reading = Reading(work.services, work.directory, await known_writers.language(work, act.turn), work.now)
    waits = _waits(reading, case, case.side_of(act.person, act.channel_side) or "asking")
    return waits or reading.t("Sent in {label}.", label=consultation_label(case.number))


def _waits(reading: Reading, case: Consultation, writer: Side) -> str:
    title, later = off_notice(reading, case.receiving_organisation if writer == "asking" else case.asking_organisation)
    return f"{consultation_label(case.number)}: {title}. {later}" if title else ""


def _where_it_went(reading: Reading, case: Consultation, person: Someone) -> str:
    asked = person.is_same_as(case.asker)
    if waits := _waits(reading, case, "asking" if asked else "receiving"):
        return waits
    if not asked:
        names = case.asker.name
    elif case.taker is not None:
        names = case.taker.name
    else:
        names = ", ".join(asked_names(reading, case))
    return reading.t("Sent in {label}. Receiver: {name}.", label=consultation_label(case.number), name=names)


async def _which(work: Work, turn: Turn, mine: list[Consultation], person: Someone, held: tuple[str, str]) -> Card:
    """The question about a held line, of which there are the key and the text."""
    language = await known_writers.language(work, turn)
    reading = Reading(work.services, work.directory, language, work.now)
    questions = tuple(_open_question(reading, case, person) for case in mine[:CHOICES_AT_MOST])
    t = texts(language)
    search = t("/consult {query}", query=held[1]) if _is_search(work, held[1]) else ""
    return which_consultation_card(WhichConsultationView(held[0], questions, held[1], search), t)


def _is_search(work: Work, text: str) -> bool:
    return is_search(work.services.reader.read(text[: LONGEST_OFFERED + 1]), text)


def _open_question(reading: Reading, case: Consultation, person: Someone) -> OpenQuestionView:
    asked_by_me = person.is_same_as(case.asker)
    other = case.receiving_organisation if asked_by_me else case.asking_organisation
    who = (case.taker.name if case.taker else "") if asked_by_me else case.asker.name
    return OpenQuestionView(
        case.number,
        case.version,
        reading.topic(case),
        reading.place(case),
        ", ".join(part for part in (who, reading.short_organisation(other)) if part),
    )


def _only_text() -> Expected:
    return Expected(
        lambda t: t(
            "Files are not passed on, so nothing was sent. Write the matter as text; send documents by secure e-mail."
        ),
        code="only_text",
    )
