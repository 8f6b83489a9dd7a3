"""Timers: each is done once, in its subject's order, never early, whatever dies or fails meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.timers.running import ATTEMPTS_AT_MOST, Timers
from bot.timers.timer_queue import TIMER, Timer, cancel, move, set_timers, take
from bot.turns.services import Services
from bot.turns.work import Work
from config.database import Database
from directory.people.contacts import Directory, DirectoryContent, directory_of
from tests.databases import somebody_waits

START = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)


@dataclass
class Shelf:
    """A directory nobody looks at here."""

    current: Directory = field(default_factory=lambda: directory_of(DirectoryContent()))

    async def as_of(self, connection: AsyncConnection, version: int | None = None) -> Directory:
        """The same for every transaction."""
        return self.current


@dataclass
class Parts:
    """What a runner uses of the bot."""

    database: Database
    now: datetime = START
    directory: Shelf = field(default_factory=Shelf)
    woken: int = 0

    def clock(self) -> datetime:
        return self.now

    def wake_outbox(self) -> None:
        self.woken += 1

    async def sets(self, *timers: Timer) -> None:
        async with self.database.write() as connection:
            for timer in timers:
                await set_timers(connection, [timer], self.now)

    async def states(self) -> list[tuple[str, str]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(TIMER.c.step, TIMER.c.state).order_by(TIMER.c.id))
            return [(row.step, row.state) for row in rows]


@dataclass
class Done:
    """A handler that writes down what it did."""

    steps: list[str] = field(default_factory=list)
    then: Callable[[], Awaitable[None]] | None = None

    async def __call__(self, work: Work, timer: Timer) -> None:
        if self.then is not None:
            await self.then()
        self.steps.append(timer.step)


@pytest.fixture
def parts(database: Database) -> Parts:
    return Parts(database)


def runner(parts: Parts, handler: Callable[[Work, Timer], Awaitable[None]]) -> Timers:
    return Timers(cast("Services", parts), {"remind": handler})


def timer(step: str, *, minutes: int = 0, subject: str = "consultation/1001") -> Timer:
    return Timer("remind", subject, step, START + timedelta(minutes=minutes))


async def test_nothing_happens_before_its_moment_and_everything_once_after_it(parts: Parts) -> None:
    did = Done()
    await parts.sets(timer("later", minutes=10), timer("now"))
    assert await runner(parts, did).run_due() == 1
    parts.now += timedelta(minutes=10)
    await runner(parts, did).run_due()
    await runner(parts, did).run_due()
    assert did.steps == ["now", "later"]
    assert parts.woken == 2


async def test_setting_the_same_step_again_changes_nothing_even_after_it_was_done(parts: Parts) -> None:
    did = Done()
    await parts.sets(timer("first"), timer("first"))
    await runner(parts, did).run_due()
    await parts.sets(timer("first"))
    await runner(parts, did).run_due()
    assert did.steps == ["first"]


async def test_after_a_long_standstill_the_oldest_comes_first(parts: Parts) -> None:
    did = Done()
    await parts.sets(timer("c", minutes=30), timer("a", minutes=1), timer("b", minutes=2, subject="consultation/1002"))
    parts.now += timedelta(days=3)
    await runner(parts, did).run_due()
    assert did.steps == ["a", "b", "c"]


async def test_a_clock_that_goes_back_repeats_nothing(parts: Parts) -> None:
    did = Done()
    await parts.sets(timer("now"), timer("soon", minutes=5))
    await runner(parts, did).run_due()
    parts.now -= timedelta(hours=2)
    await runner(parts, did).run_due()
    assert did.steps == ["now"]


async def test_what_was_cancelled_or_put_off_does_not_happen(parts: Parts) -> None:
    did = Done()
    await parts.sets(timer("gone"), timer("later", subject="consultation/1002"))
    async with parts.database.write() as connection:
        await cancel(connection, "consultation/1001")
        await move(connection, timer("later", minutes=60, subject="consultation/1002"))
    await runner(parts, did).run_due()
    assert did.steps == []
    parts.now += timedelta(hours=1)
    await runner(parts, did).run_due()
    assert did.steps == ["later"]


async def test_a_timer_that_fails_is_tried_again_and_keeps_its_place(parts: Parts) -> None:
    failures = [RuntimeError(), RuntimeError()]

    async def fail() -> None:
        if failures:
            raise failures.pop()

    did = Done(then=fail)
    await parts.sets(timer("first"), timer("second", minutes=1))
    parts.now += timedelta(minutes=1)
    for _ in range(4):
        await runner(parts, did).run_due()
        parts.now += timedelta(minutes=5)
    assert did.steps == ["first", "second"]


async def test_a_timer_that_always_fails_is_given_up_and_holds_nobody_up(parts: Parts) -> None:
    async def fail() -> None:
        raise RuntimeError

    bad, good = Done(then=fail), Done()
    await parts.sets(timer("bad"), Timer("other", "consultation/1001", "good", START))
    both = Timers(cast("Services", parts), {"remind": bad, "other": good})
    for _ in range(ATTEMPTS_AT_MOST):
        await both.run_due()
        parts.now += timedelta(days=1)
    await both.run_due()
    assert good.steps == ["good"]
    assert await parts.states() == [("bad", "failed"), ("good", "done")]


async def test_what_a_dying_runner_had_begun_is_done_by_the_next_one(parts: Parts) -> None:
    async def die() -> None:
        raise asyncio.CancelledError

    await parts.sets(timer("first"))
    with pytest.raises(asyncio.CancelledError):
        await runner(parts, Done(then=die)).run_due()
    assert await parts.states() == [("first", "pending")]
    did = Done()
    await runner(parts, did).run_due()
    assert did.steps == ["first"]


async def test_several_runners_at_once_do_each_timer_once_and_each_subject_in_order(parts: Parts) -> None:
    async def pause() -> None:
        await asyncio.sleep(0.002)

    did = Done(then=pause)
    subjects = [f"consultation/{n}" for n in range(8)]
    await parts.sets(
        *(timer(f"{n}{step}", minutes=step, subject=s) for step in range(4) for n, s in enumerate(subjects))
    )
    parts.now += timedelta(hours=1)
    await asyncio.gather(*(runner(parts, did).run_due() for _ in range(4)))
    await runner(parts, did).run_due()
    assert sorted(did.steps) == sorted(f"{n}{step}" for n in range(8) for step in range(4))
    for n in range(8):
        assert [step for step in did.steps if step[0] == str(n)] == [f"{n}{step}" for step in range(4)]


async def test_a_claim_is_seen_by_nobody_else_until_it_ends(postgres_url: str) -> None:
    parts = Parts(Database(postgres_url))
    await parts.sets(timer("first"), timer("second", minutes=1))
    parts.now += timedelta(minutes=2)
    async with parts.database.write() as one, parts.database.write() as another:
        first = await take(one, parts.now)
        assert first is not None
        assert replace(first.timer) == timer("first")
        assert await take(another, parts.now) is None
    await parts.database.close()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_circle_of_waiting_is_no_failure_of_the_timer(parts: Parts) -> None:
    """A turn holds what the timer's handler wants, and waits for that timer: PostgreSQL ends whoever looks first."""
    mine, wanted = timer("mine"), timer("wanted", minutes=60, subject="consultation/1002")
    await parts.sets(mine, wanted)
    holds, claimed = asyncio.Event(), asyncio.Event()

    async def handler(work: Work, _: Timer) -> None:
        if not claimed.is_set():
            claimed.set()
            await somebody_waits(parts.database)
            await work.connection.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
        await cancel(work.connection, wanted.subject)

    async def turn() -> None:
        async with parts.database.write() as connection:
            await connection.execute(text("SET LOCAL deadlock_timeout = '1h'"))
            await cancel(connection, wanted.subject)
            holds.set()
            await claimed.wait()
            await move(connection, mine)

    other = asyncio.create_task(turn())
    await holds.wait()
    await runner(parts, handler).run_due()
    await other
    assert await parts.states() == [("mine", "done"), ("wanted", "cancelled")]
    async with parts.database.read() as connection:
        assert (await connection.execute(select(TIMER.c.attempts, TIMER.c.error))).all() == [(0, ""), (0, "")]
