"""The present state of whatever a pressed card shows, for answering the press with it."""

from bot.consultation.acting import acting
from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation
from bot.consultation.sight import in_step
from bot.errors import Denied, Expected
from bot.outbox.posting import card_activity, change, post_shown_as, posts_of
from bot.outbox.tables import Post
from bot.turns import known_writers
from bot.turns.answers import Answer, CardAnswer, NoAnswer
from bot.turns.danger_first import county_of
from bot.turns.services import Services
from bot.turns.speaking import place_of, say
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, looking
from cards.kit.frame import Card
from cards.kit.noticed import with_notice
from cards.kit.sentence import SentenceView, sentence_card
from config.texts import texts


async def answer_with_case(work: Work, turn: Turn, press: Press, case: Consultation) -> Answer:
    """The presser's own card of the matter as it is now; nothing where the client does not wait for a card."""
    if press.wants != "card":
        return NoAnswer()
    card = await card_for(work, turn, case)
    return CardAnswer(card) if card is not None else NoAnswer()


async def answer_with_sentence(work: Work, turn: Turn, press: Press, sentence: str) -> Answer:
    """The pressed card becomes one sentence; its question has been answered and must not be pressed again."""
    t = texts(await known_writers.language(work, turn))
    card = sentence_card(SentenceView(sentence), t)
    shown = await post_shown_as(work.connection, place_of(turn), press.card_activity_id)
    if shown is not None:
        await change(work, shown, card_activity(card, sentence))
    elif press.wants != "card":
        await say(work, turn, sentence)
    return CardAnswer(card) if press.wants == "card" else NoAnswer()


def not_found(number: int) -> Denied:
    """No such matter for this person."""
    return refusals.unknown(number)


async def card_for(work: Work, turn: Turn, case: Consultation) -> Card | None:
    """The main card under which the actor follows the matter, as it is now."""
    posts = await posts_of(work, case.number)
    shown = _own_post(work, turn, case, posts)
    return await in_step.main_card(work, case, posts, shown) if shown is not None else None


async def denial_of(services: Services, turn: Turn, press: Press) -> Denied | None:
    """Why the matter that a press names is not the presser's to see: for one whose own data cannot be read, so that
    nobody reached for the matter yet."""
    if press.consultation is None:
        return None
    async with looking(services) as work:
        try:
            await acting.acting(work, turn, press.consultation, lock=False)
        except Denied as denied:
            return denied
        except Expected:
            return None
    return None


async def county_of_pressed(services: Services, turn: Turn) -> str:
    """The county that the matter of a press is about; empty when there is none, or it is not the presser's to see."""
    if not isinstance(turn.doing, Press) or turn.doing.consultation is None:
        return ""
    async with looking(services) as work:
        try:
            case = (await acting.acting(work, turn, turn.doing.consultation, lock=False)).case
        except Denied:
            return ""  # the press itself has been refused and logged
        except Expected:
            return ""
        return county_of(services.reference, case.area, case.municipality)


async def current_card(services: Services, turn: Turn, press: Press, *, notice: str = "") -> Card | None:
    """The matter a press was about, as it is now, with a sentence on top; None when it is not the presser's to see."""
    if press.consultation is None:
        return None
    async with looking(services) as work:
        try:
            act = await acting.acting(work, turn, press.consultation, lock=False)
        except Denied:
            return None  # the press itself has been refused and logged
        except Expected:
            return None
        card = await card_for(work, turn, act.case)
        return with_notice(card, notice) if card is not None and notice else card


def _own_post(work: Work, turn: Turn, case: Consultation, posts: tuple[Post, ...]) -> Post | None:
    """In a channel its own card, elsewhere the person's own, else the one their side shares. Never the other side's."""
    person = acting.someone(work, turn)
    channel_side = acting.side_of_channel(work.directory, turn, posts)
    kind = {"asking": "asker", "receiving": "receiver", None: ""}[case.side_of(person, channel_side)]
    cards = [one for one in posts if one.kind == kind]
    here = [one for one in cards if channel_side is not None and one.channel_id == turn.place.channel_id]
    receiver = case.receiver(person)
    mine = [one for one in cards if receiver is not None and one.contact_id == receiver.contact_id]
    shared = [one for one in cards if one.channel_id or kind == "asker"]
    return next(iter(here or mine or shared), None)
