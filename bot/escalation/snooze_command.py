"""`/snooze K-1042 huomiseen`, `/snooze 2 h`, `/snooze pois`, and the buttons of a reminder: later."""

from datetime import datetime
from typing import Literal

from bot.consultation.acting.acting import acting
from bot.consultation.reminding import nudging, snoozing
from bot.errors import Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import LISTED, listed
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.time_data import SnoozeData
from cards.kit.k_number import consultation_label, leading_number_or_time
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import Translate, texts
from directory.people.contacts import Contact
from directory.time.snooze_lengths import SnoozeError, snooze_until
from directory.time.time_wording import moment_words

STOP = frozenset(
    {"pois", "pois päältä", "lopeta", "peru", "peruuta", "seis", "av", "sluta", "avbryt", "off", "stop", "cancel"}
)


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """One question, or everything; without words until the next working morning."""
    number, words = leading_number_or_time(rest) or (snoozing.EVERYTHING, rest)
    async with begin(services, turn) as work:
        contact = listed(work.directory, turn).contact
        case = (await acting(work, turn, number)).case if number else None
        if words.strip().casefold() in STOP:
            await _stop(work, turn, contact, number)
            return NoAnswer()
        until = _until(words, work, contact)
        await _snooze(work, contact, number, until)
        t = texts(await known_writers.language(work, turn))
        told = [_sentence(number, until, t)]
        if case is not None and case.answered_at is None and case.answer_by < until:
            told.append(t("The answer was asked for by {moment}.", moment=moment_words(case.answer_by, t)))
        await say(work, turn, " ".join(told))
    return NoAnswer()


async def _stop(work: Work, turn: Turn, contact: Contact, number: int) -> None:
    """What waits is told of at the next good moment, as if nothing had been put off."""
    if await snoozing.stop(work.connection, contact.id, number):
        await nudging.begin_anew(work, contact.id)
    t = texts(await known_writers.language(work, turn))
    until = (await snoozing.snoozed(work.connection, contact.id, work.now)).get(snoozing.EVERYTHING)
    await say(work, turn, t("Reminders come as usual again.") if until is None else _sentence(0, until, t))


async def press(services: Services, turn: Turn, press: Press, data: SnoozeData) -> Answer:
    """A reminder's button: in two hours, or tomorrow morning."""
    async with begin(services, turn) as work:
        contact = listed(work.directory, turn).contact
        until = _until("2 h" if data.step == "hours" else "", work, contact)
        await _snooze(work, contact, snoozing.EVERYTHING, until)
        t = texts(await known_writers.language(work, turn))
        card = sentence_card(SentenceView(_sentence(snoozing.EVERYTHING, until, t)), t)
        return await answer_with_card(work, turn, press, card)


def _until(words: str, work: Work, contact: Contact) -> datetime:
    try:
        return snooze_until(words, work.now, nudging.week_of(work, contact))
    except SnoozeError as error:
        why = error.why
        raise Expected(lambda t: _what_to_type(why, t), code="bad_moment", keeps_card=True) from error


def _what_to_type(why: Literal["not_read", "past", "too_far"], t: Translate) -> str:
    match why:
        case "past":
            return t("That moment has passed. Type one to come: /snooze 2 h, or /snooze K-1042 tomorrow")
        case "too_far":
            return t("Reminders can be put off for two weeks at most. Type for example: /snooze a week")
    return t("Until when was not understood. Type for example: /snooze 2 h, or /snooze K-1042 tomorrow")


async def _snooze(work: Work, contact: Contact, number: int, until: datetime) -> None:
    """What the person now wants; a reminder comes at the moment if something still waits then."""
    await snoozing.snooze(work.connection, contact.id, number, until)
    await nudging.nudge(work, contact.id, until)


def _sentence(number: int, until: datetime, t: Translate) -> str:
    moment = moment_words(until, t)
    if number:
        label = consultation_label(number)
        return t(
            "I will remind of {label} again {moment}. The others who were asked are reminded as usual.",
            label=label,
            moment=moment,
        )
    return t("I will remind again {moment}. The others who were asked are reminded as usual.", moment=moment)


COMMAND = Command(
    name="snooze",
    aliases=("torkku", "snooza"),
    example=lambda t: t("/snooze K-1042 tomorrow"),
    help=lambda t: t("No reminders until a moment"),
    run=run,
    words=STOP,
    order=24,
    in_manifest=False,
)
PRESSES = (Button(SnoozeData, press),)
NEEDS = {"/snooze": LISTED, "nudge.snooze": LISTED}
