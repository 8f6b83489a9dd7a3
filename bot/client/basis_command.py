"""`/basis K-1042`: on which legal basis a question stands; the asking side ends a consent or chooses another basis."""

from dataclasses import replace

from bot.bases.grounds import EndedWhy
from bot.client import grounding
from bot.client.client_fields import ClientRules, consent_answers, read_client
from bot.consultation.acting import pressed_cards
from bot.consultation.acting.acting import Acting, acting
from bot.consultation.rules.ground_rules import check_holder
from bot.consultation.rules.model import Side
from bot.consultation.sight.ground_views import direction_of, ground_view
from bot.consultation.sight.in_step import MAIN_CARDS
from bot.consultation.sight.reader_view import Reading
from bot.errors import Expected
from bot.turns import known_writers
from bot.turns.answers import Answer, CardAnswer, NoAnswer
from bot.turns.authorisation import ASKING, BASIS
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card, pressed_post
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from bot.upkeep.bases.list_card import list_card
from cards.asking.consult_view import Problem
from cards.buttons.client_data import BasisData
from cards.client.ground import ground_card
from cards.kit.frame import Card
from cards.kit.k_number import leading_number
from directory.time.calendar import helsinki_date

ENDS: dict[str, EndedWhy] = {
    **dict.fromkeys(("withdrawn", "peruutettu", "peruttu", "perutaan", "återkallat"), "withdrawn"),
    **dict.fromkeys(("narrowed", "rajattu", "rajataan", "begränsat"), "narrowed"),
}


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The list of bases, or a question's basis; with *peruutettu* or *rajattu* behind it, the consent has ended."""
    if not rest.strip():
        return await _list(services, turn)
    found = leading_number(rest)
    if found is None:
        raise _say_which()
    async with begin(services, turn) as work:
        act = await acting(work, turn, found.number)
        word = found.rest.strip().casefold()
        if word and word not in ENDS:
            raise _say_which()
        if word:
            act = await _after(act, ENDS[word])
        card = await _card(act)
        await show(work, turn, card, number=act.case.number)
    return NoAnswer()


async def _list(services: Services, turn: Turn) -> Answer:
    async with begin(services, turn) as work:
        card = await list_card(work, turn, await known_writers.language(work, turn))
        await show(work, turn, card)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: BasisData) -> Answer:
    """The basis is shown, the consent has ended, or another basis is chosen."""
    async with begin(services, turn) as work:
        act = await acting(work, turn, data.consultation)
        if data.step == "change":
            return await _change(act, press, data)
        if data.step in {"withdrawn", "narrowed"}:
            return await _settled(await _after(act, ENDS[data.step]), press)
        if data.step == "back":
            return await pressed_cards.answer_with_case(work, turn, press, act.case)
        return await _answer(act, press, await _card(act, over_question=press.wants == "card"))


async def _after(act: Acting, why: EndedWhy) -> Acting:
    return replace(act, case=await grounding.end(act, why))


async def _change(act: Acting, press: Press, data: BasisData) -> Answer:
    check_holder(act.case, act.person, channel_side=act.channel_side)
    reading = await _reading(act)
    rules = ClientRules(
        act.work.services.bases_of(act.case.asking_organisation),
        direction_of(act.case),
        act.case.topic,
        helsinki_date(act.work.now),
    )
    read = read_client(data, rules, reading.t, needs_code=act.case.client != "sealed")
    if isinstance(read, Problem):
        view = ground_view(
            reading,
            act.case,
            _side(act),
            answers=consent_answers(data),
            problem=(read.title, read.text),
            chosen=data.basis if data.basis in rules.bases.by_code else "",
        )
        over_question = press.wants == "card" and not await _on_its_own(act, press)
        return await _answer(act, press, ground_card(replace(view, over_question=over_question), reading.t))
    return await _settled(replace(act, case=await grounding.change(act, read)), press)


async def _settled(act: Acting, press: Press) -> Answer:
    """The question as it now stands; a card that `/basis` gave goes on showing the basis: one card shows a question."""
    if await _on_its_own(act, press):
        return await answer_with_card(act.work, act.turn, press, await _card(act))
    return await pressed_cards.answer_with_case(act.work, act.turn, press, act.case)


async def _on_its_own(act: Acting, press: Press) -> bool:
    """Whether the pressed card is a message of its own, not the question's."""
    shown = await pressed_post(act.work, act.turn, press)
    return shown is not None and shown.kind not in MAIN_CARDS


async def _card(act: Acting, *, over_question: bool = False) -> Card:
    reading = await _reading(act)
    view = ground_view(reading, act.case, _side(act))
    return ground_card(replace(view, over_question=over_question), reading.t)


async def _answer(act: Acting, press: Press, card: Card) -> Answer:
    """In the presser's own view of the pressed card, which itself stays: its next change brings it back."""
    if press.wants == "card":
        return CardAnswer(card)
    await show(act.work, act.turn, card, number=act.case.number)
    return NoAnswer()


async def _reading(act: Acting) -> Reading:
    work = act.work
    return Reading(work.services, work.directory, await known_writers.language(work, act.turn), work.now)


def _side(act: Acting) -> Side:
    return act.case.side_of(act.person, act.channel_side) or "receiving"


def _say_which() -> Expected:
    return Expected(
        lambda t: t("Say which question: /basis K-1042. When the client has withdrawn: /basis K-1042 withdrawn"),
        code="which_consultation",
    )


COMMAND = Command(
    name="basis",
    aliases=("peruste", "grund"),
    example=lambda t: t("/basis K-1042"),
    help=lambda t: t("The legal bases; that of a question, and when a consent ends"),
    run=run,
    order=26,
    in_manifest=False,
)
PRESSES = (Button(BasisData, press),)
NEEDS = {"/basis": BASIS, "consultation.basis": ASKING}
