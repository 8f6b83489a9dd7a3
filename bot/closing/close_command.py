"""`/close K-1042`, and the outcome form of the cards: records what came of a consultation."""

from bot.closing import closing, telling
from bot.consultation.acting import pressed_cards
from bot.consultation.acting.acting import Acting, acting
from bot.consultation.acting.meant import meant
from bot.consultation.rules import model, refusals
from bot.errors import Expected
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import PARTY
from bot.turns.command import Button, Command
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.consultation_data import CloseData, ReachedData
from cards.kit.k_number import leading_number
from directory.time.calendar import helsinki_date


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Brings the matter's card here, where the outcome is chosen: a typed line alone would record nothing."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, await _number(work, turn, rest))
        if act.case.state == "closed":
            raise refusals.closed(act.case.number)
        await _card_here(act)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: CloseData) -> Answer:
    """The outcome was chosen."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        side = model.speaker_side(act.case, act.person, channel_side=act.channel_side)
        outcome = closing.outcome_in(data, act.case, side, helsinki_date(work.now))
        case = await closing.close(act, outcome, closing.followup_note_in(data.followup_note, act))
        return await pressed_cards.answer_with_case(work, turn, press, case)


async def reached(services: Services, turn: Turn, press: Press, data: ReachedData) -> Answer:
    """The county says after the closing whether the client was reached."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        case = await telling.tell_reached(act, data.reached)
        return await pressed_cards.answer_with_case(work, turn, press, case)


async def _card_here(act: Acting) -> None:
    card = await pressed_cards.card_for(act.work, act.turn, act.case)
    if card is None:
        raise refusals.not_yours(act.case.number)
    await show(act.work, act.turn, card, number=act.case.number)


async def _number(work: Work, turn: Turn, rest: str) -> int:
    found = leading_number(rest)
    if found is not None:
        return found.number
    number = await meant(work, turn)
    if number is None:
        raise _say_which()
    return number


def _say_which() -> Expected:
    return Expected(
        lambda t: t("Say which question: for example /close K-1042. /open lists the open ones. Nothing was closed."),
        code="which_consultation",
    )


COMMAND = Command(
    name="close",
    aliases=("sulje", "stäng", "päätä", "avsluta"),
    example=lambda t: t("/close K-1042"),
    help=lambda t: t("Close a question and record what came of it"),
    run=run,
    order=20,
)
PRESSES = (Button(CloseData, press), Button(ReachedData, reached))
NEEDS = {"/close": PARTY, "consultation.close": PARTY, "consultation.reached": PARTY}
