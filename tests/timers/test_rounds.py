"""Rounds: each goes again and again, once among all replicas, once after a standstill, whatever the clock does."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import select

from bot.timers.rounds import Round, Rounds, every, in_working_hours
from bot.timers.timer_queue import TIMER
from bot.turns.services import Services
from config.clock import HELSINKI
from config.database import Database
from tests.timers.test_running import Parts

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def parts(database: Database) -> Parts:
    return Parts(database)


def going(parts: Parts, gone: list[str], *names: str, fails: str = "") -> Rounds:
    """Rounds each ten minutes that write down that they were gone."""

    def one(name: str) -> Round:
        async def go(_: Services) -> None:
            gone.append(name)
            if name == fails:
                raise RuntimeError

        return Round(name, every(TEN_MINUTES), go)

    return Rounds(cast("Services", parts), [one(name) for name in names or ("contacts",)])


async def test_a_round_first_goes_after_its_pause_and_then_again_and_again(parts: Parts) -> None:
    gone: list[str] = []
    rounds = going(parts, gone)
    counts = []
    for _ in range(5):
        await rounds.run_due()
        counts.append(len(gone))
        parts.now += timedelta(minutes=5)
    assert counts == [0, 0, 1, 1, 2]


async def test_after_three_days_of_standstill_a_round_goes_once(parts: Parts) -> None:
    gone: list[str] = []
    rounds = going(parts, gone)
    await rounds.run_due()
    parts.now += timedelta(days=3)
    await rounds.run_due()
    await rounds.run_due()
    assert gone == ["contacts"]


async def test_of_four_replicas_one_goes_the_round(parts: Parts) -> None:
    gone: list[str] = []
    replicas = [going(parts, gone) for _ in range(4)]
    await asyncio.gather(*(one.run_due() for one in replicas))
    parts.now += TEN_MINUTES
    await asyncio.gather(*(one.run_due() for one in replicas))
    assert gone == ["contacts"]
    async with parts.database.read() as connection:
        assert len((await connection.execute(select(TIMER.c.id))).all()) == 1


async def test_a_round_that_fails_holds_no_other_up_and_comes_again(parts: Parts) -> None:
    gone: list[str] = []
    rounds = going(parts, gone, "bad", "good", fails="bad")
    for _ in range(3):
        await rounds.run_due()
        parts.now += TEN_MINUTES
    assert sorted(gone) == ["bad", "bad", "good", "good"]


async def test_what_a_dying_replica_had_begun_comes_again_with_the_next_round(parts: Parts) -> None:
    gone: list[str] = []

    async def die(_: Services) -> None:
        raise asyncio.CancelledError

    dying = Rounds(cast("Services", parts), [Round("contacts", every(TEN_MINUTES), die)])
    await dying.run_due()
    parts.now += TEN_MINUTES
    with pytest.raises(asyncio.CancelledError):
        await dying.run_due()
    parts.now += TEN_MINUTES
    await going(parts, gone).run_due()
    assert gone == ["contacts"]


async def test_a_clock_that_was_far_ahead_leaves_no_round_waiting_for_years(parts: Parts) -> None:
    gone: list[str] = []
    rounds = going(parts, gone)
    await rounds.run_due()
    parts.now += timedelta(days=4000)
    await rounds.run_due()
    parts.now -= timedelta(days=4000)
    await rounds.run_due()
    parts.now += TEN_MINUTES
    await rounds.run_due()
    assert gone == ["contacts", "contacts"]


async def test_a_round_that_is_no_longer_known_ends(parts: Parts) -> None:
    gone: list[str] = []
    await going(parts, gone, "old").run_due()
    parts.now += TEN_MINUTES
    await going(parts, gone, "new").run_due()
    parts.now += TEN_MINUTES
    await going(parts, gone, "new").run_due()
    assert gone == ["new"]


def finnish(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T09:12", "2026-11-24T09:22"),
        ("2026-11-24T15:55", "2026-11-25T08:00"),
        ("2026-11-27T16:30", "2026-11-30T08:00"),
        ("2026-12-23T15:59", "2026-12-28T08:00"),
        ("2026-03-28T12:00", "2026-03-30T08:00"),
    ],
    ids=["in the morning", "at the end of the day", "friday evening", "before christmas", "clocks go forward"],
)
def test_a_round_in_working_hours_waits_for_the_next_working_morning(now: str, then: str) -> None:
    next_after: Callable[[datetime], datetime] = in_working_hours(TEN_MINUTES)
    assert next_after(finnish(now)) == finnish(then)
