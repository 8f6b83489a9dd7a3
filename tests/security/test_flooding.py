"""One person, or one organisation, sends far more than people do: a kind sentence, and the others notice nothing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.security.guarded_bot import GuardedBot, guarded_bot

A_MINUTE = 10
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where it makes no difference what is behind the limit."""
MANY = "Viestejä tuli nyt paljon yhdellä kertaa."


@pytest.fixture
async def bot(database_url: str, tmp_path: Path) -> AsyncIterator[GuardedBot]:
    async with guarded_bot(database_url, tmp_path, person_turns_per_minute=A_MINUTE) as found:
        yield found


async def use_up(bot: GuardedBot, who: str, times: int = A_MINUTE) -> None:
    """Presses that are answered at once, so that nothing waits to be sent."""
    press = bot.press(*bot.people()[who], "consultation.claim", {"verb": "consultation.claim", "consultation": 9999})
    for _ in range(times):
        status, answer = await bot.post({**press, "id": str(next(bot.ids))})
        assert (status, MANY in answer) == (200, False)


async def test_who_floods_is_told_once_and_nothing_more_of_theirs_is_stored(bot: GuardedBot) -> None:
    tenant, person = bot.people()["asked"]
    await use_up(bot, "asked")
    await bot.settled()
    before = await bot.protected()
    bot.received.clear()
    for number in range(15):
        assert (await bot.post(bot.activity(tenant, person, text=f"/reply K-1001 tulva {number}")))[0] == 200
    assert await bot.protected() == before
    await bot.settled()
    assert [str(one.get("text", ""))[: len(MANY)] for one in bot.received] == [MANY]


@ON_ONE
async def test_a_press_is_answered_with_the_sentence(bot: GuardedBot) -> None:
    await use_up(bot, "other county")
    press = bot.press(*bot.people()["other county"], "consultation.claim", {"consultation": 9999})
    for _ in range(3):
        status, answer = await bot.post({**press, "id": str(next(bot.ids))})
        assert (status, MANY in answer) == (200, True)


async def test_the_others_are_served_while_somebody_floods(bot: GuardedBot) -> None:
    tenant, person = bot.people()["other county"]
    flood = [bot.activity(tenant, person, text="/open") for _ in range(60)]
    claim = bot.press(*bot.people()["asked"], "consultation.claim", {"consultation": 1001, "version": 1})
    statuses = await asyncio.gather(*map(bot.post, flood), bot.post(claim))
    assert {status for status, _ in statuses} == {200}
    assert await bot.rows("SELECT state FROM consultation") == [("taken",)]


@ON_ONE
async def test_what_teams_repeats_is_not_counted_against_the_person(bot: GuardedBot) -> None:
    press = bot.press(*bot.people()["other county"], "consultation.claim", {"consultation": 9999})
    for _ in range(5):
        await bot.post(press)
    await use_up(bot, "other county", A_MINUTE - 1)
    assert MANY in (await bot.post({**press, "id": str(next(bot.ids))}))[1]
