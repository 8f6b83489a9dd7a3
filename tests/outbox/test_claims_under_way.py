"""Claims while processes stand still or die and databases fail: each message once, nothing lost, and as few statements
as it takes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from bot.outbox.claims import LEASE, Terms, claim
from bot.outbox.delivery import LAPSED, TAKEN_OVER, Delivery
from bot.outbox.sending import ActivityJson, Delivered, Outcome, Spot, TryLater
from bot.outbox.settling import Hooks
from bot.outbox.tables import Post
from config.clock import system_clock
from config.database import Database
from config.transaction import Committed
from tests.outbox.recording import (
    Asked,
    Clock,
    RecordingTeams,
    Told,
    chat,
    delivery_of,
    enqueue_send,
    enqueue_update,
    message,
    new_post,
    post_row,
    rows,
    say,
)


class FailingDatabase(Database):
    """Cannot be written for as long as it is told so."""

    def __init__(self, like: Database) -> None:
        super().__init__(like.url.render_as_string(hide_password=False), {"sealer": _sealer_of(like)})
        self.fails = False
        self.failures = 0
        self.writes = 0

    @override
    @asynccontextmanager
    async def write(self, committed: Committed | None = None, *, long: bool = False) -> AsyncIterator[AsyncConnection]:
        if self.fails:
            self.failures += 1
            raise OperationalError("write", {}, ConnectionError())
        async with super().write(committed, long=long) as connection:
            yield connection
        self.writes += 1


class SlowTeams(RecordingTeams):
    """Has got a message, and answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()

    @override
    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        outcome = await super().send(spot, activity)
        await self.answers.wait()
        return outcome


def _sealer_of(database: Database) -> object:
    return database._engine.sync_engine.get_execution_options()["sealer"]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that any database is asked meanwhile."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0)


def _outcomes(registry: CollectorRegistry, word: str) -> float:
    return registry.get_sample_value("kuntayhteys_deliveries_total", {"operation": "send", "outcome": word}) or 0


@pytest.mark.parametrize("count", [1, 4])
async def test_what_a_turn_has_enqueued_costs_a_claim_within_it_and_outcomes_together(
    database: Database, teams: RecordingTeams, clock: Clock, count: int
) -> None:
    delivery = delivery_of(database, teams, clock)
    delivery.start()
    await _until(lambda: delivery.is_waiting)
    committed = Committed()
    async with database.write(committed) as connection:
        for number in range(count):
            post_id = await new_post(connection, chat(f"a:{number}"))
            await enqueue_send(connection, post_id, message(str(number)), clock())
        with counted() as claiming:
            committed.then(await delivery.claim_within(connection))
    with counted() as delivering:
        await _until(lambda: len(teams.asked) == count and delivery.is_waiting)
    await delivery.stop()
    transactions = 1 if count == 1 else 2  # the first outcome, and those that came while it was being written
    assert len(claiming) == 1
    assert len(delivering) == transactions * 2
    assert {row.state for row in await rows(database)} == {"done"}


async def test_turns_that_cross_may_claim_more_than_go_at_a_time_and_later_ones_wait(
    database: Database, clock: Clock
) -> None:
    teams = SlowTeams()
    delivery = delivery_of(database, teams, clock, at_a_time=1)
    delivery.start()
    await _until(lambda: delivery.is_waiting)
    crossing = asyncio.Barrier(1 if database.is_sqlite else 3)

    async def turn(number: int, meet: asyncio.Barrier) -> None:
        committed = Committed()
        async with database.write(committed) as connection:
            post_id = await new_post(connection, chat(f"a:{number}"))
            await enqueue_send(connection, post_id, message(str(number)), clock())
            committed.then(await delivery.claim_within(connection))
            await meet.wait()

    await asyncio.gather(*(turn(number, crossing) for number in range(3)))
    await turn(3, asyncio.Barrier(1))
    teams.answers.set()
    await _until(lambda: len(teams.asked) == 4 and delivery.is_waiting)
    await delivery.stop()
    assert sorted(teams.texts()) == ["0", "1", "2", "3"]


async def test_a_claim_within_a_transaction_that_is_undone_was_none(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    delivery = delivery_of(database, teams, clock)
    delivery.start()
    await _until(lambda: delivery.is_waiting)
    await say(database, chat(), "Hei", clock)
    with pytest.raises(RuntimeError):
        await _undone(database, delivery)
    delivery.wake()
    await _until(lambda: len(teams.asked) == 1 and delivery.is_waiting)
    await delivery.stop()
    assert teams.texts() == ["Hei"]


async def _undone(database: Database, delivery: Delivery) -> None:
    async with database.write() as connection:
        await delivery.claim_within(connection)
        raise RuntimeError


async def test_what_is_enqueued_behind_a_message_under_way_goes_after_it_without_being_woken(
    database: Database, clock: Clock
) -> None:
    teams = SlowTeams()
    delivery = delivery_of(database, teams, clock)
    post_id = await say(database, chat(), "ensin", clock)
    delivery.start()
    await _until(lambda: len(teams.asked) == 1)
    committed = Committed()
    async with database.write(committed) as connection:
        await enqueue_update(connection, post_id, message("sitten"), clock())
        committed.then(await delivery.claim_within(connection))
    assert [one.verb for one in teams.asked] == ["send"]
    teams.answers.set()
    await _until(lambda: len(teams.asked) == 2 and delivery.is_waiting)
    await delivery.stop()
    assert teams.texts("update") == ["sitten"]


@pytest.mark.parametrize("seconds", [20, 60])
async def test_an_outage_loses_no_outcome_and_nobody_takes_over_before_its_owner_is_back(
    database: Database, clock: Clock, seconds: int, capsys: pytest.CaptureFixture[str]
) -> None:
    teams = SlowTeams()
    hers, others = FailingDatabase(database), FailingDatabase(database)
    sends, looks = (delivery_of(one, teams, clock) for one in (hers, others))
    post_id = await say(database, chat(), "Hei", clock)
    sends.start()
    await _until(lambda: len(teams.asked) == 1)
    looks.start()
    await _until(lambda: others.writes == 1)
    clock.forward(seconds=LEASE.total_seconds() - 1)
    hers.fails = others.fails = True
    teams.answers.set()
    looks.wake()
    await _until(lambda: hers.failures > 2 and others.failures > 0)
    clock.forward(seconds=seconds)
    others.fails = False
    looks.wake()
    await _until(lambda: others.writes == 2)
    hers.fails = False
    await _until(lambda: sends.is_waiting)
    for one in (sends, looks):
        await one.stop()
    assert teams.texts() == ["Hei"]
    assert (await post_row(database, post_id)).activity_id == "m1"
    told = capsys.readouterr().out
    assert (told.count("outbox_settling_failed"), told.count("outbox_taking_failed")) == (1, 1)
    for database_of_one in (hers, others):
        await database_of_one.close()


@pytest.mark.parametrize("late", [Delivered("m1"), TryLater("503")])
async def test_a_late_outcome_of_a_process_that_stood_still_changes_nothing_and_is_counted(
    database: Database, clock: Clock, late: Outcome
) -> None:
    before, after = SlowTeams(), SlowTeams()
    before.will("send", late)
    after.will("send", Delivered("m2"))
    registry = CollectorRegistry()
    stands, goes_on = _delivery(database, before, clock, registry), delivery_of(database, after, clock)
    goes_on.start()
    await _until(lambda: goes_on.is_waiting)
    post_id = await say(database, chat(), "Hei", clock)
    stands.start()
    await _until(lambda: len(before.asked) == 1)
    clock.now += LEASE
    goes_on.wake()
    await _until(lambda: len(after.asked) == 1)
    before.answers.set()
    await _until(lambda: stands.is_waiting)
    [row] = await rows(database)
    assert (row.state, row.attempts, row.leased_until) == ("pending", 0, clock() + LEASE)
    after.answers.set()
    await _until(lambda: goes_on.is_waiting)
    for one in (stands, goes_on):
        await one.stop()
    assert (await post_row(database, post_id)).activity_id == "m2"
    assert _outcomes(registry, TAKEN_OVER) == 1


async def test_that_a_message_had_arrived_after_all_is_believed_while_it_waits_to_be_tried_again(
    database: Database, clock: Clock
) -> None:
    before, after = SlowTeams(), RecordingTeams()
    after.will("send", TryLater("503"))
    stands, goes_on = delivery_of(database, before, clock), delivery_of(database, after, clock)
    await goes_on.run_until_idle()
    post_id = await say(database, chat(), "Hei", clock)
    stands.start()
    await _until(lambda: len(before.asked) == 1)
    clock.now += LEASE
    await goes_on.run_until_idle()
    before.answers.set()
    await _until(lambda: stands.is_waiting)
    await stands.stop()
    clock.forward(minutes=1)
    await goes_on.run_until_idle()
    assert (len(before.asked), len(after.asked)) == (1, 1)
    assert (await post_row(database, post_id)).activity_id == "m1"


async def test_what_a_process_that_stood_still_had_not_begun_is_claimed_anew_before_it_is_sent(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    def stands_still(_: Asked) -> None:
        teams.before_answer = None
        clock.now += LEASE

    teams.before_answer = stands_still
    registry = CollectorRegistry()
    delivery = _delivery(database, teams, clock, registry)
    await delivery.run_until_idle()
    for number in range(2):
        await say(database, chat(f"a:{number}"), str(number), clock)
    await delivery.run_until_idle()
    assert teams.texts() == ["0", "1"]
    assert (_outcomes(registry, LAPSED), _outcomes(registry, "delivered")) == (1, 2)


async def test_a_claim_is_renewed_for_as_long_as_teams_takes(database: Database, clock: Clock) -> None:
    teams, lease = SlowTeams(), timedelta(milliseconds=400)
    one, other = (_delivery(database, teams, clock, CollectorRegistry(), lease) for _ in range(2))
    await say(database, chat(), "Hei", clock)
    one.start()
    await _until(lambda: len(teams.asked) == 1)
    [claimed] = await rows(database)
    ends = claimed.leased_until
    assert ends is not None
    while system_clock() < ends + lease:
        await other.run_until_idle()
        await asyncio.sleep(0.02)
    assert teams.texts() == ["Hei"]
    teams.answers.set()
    await _until(lambda: one.is_waiting)
    await one.stop()
    assert [row.state for row in await rows(database)] == ["done"]


async def test_what_was_cut_off_when_a_process_stopped_delivering_is_left_to_others(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    slow, lease = SlowTeams(), timedelta(milliseconds=200)
    stopped, other = (_delivery(database, one, clock, CollectorRegistry(), lease) for one in (slow, teams))
    await say(database, chat(), "Hei", clock)
    stopped.start()
    await _until(lambda: len(slow.asked) == 1)
    await stopped.stop(timedelta())
    async with asyncio.timeout(10):
        while not teams.asked:
            await other.run_until_idle()
            await asyncio.sleep(0.02)
    assert teams.texts() == ["Hei"]


async def test_a_bug_in_writing_one_outcome_does_not_keep_a_process_from_taking_over_what_a_dead_one_left(
    database: Database, teams: RecordingTeams, clock: Clock
) -> None:
    class Broken(Told):
        @override
        async def on_conversation(self, connection: AsyncConnection, post: Post, conversation_id: str) -> None:
            await super().on_conversation(connection, post, conversation_id)
            raise RuntimeError("a bug")

    told = Broken()
    delivery = delivery_of(database, teams, clock, told)
    await say(database, chat(), "kesken jäänyt", clock)
    async with database.write() as connection:
        assert len(await claim(connection, clock(), 1, Terms(clock=clock))) == 1  # and then the process is killed
    await say(database, chat("", channel_id="19:k"), "avaus", clock)
    delivery.start()
    await _until(lambda: len(told.opened) > 1)
    clock.now += LEASE
    delivery.wake()
    await _until(lambda: "kesken jäänyt" in teams.texts())
    await delivery.stop(timedelta())
    assert teams.texts("thread") == ["avaus"]


def _delivery(
    database: Database,
    teams: RecordingTeams,
    clock: Clock,
    registry: CollectorRegistry,
    lease: timedelta | None = None,
) -> Delivery:
    told = Told()
    terms = Terms(clock=clock) if lease is None else Terms(lease=lease)
    return Delivery(
        database, teams, clock, lambda: 0.5, Hooks(told.on_refused, told.on_conversation), registry, terms=terms
    )
