"""`/deadline K-1042 24.11.`: by when Kela decides on the application behind a question, and its card's buttons."""

from datetime import date

from bot.consultation.acting.acting import Acting, acting
from bot.consultation.sight.reader_view import Reading
from bot.deadlines import counting, deadline_cards
from bot.deadlines.model import DecisionClock, check_handler
from bot.errors import Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import ASKING
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.time_data import DecisionData
from cards.kit.k_number import consultation_label, leading_number
from config.texts import texts
from directory.time.calendar import helsinki_date
from directory.time.moments import MomentError, find_moment
from directory.time.time_wording import weekday_words


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The number and the day of arrival."""
    found = leading_number(rest)
    if found is None:
        raise _not_understood()
    async with begin(services, turn) as work:
        act = await acting(work, turn, found.number)
        before = await counting.clock_of(work, act.case)
        clock = await counting.arrived(act, _past_day(found.rest, work))
        if before is not None:
            await _tell(act, clock)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: DecisionData) -> Answer:
    """The application came, more information was asked for, or it came."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        check_handler(act.case, act.person)
        clock = await counting.clock_of(work, act.case)
        if data.step == "start":
            await deadline_cards.show_to_handler(work, act.case, clock)
            return NoAnswer()
        if data.step == "asked" and clock is not None:
            clock = await counting.asked(act, clock, _day_in(data))
        else:
            clock = await counting.arrived(act, _day_in(data))
        reading = Reading(services, work.directory, await known_writers.language(work, turn), work.now)
        return await answer_with_card(work, turn, press, deadline_cards.card_of(reading, act.case, clock))


async def _tell(act: Acting, clock: DecisionClock) -> None:
    """The card of the count is somewhere above and has changed: whoever typed sees an answer."""
    t = texts(await known_writers.language(act.work, act.turn))
    label, date = consultation_label(act.case.number), weekday_words(clock.time.due_on, t)
    await say(act.work, act.turn, t("{label}: the decision is due {date}.", label=label, date=date))


def _day_in(data: DecisionData) -> date:
    try:
        return date.fromisoformat(data.day)
    except ValueError as error:
        raise Expected(
            lambda t: t("Choose the day first. Nothing was changed."), code="no_day", keeps_card=True
        ) from error


def _past_day(words: str, work: Work) -> date:
    """A day without a year is the latest such day."""
    try:
        found = find_moment(words, work.now)
    except MomentError as error:
        raise _not_understood() from error
    if found.moment is None or found.rest:
        raise _not_understood()
    day, today = helsinki_date(found.moment), helsinki_date(work.now)
    if day > today and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1)
    return day


def _not_understood() -> Expected:
    return Expected(
        lambda t: t(
            "Type the question and the day on which the application came, for example: /deadline K-1042 24.11."
        ),
        code="deadline_not_understood",
    )


COMMAND = Command(
    name="deadline",
    aliases=("määräaika", "frist"),
    example=lambda t: t("/deadline K-1042 24.11."),
    help=lambda t: t("Count the decision time of basic social assistance"),
    run=run,
    order=25,
    in_manifest=False,
)
PRESSES = (Button(DecisionData, press),)
NEEDS = {"/deadline": ASKING, "consultation.decision": ASKING}
