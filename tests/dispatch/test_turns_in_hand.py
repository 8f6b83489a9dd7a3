"""Lines of one conversation keep their order, and a tenant in a hurry leaves room for the others."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.dispatch.turns_in_hand import TurnsInHand
from bot.teams.door_refusals import TooMuch
from bot.turns.answers import Answer, NoAnswer
from bot.turns.turn import Actor, Doing, Edited, Message, Place, Press, Search, Turn

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)


class Slow:
    """Handles turns as long as it is not let go on; those that fail, at once."""

    def __init__(self) -> None:
        self.goes_on = asyncio.Event()
        self.done: list[Doing] = []

    async def handle(self, turn: Turn) -> Answer:
        match turn.doing:
            case Message("kaatuu"):
                raise RuntimeError
            case Message():
                await self.goes_on.wait()
        self.done.append(turn.doing)
        return NoAnswer()


def turn(doing: Doing, *, tenant: str = "kela", conversation: str = "a:liisa") -> Turn:
    actor = Actor(tenant, "liisa", "29:liisa", "Liisa")
    place = Place(tenant, "https://smba.example/", conversation, "personal", "28:bot")
    return Turn("1", "message", "1", NOW, actor, place, "fi-FI", doing)


async def test_the_second_line_waits_until_the_first_is_done() -> None:
    slow = Slow()
    in_hand = TurnsInHand(slow.handle, 100)
    line, second = Message("yksi"), Message("kaksi")
    press, search, edit = Press("consultation.reply", {}, "card"), Search("places", "im", 0, 15), Edited("kaksi!")
    others = Press("consultation.claim", {}, "card")
    async with asyncio.TaskGroup() as tasks:
        for doing in (line, press, second, edit, search):
            tasks.create_task(in_hand.handle(turn(doing)))
        tasks.create_task(in_hand.handle(turn(others, conversation="a:ville")))
        while len(slow.done) < 2:  # noqa: ASYNC110 - as long as the two others take
            await asyncio.sleep(0)
        slow.goes_on.set()
    assert slow.done == [search, others, line, press, second, edit]


async def test_a_line_that_fails_or_is_given_up_lets_the_next_one_in() -> None:
    slow = Slow()
    in_hand = TurnsInHand(slow.handle, 100)
    with pytest.raises(RuntimeError):
        await in_hand.handle(turn(Message("kaatuu")))
    first, given_up, last = (asyncio.create_task(in_hand.handle(turn(Message(one)))) for one in ("a", "b", "c"))
    await asyncio.sleep(0)
    given_up.cancel()
    slow.goes_on.set()
    await asyncio.gather(first, last)
    assert slow.done == [Message("a"), Message("c")]
    assert not in_hand._lines
    assert not in_hand._by_tenant


async def test_one_tenant_never_has_all_places() -> None:
    slow = Slow()
    in_hand = TurnsInHand(slow.handle, 8)
    held = [asyncio.create_task(in_hand.handle(turn(Message("x"), conversation=f"a:{one}"))) for one in range(6)]
    await asyncio.sleep(0)
    with pytest.raises(TooMuch):
        await in_hand.handle(turn(Message("x"), conversation="a:6"))
    held.append(asyncio.create_task(in_hand.handle(turn(Message("x"), tenant="county"))))
    slow.goes_on.set()
    await asyncio.gather(*held)
    await in_hand.handle(turn(Message("x"), conversation="a:6"))
