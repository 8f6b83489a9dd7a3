"""Transactions: when their rows of the access log are written, and as of when they know the directory."""

from dataclasses import replace

import pytest

from bot.access_log.access_log import AccessEntry
from bot.timers.running import Timers
from bot.timers.timer_queue import Timer, set_timers
from bot.turns.turn import Actor, Message, Place, Turn
from bot.turns.work import AlreadySeen, Work, begin, by_itself, looking
from directory.people.contacts import Directory
from directory.stored.store import DirectorySnapshot
from tests.turns.office import URL, Office


def entry(work: Work, action: str) -> AccessEntry:
    return AccessEntry(work.now, "", "", "KELA", action)


async def written(work: Work) -> list[str]:
    rows = await work.connection.exec_driver_sql("SELECT action FROM access_log ORDER BY id")
    return [row.action for row in rows]


async def test_what_is_logged_is_written_when_the_transaction_ends_in_its_order(office: Office) -> None:
    async with by_itself(office.services) as work:
        work.log(entry(work, "first"))
        work.log(entry(work, "second"))
        assert await written(work) == []
    async with looking(office.services) as work:
        assert await written(work) == ["first", "second"]


async def test_what_has_to_be_written_at_once_takes_with_it_what_was_logged_before(office: Office) -> None:
    async with by_itself(office.services) as work:
        work.log(entry(work, "first"))
        work.log(entry(work, "second"))
        assert [row.action for row in await work.write_log()] == ["first", "second"]
        work.log(entry(work, "third"))
        assert await written(work) == ["first", "second"]
    async with looking(office.services) as work:
        assert await written(work) == ["first", "second", "third"]


async def test_a_transaction_that_fails_logs_nothing(office: Office) -> None:
    async def fails() -> None:
        async with by_itself(office.services) as work:
            work.log(entry(work, "first"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    async with looking(office.services) as work:
        assert await written(work) == []


async def test_what_is_known_from_the_commit_on_comes_before_what_is_done_afterwards(office: Office) -> None:
    happened: list[str] = []

    async def afterwards() -> None:
        happened.append("afterwards")

    async def turn(*, fails: bool) -> None:
        async with by_itself(office.services) as work:
            work.afterwards.append(afterwards)
            work.committed.then(lambda: happened.append("committed"))
            happened.append("done")
            if fails:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await turn(fails=True)
    assert happened == ["done"]
    await turn(fails=False)
    assert happened == ["done", "done", "committed", "afterwards"]


async def test_a_turn_that_begins_to_send_is_committed_together_with_others(office: Office) -> None:
    async with by_itself(office.services) as work:
        pass
    assert (len(work.committed.steps), work.committed.news) == (1, False)


async def test_a_timer_s_transaction_tells_of_its_commit_too(office: Office) -> None:
    happened: list[str] = []

    async def rings(work: Work, timer: Timer) -> None:
        work.committed.then(lambda: happened.append("committed"))

    async with by_itself(office.services) as work:
        await set_timers(work.connection, [Timer("rings", "test", "", work.now)], work.now)
    assert await Timers(office.services, {"rings": rings}).run_due() == 1
    assert happened == ["committed"]


async def test_nothing_that_is_logged_is_lost_without_anybody_noticing(office: Office) -> None:
    with pytest.raises(LookupError):
        async with looking(office.services) as work:
            work.log(entry(work, "first"))


async def test_a_mark_is_made_once(office: Office) -> None:
    async with by_itself(office.services) as work:
        assert await work.once("told")
        assert not await work.once("told")
    async with by_itself(office.services) as work:
        assert not await work.once("told")


@pytest.mark.each_database
async def test_a_turn_knows_the_directory_as_it_is_when_it_begins(office: Office, sample: Directory) -> None:
    behind = replace(office.services, directory=DirectorySnapshot())
    place = Place("kela", URL, "a:liisa", "personal", "28:bot")
    turn = Turn(
        "1", "message", "", office.clock(), Actor("kela", "liisa", "29:liisa", "Liisa"), place, "fi", Message("x")
    )
    async with begin(behind, turn) as work:
        assert work.directory.contacts.keys() == sample.contacts.keys()
    with pytest.raises(AlreadySeen):
        async with begin(behind, turn):
            pass
