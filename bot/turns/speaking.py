"""Saying something back in the place where a turn came from."""

from dataclasses import replace

from bot.outbox.posting import About, Address, Json, card_activity, post, text_activity
from bot.turns import people
from bot.turns.turn import Turn
from bot.turns.work import Work


def place_of(turn: Turn) -> Address:
    """Where the turn happened: the 1:1 chat, or in a channel a message that only its writer sees."""
    place, actor = turn.place, turn.actor
    address = Address(
        place.tenant_id,
        place.service_url,
        place.conversation_id,
        recipient_aad_object_id=actor.aad_object_id,
        recipient_teams_id=actor.teams_id,
    )
    return address if place.kind == "personal" else replace(address, targeted=True)


async def say(work: Work, turn: Turn, text: str) -> None:
    """One plain sentence to whoever sent the turn."""
    about = About("notice", await people.language(work.connection, turn))
    await post(work.connection, place_of(turn), about, text_activity(text), work.now)


async def show(work: Work, turn: Turn, card: Json, summary: str, *, kind: str = "notice") -> int:
    """A card to whoever sent the turn; the post's id."""
    about = About(kind, await people.language(work.connection, turn))
    return await post(work.connection, place_of(turn), about, card_activity(card, summary), work.now)
