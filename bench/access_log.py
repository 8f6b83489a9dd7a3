"""How many turns a second the access log takes: python -m bench.access_log. The last line is one JSON object.

Twelve writers in three processes, as in three replicas. Each turn writes a row of the log in a transaction of its own;
half of all turns are Kela's, the rest is spread over 22 counties. On PostgreSQL a commit takes 5 ms more, while all
that the turn has locked stays locked, as with a standby that is waited for. The one chain of all that there was, with
its four statements under one lock, and the chains of the organisations take turns in one run; the ratio is new to old.
On SQLite, which has one writer, commits take what they take. In the end each log is verified.
"""

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from pgserver.postgres_server import get_server
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access_log.access_log import BEGINNING, HEAD, LOG, AccessEntry, End, record, row_of
from bot.access_log.log_checking import verify
from config.database import Database
from config.logging import set_up_logging
from config.migrate import migrate_async
from config.sql import upsert

PROCESSES, WRITERS = 3, 4
SECONDS = 3.0
ROUNDS = 3
COMMIT_MS = 5
PEOPLE = 4_000
COUNTIES = [f"{code:02}" for code in range(1, 23)]
Way = Callable[[AsyncConnection, AccessEntry], Awaitable[object]]
_STANDBY = f"""
    CREATE FUNCTION standby() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep({COMMIT_MS / 1000}); RETURN NULL; END $$
"""
_WAITED_FOR = """
    CREATE CONSTRAINT TRIGGER standby AFTER INSERT ON access_log DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION standby()
"""


async def one_chain(connection: AsyncConnection, entry: AccessEntry) -> None:
    """As it was: a lock, a look at the end, the row, the new end; whoever comes next waits for the commit."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(7203110411)"))
    chain = "one"
    head = select(HEAD.c.last_number, HEAD.c.last_hash).where(HEAD.c.chain == chain)
    found = (await connection.execute(head)).first()
    end = End(*found) if found else BEGINNING
    row = row_of(entry, chain, end.number + 1, end)
    await connection.execute(LOG.insert().values(**row.model_dump()))
    await upsert(connection, HEAD, {"chain": chain}, {"last_number": row.number, "last_hash": row.hash})


WAYS: dict[str, Way] = {"one_chain": one_chain, "chains": record}


def of_process(address: str, way: str, seed: int, begins: float) -> list[float]:
    """Writes turn after turn with some writers; how long each took, in seconds."""
    set_up_logging("ERROR")
    return asyncio.run(_written(Database(address), WAYS[way], random.Random(seed), begins))


async def _written(database: Database, way: Way, chance: random.Random, begins: float) -> list[float]:
    took: list[float] = []

    async def write() -> None:
        while (began := time.time()) < begins + SECONDS:
            code = "KELA" if chance.random() < 0.5 else chance.choice(COUNTIES)
            entry = AccessEntry(datetime.now(UTC), "t", f"{code}-{chance.randrange(PEOPLE)}", code, "open", 1042)
            async with database.write() as connection:
                await way(connection, entry)
            took.append(time.time() - began)

    async with database.read() as connection:
        await connection.execute(select(func.now()))
    await asyncio.sleep(max(0.0, begins - time.time()))
    await asyncio.gather(*(write() for _ in range(WRITERS)))
    await database.close()
    return took


async def prepared(address: str) -> str:
    """A new database with a slow commit."""
    await migrate_async(address)
    database = Database(address)
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.exec_driver_sql(_STANDBY)
            await connection.exec_driver_sql(_WAITED_FOR)
    await database.close()
    return address


def turns_a_second(pool: ProcessPoolExecutor, address: str, way: str) -> tuple[float, list[float]]:
    """How many turns all writers did in a second, and how long each took."""
    begins = time.time() + 0.5
    futures = [pool.submit(of_process, address, way, seed, begins) for seed in range(PROCESSES)]
    took = [one for future in futures for one in future.result()]
    return len(took) / (time.time() - begins), took


async def intact(address: str) -> bool:
    """Whether the log is whole after all that."""
    database = Database(address)
    async with database.read() as connection:
        problems = await verify(connection)
    await database.close()
    return problems == []


def measure(pool: ProcessPoolExecutor, kind: str, addresses: dict[str, str]) -> dict[str, float]:
    """Both ways in turn; the middle of the rounds."""
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            rate, took = turns_a_second(pool, addresses[way], way)
            rates[way].append(rate)
            times[way] += took
    old, new = (statistics.median(rates[way]) for way in WAYS)
    p50, p99 = _percentiles(times["chains"])
    print(f"{kind}: {new:.0f} logged turns/s (p50 {p50:.1f} ms, p99 {p99:.1f} ms); in one chain {old:.0f}")
    if not asyncio.run(intact(addresses["chains"])):
        raise SystemExit(f"The log on {kind} is not intact.")
    return {
        f"{kind}_turns_s": round(new),
        f"{kind}_one_chain_turns_s": round(old),
        f"{kind}_ratio": round(new / old, 1),
    }


def _percentiles(times: Sequence[float]) -> tuple[float, float]:
    hundredths = statistics.quantiles(times, n=100)
    return hundredths[49] * 1e3, hundredths[98] * 1e3


def main() -> None:
    """Prints what was measured, in words and as JSON."""
    with tempfile.TemporaryDirectory(prefix="kuntayhteys-log-") as folder:
        Path(folder).chmod(0o755)
        set_up_logging("ERROR")
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            files = {way: asyncio.run(prepared(f"sqlite:///{folder}/{way}.db")) for way in WAYS}
            for way in WAYS:
                server.psql(f"CREATE DATABASE {way}")
            bases = {way: asyncio.run(prepared(server.get_uri(way))) for way in WAYS}
            with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
                results = measure(pool, "postgres", bases) | measure(pool, "sqlite", files)
        finally:
            server.cleanup()
        print(json.dumps(results))


if __name__ == "__main__":
    main()
