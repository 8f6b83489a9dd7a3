"""The fixed steps a turn passes, in order: error boundary, tenant, what it is, handler, answer."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.consultation.acting import pressed_cards
from bot.dispatch import meaning, switched_off
from bot.errors import Denied, Expected
from bot.lines import listening, read_receipts, typing_signs
from bot.lines.listening import NOT_UNDERSTOOD
from bot.turns import bounds, logged, offered_files
from bot.turns import work as turn_work
from bot.turns.answers import Answer, CardAnswer, DialogAnswer, NoAnswer, SearchAnswer, SentenceAnswer
from bot.turns.beginning import is_slashed
from bot.turns.command import Command, Commands, command_key, file_key, search_key, split
from bot.turns.danger_first import Reader, area_told, danger_before, danger_over, dangers_told
from bot.turns.press_data import STALE_FORM
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Deleted, Edited, FileAnswer, Installed, Message, Press, Read, Search, Turn, Typing
from config.database_faults import kept_waiting, may_be_done_again
from config.logging import origin
from config.texts import Translate, language_of, texts

log = structlog.get_logger()

PAUSES = (0.05, 0.3, 1.0)
"""Seconds before each further try: together what a restart of PostgreSQL takes."""
TOLD_WITHIN_S = 1.5
"""How long the answer to a turn that was kept waiting may itself wait for the database."""
Newcomer = Callable[[Services, Turn], Awaitable[Answer]]
"""Greets a person or a team to whom the bot was just added."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Takes each turn through its steps, and has an answer for whoever pressed, whatever happens.

    `handle` raises only for a message whose writer cannot be told anything, since the database is away: not having been
    acknowledged, it comes again.
    """

    services: Services
    commands: Commands
    greet: Newcomer

    async def handle(self, turn: Turn) -> Answer:
        """The answer to this turn; what else is to be said has been put in the outbox."""
        with structlog.contextvars.bound_contextvars(turn=secrets.token_hex(4)):
            return await self._danger_first(turn, await self._answered(turn))

    async def _danger_first(self, turn: Turn, answer: Answer) -> Answer:
        """The answer with the numbers that help now, where a danger to life was told; messages have them already."""
        if not isinstance(answer, CardAnswer | SentenceAnswer | DialogAnswer) or not (dangers := dangers_told(turn)):
            return answer
        language, county = language_of(turn.locale), ""
        try:
            async with asyncio.timeout(TOLD_WITHIN_S):
                language = await turn_work.language_of_writer(self.services, turn)
                county = await pressed_cards.county_of_pressed(self.services, turn)
        except Exception as error:  # noqa: BLE001 - the numbers are told, and what was done stays done, without a database
            log.warning("danger_told_without_database", kind=type(error).__name__, at=origin(error))
        area = area_told(self.services, turn, county)
        reader = Reader(self.services.directory.current, self.services.reference, language)
        if isinstance(answer, SentenceAnswer):
            return SentenceAnswer(danger_before(answer.text, dangers, area, reader))
        return replace(answer, card=danger_over(answer.card, dangers, area, reader))

    async def _answered(self, turn: Turn) -> Answer:
        try:
            return await self._done_or_refused(turn)
        except Exception as error:  # noqa: BLE001 - the turn's boundary: everything unexpected is a bug with a code
            if kept_waiting(error) or may_be_done_again(error):
                log.warning("turn_kept_waiting", type=turn.activity_type, at=origin(error))
                return await self._ask_for_patience(turn)
            code = secrets.token_hex(3).upper()
            _report(turn, code, error)
            return await self._apologise(turn, code)

    async def _done_or_refused(self, turn: Turn) -> Answer:
        try:
            return await self._dispatch_in_the_end(turn)
        except turn_work.AlreadySeen:
            log.info("turn_repeated", type=turn.activity_type)
            return await self._again(turn)
        except Expected as refusal:
            log.info("turn_refused", code=refusal.code, type=turn.activity_type)
            return await self.refuse(turn, refusal)

    async def _ask_for_patience(self, turn: Turn) -> Answer:
        """Whoever pressed reads it even where the database cannot tell their language: then in that of their Teams.

        To a message nothing can be answered then: it raises, and Teams sends the message again.
        """
        try:
            async with asyncio.timeout(TOLD_WITHIN_S):
                return await self._tell(turn, _busy(await turn_work.reader_of(self.services, turn)))
        except Exception:
            match turn.doing:
                case Press(wants="card" | "dialog"):
                    return SentenceAnswer(_busy(texts(language_of(turn.locale))))
                case _:
                    raise

    def _check_tenant(self, turn: Turn) -> None:
        allowed = self.services.settings.allowed_tenants
        known = self.services.directory.current.organisation_of_tenant(turn.actor.tenant_id) is not None
        nobody = not turn.actor.aad_object_id  # an anonymous guest: all of them would be one person
        if nobody or not known or (allowed and turn.actor.tenant_id not in allowed):
            raise Expected(_unknown_tenant, code="unknown_tenant")

    async def _dispatch_in_the_end(self, turn: Turn) -> Answer:
        """Again when PostgreSQL broke a circle of waiting transactions or the connection was lost.

        What had not been committed is undone then. Where the connection broke at the commit itself, the mark tells: it
        is there if all else is, and whoever sets it anew waits for a commit that is still under way.
        """
        for pause in PAUSES:
            try:
                return await self._admitted(turn)
            except Exception as error:
                if not may_be_done_again(error):
                    raise
                log.info("turn_tried_again", type=turn.activity_type)
                await asyncio.sleep(pause)
        return await self._admitted(turn)

    async def _admitted(self, turn: Turn) -> Answer:
        # Every right is asked of the directory as it is now, whoever changed it and wherever.
        await self.services.directory.refresh(self.services.database)
        self._check_tenant(turn)
        if switched_off.is_off(self.services, turn):
            return await switched_off.answer(self.services, turn)
        bounds.check(turn.doing)
        return await self._dispatch(turn)

    async def _dispatch(self, turn: Turn) -> Answer:
        match turn.doing:
            case Message() as message:
                return await self._message_or_offer(turn, message)
            case Press() as press if press.verb in self.commands.by_verb:
                self._check(turn, press.verb)
                return await self.commands.by_verb[press.verb](self.services, turn, press)
            case Press():
                raise Expected(_unknown_button, code="unknown_button")
            case Edited(text=words):
                return await listening.edited(self.services, turn, self._line(turn, words))
            case Deleted():
                return await listening.deleted(self.services, turn)
            case Installed() | Read() | Typing() as event:
                return await self._event(turn, event)
            case Search() as search:
                handler = self.commands.by_dataset.get(search.dataset)
                if handler is None:
                    return SearchAnswer(())
                self._check(turn, search_key(search.dataset))
                return await handler(self.services, turn, search)
            case FileAnswer() as answer:
                return await self._file(turn, answer)

    async def _event(self, turn: Turn, event: Installed | Read | Typing) -> Answer:
        """What nobody typed or pressed: Teams tells of it by itself."""
        match event:
            case Installed():
                return await self.greet(self.services, turn)
            case Read() as read:
                return await read_receipts.note(self.services, turn, read)
            case Typing():
                return await typing_signs.pass_on(self.services, turn)

    async def _file(self, turn: Turn, answer: FileAnswer) -> Answer:
        verb = str(answer.context.get("verb"))
        make = self.commands.by_file.get(verb)
        if make is None:
            raise Expected(_unknown_button, code="unknown_button")
        self._check(turn, file_key(verb))
        return await offered_files.answered(self.services, turn, answer, make)

    async def _message_or_offer(self, turn: Turn, message: Message) -> Answer:
        """What becomes of a message; of one that is not understood, a button for what was probably meant."""
        try:
            return await self._message(turn, message)
        except Expected as refusal:
            if refusal.code != NOT_UNDERSTOOD or not await meaning.offer(
                self.services, self.commands, turn, message.text
            ):
                raise
            return NoAnswer()

    async def _message(self, turn: Turn, message: Message) -> Answer:
        """A command, or a line for people. What begins with a slash is for the bot alone, even with a slip in it."""
        if bounds.is_too_long(message.text):
            return await self._long_message(turn, message)
        slash = is_slashed(message.text)
        if message.addressed or (slash and await listening.in_thread(self.services, turn)):
            if (found := split(message.text, self.commands)) is not None:
                return await self._run(turn, *found)
            if slash:
                raise listening.not_understood()
        for command in self.commands.all:
            if command.takes is not None and command.takes(self.services, turn):
                return await self._run(turn, command, message.text)
        return await listening.typed(self.services, turn, message)

    async def _long_message(self, turn: Turn, message: Message) -> Answer:
        """More than a line: a table, with the command it is for, or refused whole. Talk of others stays theirs."""
        if message.table and message.addressed:
            found = split(message.text[: bounds.LONGEST_TYPED], self.commands)
            if found is not None and found[0].reads_table:
                return await self._run(turn, *found)
        for command in self.commands.all:
            if command.takes is not None and command.takes(self.services, turn):
                return await self._run(turn, command, "")
        if message.addressed or await listening.in_thread(self.services, turn):
            raise bounds.too_long(len(message.text))
        return NoAnswer()

    async def _run(self, turn: Turn, command: Command, rest: str) -> Answer:
        self._check(turn, command_key(command))
        return await command.run(self.services, turn, rest)

    def _check(self, turn: Turn, key: str) -> None:
        """What can be asked of the person alone, before anything else happens. What asks nothing is refused."""
        need = self.commands.needs.get(key)
        if need is None:
            raise Expected(_unknown_button, code="unknown_button")
        if need.check is not None:
            need.check(self.services.directory.current, turn)

    def _line(self, turn: Turn, words: str) -> listening.Said:
        """What an edited message says to people: a line sent with a command is edited with the command in it."""
        if bounds.is_too_long(words):
            if turn.place.kind == "personal":
                raise bounds.too_long(len(words))
            return listening.Said(words)  # of a thread's lines alone, and refused there
        found = split(words, self.commands)
        number, line = found[0].line(found[1]) if found is not None and found[0].line else (None, words)
        if is_slashed(words):
            return listening.Said("" if line == words else line, number)
        return listening.Said(words if number is None else line, number)

    async def _again(self, turn: Turn) -> Answer:
        if isinstance(turn.doing, Press) and turn.doing.wants == "card":
            card = await pressed_cards.current_card(self.services, turn, turn.doing)
            return CardAnswer(card) if card is not None else NoAnswer()
        return NoAnswer()

    async def refuse(self, turn: Turn, refusal: Expected) -> Answer:
        """The answer to a turn that may not have its way: the sentence, on the card or in the chat."""
        if isinstance(turn.doing, Read | Typing):
            return NoAnswer()
        denied = refusal if isinstance(refusal, Denied) else None
        if isinstance(turn.doing, Press) and refusal.code == STALE_FORM:
            denied = await pressed_cards.denial_of(self.services, turn, turn.doing)
        if denied is not None:
            await logged.note_denial(self.services, turn, denied)
        if isinstance(turn.doing, Deleted):
            return NoAnswer()
        t = await turn_work.reader_of(self.services, turn)
        sentence = refusal.sentence(t)
        stays = refusal.keeps_card or refusal.code == "unknown_tenant"
        if isinstance(turn.doing, Press) and turn.doing.wants == "card" and not stays:
            card = await pressed_cards.current_card(self.services, turn, turn.doing, notice=sentence)
            return CardAnswer(card) if card is not None else SentenceAnswer(sentence)
        return await self._tell(turn, sentence)

    async def _apologise(self, turn: Turn, code: str) -> Answer:
        t = await turn_work.reader_of(self.services, turn)
        return await self._tell(
            turn,
            t("Something went wrong and was not saved. Try again; if it goes on, report the code {code}.", code=code),
        )

    async def _tell(self, turn: Turn, sentence: str) -> Answer:
        match turn.doing:
            case Press(wants="card") | Press(wants="dialog"):
                return SentenceAnswer(sentence)
            case Search():
                return SearchAnswer(())
            case Installed() | Read() | Typing():
                return NoAnswer()
            case _:
                return await self._say(turn, sentence)

    async def _say(self, turn: Turn, sentence: str) -> Answer:
        try:
            async with turn_work.begin(self.services, turn) as work:
                await say(work, turn, sentence)
        except turn_work.AlreadySeen:
            log.info("turn_repeated", type=turn.activity_type)
        return NoAnswer()


def _report(turn: Turn, code: str, error: Exception) -> None:
    """Kind and place only: an error's own words may quote what was typed."""
    log.error("turn_failed", error_id=code, type=turn.activity_type, kind=type(error).__name__, at=origin(error))


def _unknown_tenant(t: Translate) -> str:
    return t(
        "Your organisation does not use Kuntayhteys yet, so nothing was sent. "
        "Ask your organisation's Teams support about joining."
    )


def _unknown_button(t: Translate) -> str:
    return t("This button is no longer in use. Start again, for example: /consult Lappeenranta housing costs")


def _busy(t: Translate) -> str:
    return t("Kuntayhteys is busy just now, and nothing was saved. Try again in a minute.")
