"""Those who write on SQLite while others do are committed together, and still each fails alone."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config.database import Database
from config.sqlite_inline import BESIDE_LOOP, Connection
from config.transaction import Committed

ADD = text("INSERT INTO seen_activity (key, seen_at) VALUES (:key, '2026-11-24 09:00:00')")
KEYS = text("SELECT key FROM seen_activity ORDER BY key")
MUCH = text(
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 20000)"
    " SELECT sum(n) FROM number"
)


class OwnFaultError(Exception):
    """What goes wrong in one part."""


@pytest.fixture
async def lite(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    yield database
    await database.close()


@dataclass
class Disk:
    """What commits wait for, each in its thread."""

    commits: int = 0
    is_full: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)

    def commit(self, connection: Connection) -> None:
        self.commits += 1
        self.reached.set()
        assert self.goes_on.wait(60)
        if self.is_full:
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise full
        sqlite3.Connection.commit(connection)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A slow one: the first commit waits until the test lets it go on."""
    slow = Disk()

    def commit(connection: Connection) -> None:
        slow.commit(connection)

    monkeypatch.setattr(Connection, "commit", commit)
    monkeypatch.setattr("config.sqlite_writing._OPEN_S", 60)
    yield slow
    slow.goes_on.set()


async def add(database: Database, key: str, fault: Exception | None = None) -> None:
    async with database.write() as connection:
        await connection.execute(ADD, {"key": key})
        if fault is not None:
            raise fault


async def fill_the_disk(database: Database, key: str) -> None:
    """As SQLite does then."""
    async with database.write() as connection:
        await connection.execute(ADD, {"key": key})
        await connection.exec_driver_sql("ROLLBACK")


async def add_knowing(database: Database, key: str, known: list[str]) -> None:
    committed = Committed()
    committed.know(lambda: known.append(key))
    async with database.write(committed) as connection:
        await connection.execute(ADD, {"key": key})


async def add_beginning(database: Database, key: str, begun: list[str]) -> None:
    async with database.write(Committed([lambda: begun.append(key)])) as connection:
        await connection.execute(ADD, {"key": key})


async def keys(database: Database) -> str:
    async with database.read() as connection:
        return "".join((await connection.execute(KEYS)).scalars())


async def rounds() -> None:
    """Others go as far as they get without anything that they wait for."""
    for _ in range(20):
        await asyncio.sleep(0)


async def while_one_commits(database: Database, disk: Disk) -> asyncio.Task[None]:
    """Somebody's commit waits for the disk: all who come now wait for their turn."""
    first = asyncio.create_task(add(database, "a"))
    await asyncio.to_thread(disk.reached.wait, 60)
    return first


async def ends(*tasks: asyncio.Task[None]) -> list[BaseException | None]:
    """How each ended."""
    async with asyncio.timeout(60):
        return await asyncio.gather(*tasks, return_exceptions=True)


async def test_who_waits_for_a_commit_is_committed_with_the_others(lite: Database, disk: Disk) -> None:
    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(add(lite, key)) for key in "bcdef"]
    await rounds()
    assert (await keys(lite), first.done()) == ("", False)
    disk.goes_on.set()
    assert await ends(first, *others) == [None] * 6
    assert (await keys(lite), disk.commits) == ("abcdef", 2)


async def test_each_fault_undoes_its_own_part_only(lite: Database, disk: Disk) -> None:
    first = await while_one_commits(lite, disk)
    faults = {"c": OwnFaultError(), "f": OwnFaultError()}
    others = [asyncio.create_task(add(lite, key, faults.get(key))) for key in "bcdef"]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *others) == [None, None, faults["c"], None, None, faults["f"]]
    assert (await keys(lite), disk.commits) == ("abde", 2)


@pytest.mark.parametrize("statement", ["much", "none"])
async def test_who_is_cancelled_in_the_middle_undoes_their_own_part_only(
    lite: Database, disk: Disk, statement: str
) -> None:
    inside = asyncio.Event()

    async def stay() -> None:
        async with lite.write() as connection:
            await connection.execute(ADD, {"key": "c"})
            inside.set()
            while statement == "much":
                await connection.execute(MUCH, execution_options=BESIDE_LOOP)
            await asyncio.Event().wait()

    first = await while_one_commits(lite, disk)
    before, staying = asyncio.create_task(add(lite, "b")), asyncio.create_task(stay())
    after = asyncio.create_task(add(lite, "d"))
    await rounds()
    disk.goes_on.set()
    await inside.wait()
    await rounds()
    assert not before.done()
    staying.cancel()
    assert await ends(first, before, after) == [None] * 3
    assert staying.cancelled()
    assert (await keys(lite), disk.commits) == ("abd", 2)


async def test_a_commit_without_room_fails_for_all_in_it_and_for_nobody_else(lite: Database, disk: Disk) -> None:
    known: list[str] = []
    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(add(lite, key)) for key in "bc"]
    others.append(asyncio.create_task(add_knowing(lite, "d", known)))
    await rounds()
    disk.is_full = True
    disk.goes_on.set()
    outcomes = await ends(first, *others)
    assert [type(one) for one in outcomes] == [OperationalError] * 4
    assert (await keys(lite), disk.commits, known) == ("", 2, [])
    disk.is_full = False
    await add(lite, "e")
    assert await keys(lite) == "e"


async def test_what_sqlite_undoes_by_itself_fails_for_all_before_too(lite: Database, disk: Disk) -> None:
    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(add(lite, "b")), asyncio.create_task(fill_the_disk(lite, "c"))]
    others.append(asyncio.create_task(add(lite, "d")))
    await rounds()
    disk.goes_on.set()
    outcomes = await ends(first, *others)
    assert [type(one) for one in outcomes] == [type(None), *[OperationalError] * 2, type(None)]
    assert await keys(lite) == "ad"


async def test_who_is_cancelled_when_sqlite_has_undone_all_cancels_nobody_else(lite: Database, disk: Disk) -> None:
    inside = asyncio.Event()

    async def stay() -> None:
        async with lite.write() as connection:
            await connection.exec_driver_sql("ROLLBACK")
            inside.set()
            await asyncio.Event().wait()

    first = await while_one_commits(lite, disk)
    before, staying = asyncio.create_task(add(lite, "b")), asyncio.create_task(stay())
    await rounds()
    disk.goes_on.set()
    await inside.wait()
    staying.cancel()
    outcomes = await ends(first, staying, before)
    assert [type(one) for one in outcomes] == [type(None), asyncio.CancelledError, OperationalError]
    assert await keys(lite) == "a"


async def test_what_sqlite_has_undone_by_itself_is_not_taken_for_written(lite: Database) -> None:
    with pytest.raises(OperationalError):
        await fill_the_disk(lite, "a")
    await add(lite, "b")
    assert await keys(lite) == "b"


async def test_nobody_writes_on_before_this_process_knows_of_a_commit(lite: Database, disk: Disk) -> None:
    known: list[str] = []
    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(one) for one in (add_knowing(lite, "b", known), add(lite, "c"), add(lite, "d"))]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *others) == [None] * 4
    assert (known, disk.commits) == (["b"], 3)


async def test_what_is_begun_at_a_commit_keeps_nobody_out_of_it(lite: Database, disk: Disk) -> None:
    begun: list[str] = []
    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(add_beginning(lite, key, begun)) for key in "bcd"]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *others) == [None] * 4
    assert (begun, disk.commits) == (["b", "c", "d"], 2)


async def test_nobodys_commit_waits_for_a_long_one(lite: Database, disk: Disk) -> None:
    async def take_long() -> None:
        async with lite.write(long=True) as connection:
            assert await keys(lite) == "ab"
            await connection.execute(ADD, {"key": "c"})

    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(one) for one in (add(lite, "b"), take_long(), add(lite, "d"), add(lite, "e"))]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *others) == [None] * 5
    assert (await keys(lite), disk.commits) == ("abcde", 4)


async def test_who_is_cancelled_while_it_is_committed_has_written_all_the_same(lite: Database, disk: Disk) -> None:
    known: list[str] = []
    first = asyncio.create_task(add_knowing(lite, "a", known))
    await asyncio.to_thread(disk.reached.wait, 60)
    next_one = asyncio.create_task(add(lite, "b"))
    await rounds()
    first.cancel()
    await rounds()
    assert (first.cancelled(), next_one.done()) == (True, False)
    disk.goes_on.set()
    await next_one
    assert (await keys(lite), known) == ("ab", ["a"])


async def test_what_was_left_open_for_one_who_is_cancelled_is_committed(lite: Database, disk: Disk) -> None:
    disk.goes_on.set()
    waiting: list[asyncio.Task[None]] = []

    async def leave_it_open() -> None:
        async with lite.write() as connection:
            await connection.execute(ADD, {"key": "a"})
            waiting.append(asyncio.create_task(add(lite, "b")))
            await rounds()
            waiting[0].cancel()

    async with asyncio.timeout(60):
        await leave_it_open()
    assert waiting[0].cancelled()
    async with asyncio.timeout(60):
        await add(lite, "c")
    assert await keys(lite) == "ac"


async def test_a_fault_in_what_is_told_spoils_nobody_elses(lite: Database, disk: Disk) -> None:
    fault = OwnFaultError()

    def fail() -> None:
        raise fault

    async def tell() -> None:
        async with lite.write(Committed([fail])) as connection:
            await connection.execute(ADD, {"key": "b"})

    first = await while_one_commits(lite, disk)
    others = [asyncio.create_task(add(lite, "c")), asyncio.create_task(tell()), asyncio.create_task(add(lite, "d"))]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *others) == [None, None, fault, None]
    assert await keys(lite) == "abcd"


async def test_emptying_the_log_comes_between_transactions(lite: Database, disk: Disk) -> None:
    first = await while_one_commits(lite, disk)
    tasks = [
        asyncio.create_task(add(lite, "b")),
        asyncio.create_task(lite.empty_log()),
        asyncio.create_task(add(lite, "c")),
    ]
    await rounds()
    disk.goes_on.set()
    assert await ends(first, *tasks) == [None] * 4
    assert await keys(lite) == "abc"
