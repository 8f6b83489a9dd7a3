"""Readiness tells of the database alone: not of a pool in use, but of one that cannot be written."""

import asyncio
import os
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from pgserver.postgres_server import PostgresServer
from sqlalchemy import text
from structlog.testing import capture_logs
from typing_extensions import override

from config.connections import Connections
from config.database import Database, async_url
from config.database_probe import TELLS_EVERY_S, WRITES_EVERY_S, Probe, wait_until_reached
from config.postgres_driver import NotReachedError

POSTGRES = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def probe(database_url: str, time: Time) -> AsyncIterator[Probe]:
    probe = Probe(database_url, time)
    yield probe
    await probe.close()


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    """As on a full disk: no file of this process grows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_database_that_is_well(probe: Probe, time: Time) -> None:
    for _ in range(3):
        assert await probe.look()
        time.now += WRITES_EVERY_S


@POSTGRES
async def test_a_pool_in_use_does_not_matter(probe: Probe, database_url: str) -> None:
    database = Database(database_url, {}, Connections(kept=1, more=0, wait_s=0.1))
    async with database.write() as connection:
        await connection.execute(text("LOCK TABLE outbox"))
        assert await probe.look()
    await database.close()


async def test_whoever_holds_it_can_write(probe: Probe, database: Database) -> None:
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.execute(text("LOCK TABLE alembic_version"))
        assert await probe.look()


@POSTGRES
async def test_a_server_that_only_reads(probe: Probe, database: Database, time: Time) -> None:
    assert await probe.look()
    async with database.write() as connection:
        name = await connection.scalar(text("SELECT current_database()"))
        await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
        kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kuntayhteys probe'"
        await connection.execute(text(kill))
    time.now += WRITES_EVERY_S
    assert not await probe.look()
    async with database.write() as connection:
        await connection.execute(text("SET TRANSACTION READ WRITE"))
        await connection.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
    assert await probe.look(), "what failed is tried anew with a connection of its own"


@SQLITE
async def test_a_full_disk(probe: Probe, time: Time) -> None:
    assert await probe.look()
    time.now += WRITES_EVERY_S
    with capture_logs(), nothing_can_be_written():  # not even what pytest keeps of the log
        assert not await probe.look()
        assert not await probe.look()
    assert await probe.look()


@SQLITE
async def test_what_a_look_writes_may_be_brought_into_the_file(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commit may be the one that brings in what others have committed: unsynced, a cut of power would lose that."""
    synced = []

    class Watched(sqlite3.Connection):
        @override
        def close(self) -> None:
            synced.extend(self.execute("PRAGMA synchronous").fetchone())
            super().close()

    connect = partial(sqlite3.connect, factory=Watched)
    monkeypatch.setattr("config.database_probe.sqlite3.connect", connect)
    assert await probe.look()
    assert synced
    assert 0 not in synced


@SQLITE
async def test_a_file_that_has_gone(probe: Probe, database_url: str) -> None:
    file = Path(str(async_url(database_url).database))
    moved = await asyncio.to_thread(file.rename, file.with_suffix(".moved"))
    assert not await probe.look()
    assert await asyncio.to_thread(lambda: [one.name for one in file.parent.iterdir()]) == [moved.name]


@POSTGRES
async def test_a_server_that_stands_still(probe: Probe, database: Database, postgres: PostgresServer) -> None:
    assert await probe.look()
    async with database.read() as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = 'kuntayhteys probe'"
        pids = [*(await connection.scalars(text(query))), postgres.get_pid()]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        assert not await probe.look()
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)
    assert await probe.look()


async def test_a_start_waits_for_a_server_and_tells_of_it_once_a_minute(
    time: Time, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.now
    with pytest.raises(NotReachedError):
        await wait_until_reached("postgresql://bot@127.0.0.1:1/bot", 2.5 * TELLS_EVERY_S, time, time.sleep)
    assert time.now - began == pytest.approx(2.5 * TELLS_EVERY_S, abs=1)
    assert capsys.readouterr().out.count("database_awaited") == 3


async def test_a_start_goes_on_as_soon_as_the_server_is_there(database_url: str, time: Time) -> None:
    await wait_until_reached(database_url, 0, time, time.sleep)
    assert time.now == Time().now


@POSTGRES
async def test_a_start_does_not_wait_for_what_time_does_not_cure(database_url: str, time: Time) -> None:
    nobody = async_url(database_url).set(database="nobody_has_made_it")
    host = str(nobody.query["host"]).rpartition(":")[0].strip("('")
    with pytest.raises(Exception, match="does not exist"):
        await wait_until_reached(f"postgresql://postgres@/nobody_has_made_it?host={host}", 60, time, time.sleep)
    assert time.now == Time().now
