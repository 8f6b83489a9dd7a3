"""What becomes of a card whose button was pressed: another card in its place, for good."""

from bot.outbox.posting import CASE_CARD, becomes_case_card, card_activity, change, post_shown_as
from bot.outbox.tables import Post
from bot.turns.answers import Answer, CardAnswer, NoAnswer
from bot.turns.speaking import place_of, show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work
from cards.kit.frame import Card


async def pressed_post(work: Work, turn: Turn, press: Press) -> Post | None:
    """The message that holds the pressed card, where Teams says it."""
    return await post_shown_as(work.connection, place_of(turn), press.card_activity_id)


async def answer_with_card(work: Work, turn: Turn, press: Press, card: Card) -> Answer:
    """The pressed card becomes this one: at once for the presser, and in the message itself."""
    return (await put_in_place(work, turn, press, card))[0]


async def becomes_case(work: Work, turn: Turn, press: Press, number: int, kind: str = CASE_CARD) -> Post | None:
    """The message that holds the pressed card, which shows this consultation from now on if it was about none."""
    shown = await pressed_post(work, turn, press)
    if shown is not None:
        await becomes_case_card(work, shown, number, kind)
    return shown


async def put_in_place(work: Work, turn: Turn, press: Press, card: Card) -> tuple[Answer, int | None]:
    """The same, with the id of the post that shows the card, where it is known."""
    shown = await pressed_post(work, turn, press)
    post_id = shown.id if shown is not None else None
    if shown is not None:
        await change(work, shown, card_activity(card))
    elif press.wants != "card":
        post_id = await show(work, turn, card)
    return CardAnswer(card) if press.wants == "card" else NoAnswer(), post_id
