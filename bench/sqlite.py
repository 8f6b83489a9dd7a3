"""What a statement and a small transaction on SQLite cost, and what is won: python -m bench.sqlite.

Each way in turn, several rounds, the middle one counts. A statement: sqlite3 alone, as the bot runs it, and with a way
to a thread and back for each, as it was before decision 0042. A transaction (mark, read, two rows): each committed by
itself, as it was, and those committed together that come while others write; on this disk and on one whose commit takes
5 ms longer. Takes about half a minute. The last line is one JSON object; times are milliseconds.
"""

import asyncio
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.turns.tables import SeenActivity
from config.clock import system_clock
from config.database import Database
from config.migrate import migrate_async
from config.sql import insert_once, table
from config.sqlite_inline import BESIDE_LOOP, Connection

SEEN = table(SeenActivity)
READ = select(SEEN.c.seen_at).where(SEEN.c.key == bindparam("key"))
ADD = insert(SEEN)
ROUNDS = 5
STATEMENTS = 1000
TRANSACTIONS = 320
SLOW_S = 0.005
KEYS = count()


def key() -> str:
    """Another one each time."""
    return f"{next(KEYS):064}"


async def read_through(connection: AsyncConnection, how: dict[str, bool]) -> float:
    """CPU milliseconds of a statement that finds nothing."""
    began = time.process_time()
    for _ in range(STATEMENTS):
        (await connection.execute(READ, {"key": "none"}, execution_options=how)).first()
    return (time.process_time() - began) / STATEMENTS * 1e3


def read_alone(file: Path) -> float:
    """The same by sqlite3 itself."""
    connection = sqlite3.connect(file)
    began = time.process_time()
    for _ in range(STATEMENTS):
        connection.execute("SELECT seen_at FROM seen_activity WHERE key = ?", ("none",)).fetchone()
    spent = time.process_time() - began
    connection.close()
    return spent / STATEMENTS * 1e3


async def write_one(database: Database) -> None:
    """As a turn does that has little to write."""
    async with database.write() as connection:
        await insert_once(connection, SEEN, {"key": key(), "seen_at": system_clock()})
        (await connection.execute(READ, {"key": "none"})).first()
        await connection.execute(ADD, [{"key": key(), "seen_at": system_clock()} for _ in range(2)])


async def write_many(database: Database, writers: int, transactions: int) -> dict[str, float]:
    """So many write at the same time, each one transaction after another."""
    waits: list[float] = []

    async def write() -> None:
        for _ in range(transactions // writers):
            began = time.perf_counter()
            await write_one(database)
            waits.append(time.perf_counter() - began)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(write() for _ in range(writers)))
    return {
        "cpu": (time.process_time() - cpu) / len(waits) * 1e3,
        "per_s": len(waits) / (time.perf_counter() - began),
        "p50": statistics.median(waits) * 1e3,
        "p99": sorted(waits)[int(len(waits) * 0.99)] * 1e3,
    }


@contextmanager
def slow_disk(seconds: float) -> Iterator[None]:
    """Each commit of something takes so much longer."""

    def commit(connection: Connection) -> None:
        if connection.in_transaction:
            time.sleep(seconds)
        sqlite3.Connection.commit(connection)

    with patch.object(Connection, "commit", commit):
        yield


@contextmanager
def each_by_itself() -> Iterator[None]:
    """No transaction takes anybody in."""
    with patch("config.sqlite_writing._OPEN_S", 0):
        yield


async def middle(ways: dict[str, Callable[[], Awaitable[dict[str, float]]]]) -> dict[str, float]:
    """Each way in turn, round after round; the middle of each figure under the way's name."""
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, measure in ways.items():
            for figure, value in (await measure()).items():
                found.setdefault(f"{name}_{figure}", []).append(value)
    return {name: round(statistics.median(values), 3) for name, values in found.items()}


async def measure(folder: Path) -> dict[str, float]:
    """All figures."""
    address = f"sqlite:///{folder / 'bot.db'}"
    await migrate_async(address)
    database = Database(address)

    async def statements() -> dict[str, float]:
        async with database.read() as connection:
            return {
                "sqlite3_cpu": read_alone(folder / "bot.db"),
                "in_loop_cpu": await read_through(connection, {}),
                "in_thread_cpu": await read_through(connection, BESIDE_LOOP),
            }

    async def alone(writers: int, transactions: int = TRANSACTIONS) -> dict[str, float]:
        with each_by_itself():
            return await write_many(database, writers, transactions)

    async def slow(writers: int, *, together: bool) -> dict[str, float]:
        with slow_disk(SLOW_S):
            transactions = TRANSACTIONS // 2
            return await (write_many(database, writers, transactions) if together else alone(writers, transactions))

    found = await middle({"statement": statements})
    for writers in (1, 8, 32):
        found |= await middle(
            {
                f"writers_{writers}_alone": partial(alone, writers),
                f"writers_{writers}_together": partial(write_many, database, writers, TRANSACTIONS),
            }
        )
    found |= await middle(
        {
            "slow_writers_32_alone": partial(slow, 32, together=False),
            "slow_writers_32_together": partial(slow, 32, together=True),
        }
    )
    await database.close()
    return found


def main() -> None:
    """Measures, and prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder)))
    for name, value in found.items():
        print(f"{name:36} {value:10.3f}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
