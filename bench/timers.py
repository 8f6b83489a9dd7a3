"""Do the steps of waiting consultations happen once, in order, not early, while replicas are killed at random?

Several replicas of the real bot share a database and a clock that runs fast. A recorder stands for Teams and writes
down what people get. Every second or so one replica is killed (SIGKILL) and started again. At the end every open
consultation must have gone through its plan. The last line is one JSON object. `--full` takes about ten minutes.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from pgserver.postgres_server import get_server
from sqlalchemy import RowMapping, select

from bench.recorder import Recorder, recording
from bot.app import Mode, Running, running
from bot.consultations import placing, store
from bot.consultations.model import Consultation, Receiver, Someone
from bot.escalation import clocks
from bot.timers.queue import TIMER
from bot.turns.work import Work
from config.database import Database
from config.settings import Settings
from directory.calendar import end_of_next_working_day
from directory.contacts import Contact, Directory

START = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""Tuesday 24 November 2026 at 9.12 in Finland."""
TEAMS_AWAY = "nobody has taken it. Do not wait"
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["bot.app", "aiosqlite", "alembic.command", "asyncpg"])
KILL_EVERY_S = 5.0
QUESTIONS_EACH = 10
SEED = 2026


@dataclass(frozen=True, slots=True)
class FastClock:
    """Begins at START when `began` (seconds of the epoch) is and runs so much faster than time does, then as fast."""

    began: float
    speed: float
    passes: timedelta

    def __call__(self) -> datetime:
        gone = max(0.0, time.time() - self.began)
        fast = self.passes.total_seconds() / self.speed if self.speed else 0.0
        return START + timedelta(seconds=min(gone, fast) * self.speed + max(0.0, gone - fast))


@dataclass(frozen=True, slots=True)
class Trial:
    """One run: how many consultations, over how many replicas, how long, and how much time goes by in it."""

    consultations: int
    replicas: int
    seconds: float
    passes: timedelta
    database: str

    @property
    def speed(self) -> float:
        return self.passes.total_seconds() / self.seconds


def settings_of(database: str, teams: str) -> Settings:
    """A bot of this machine, without Microsoft."""
    return Settings(database_url=database, connector_url=teams, port=0, log_level="ERROR", _env_file=None)


def replica(database: str, teams: str, clock: FastClock, folder: str) -> None:
    """What a replica's process does until it is killed."""

    async def serve() -> None:
        async with running(settings_of(database, teams), Mode(insecure_local=True), clock):
            await asyncio.Event().wait()

    os.chdir(folder)
    asyncio.run(serve())


async def open_consultations(bot: Running, count: int, teams: str) -> None:
    """So many questions from Kela to the counties, all asked at the same moment; half of them to one person."""
    directory, services = bot.services.directory.current, bot.services
    counties = [code for code in directory.organisations if directory.named_contacts(code, code)]
    kela = directory.organisations["KELA"].tenant_id
    for number in range(count):
        async with services.database.write() as connection:
            work = Work(connection, START, directory, services)
            county = counties[number % len(counties)]
            asker = Someone(kela, f"00000000-0000-4000-8000-{number // QUESTIONS_EACH:012}", "Liisa Näyte")
            case = await store.create(connection, _question(directory, county, number, asker), f"draft-{number}", None)
            await placing.post_to_askers_chat(work, case, "en", teams)
            await placing.post_to_receivers(work, case)
            await clocks.keep_time(work, case)
    services.wake_outbox()


def _question(directory: Directory, county: str, number: int, asker: Someone) -> Consultation:
    asked: Sequence[Contact] = directory.named_contacts(county, county)[: 1 if number % 2 else 3]
    receivers = tuple(Receiver(one.id, Someone(one.tenant_id, one.aad_object_id, one.name)) for one in asked)
    return Consultation(
        number=0,
        state="waiting",
        version=1,
        asking_organisation="KELA",
        receiving_organisation=county,
        area=county,
        municipality="",
        topic="asumismenot",
        audience="anyone",
        question="?",
        basis="general",
        answer_by=end_of_next_working_day(START),
        asker=asker,
        created_at=START,
        receivers=receivers,
    )


class Replicas:
    """The processes: started, and killed one at a time at random."""

    def __init__(self, count: int, start: tuple[str, str, FastClock, str]) -> None:
        self._start = start
        self._random = random.Random(SEED)
        self._all = [self._begin() for _ in range(count)]
        self.kills = 0

    def _begin(self) -> ForkServerProcess:
        process = FORKS.Process(target=replica, args=self._start, daemon=True)
        process.start()
        return process

    async def kill_one(self) -> None:
        """SIGKILL for one of them, and a new one in its place."""
        chosen = self._random.randrange(len(self._all))
        await _kill(self._all[chosen])
        self.kills += 1
        self._all[chosen] = self._begin()

    async def stop(self) -> None:
        """All of them."""
        for process in self._all:
            await _kill(process)


async def _kill(process: ForkServerProcess) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    await asyncio.to_thread(process.join)


async def run(trial: Trial, folder: str) -> dict[str, int]:
    """One trial; the counts of the last line for it."""
    clock = FastClock(time.time(), 0.0, trial.passes)
    recorder = Recorder(clock)
    async with recording(recorder) as teams:
        mode = Mode(insecure_local=True, sample_data=True)
        async with running(settings_of(trial.database, teams), mode, clock) as bot:
            await open_consultations(bot, trial.consultations, teams)
        clock = FastClock(time.time(), trial.speed, trial.passes)
        recorder.clock = clock
        replicas = Replicas(trial.replicas, (trial.database, teams, clock, folder))
        ends = time.monotonic() + trial.seconds
        while time.monotonic() < ends:
            await asyncio.sleep(KILL_EVERY_S)
            await replicas.kill_one()
        await _until_quiet(recorder)
        await replicas.stop()
    return await judge(trial, recorder, replicas.kills)


async def _until_quiet(recorder: Recorder) -> None:
    """The clock runs as usual and the replicas unharmed, until nothing new has come for some seconds."""
    quiet, count = 0, -1
    while quiet < 6:
        await asyncio.sleep(1)
        quiet = quiet + 1 if len(recorder.got) == count else 0
        count = len(recorder.got)


async def judge(trial: Trial, recorder: Recorder, kills: int) -> dict[str, int]:
    """What happened against what should have."""
    database = Database(trial.database)
    async with database.read() as connection:
        rows = (await connection.execute(select(TIMER).where(TIMER.c.kind == clocks.KIND))).mappings().all()
    await database.close()
    final = [one["subject"] for one in rows if one["step"].endswith("coordinator")]
    labels = {subject: f"K-{subject.partition('/')[2]}" for subject in final}
    asked = Counter((conversation, said) for conversation, said, _ in recorder.got if "K-" in said)
    told = Counter(said.partition(":")[0] for _, said, _ in recorder.got if TEAMS_AWAY in said)
    return {
        "consultations": trial.consultations,
        "replicas": trial.replicas,
        "kills": kills,
        "steps": sum(one["state"] == "done" for one in rows),
        "lost": sum(one["state"] != "done" for one in rows) + sum(told[label] == 0 for label in labels.values()),
        "doubled": sum(n - 1 for (_, said), n in asked.items() if n > 1 and not _may_repeat(said)),
        "early": sum(one["done_at"] is not None and one["done_at"] < one["due_at"] for one in rows),
        "reordered": _reordered(rows),
        "messages": len(recorder.got),
    }


def _may_repeat(said: str) -> bool:
    """A reminder says the same words each time it comes."""
    return "still waits" in said or "odottaa yhä" in said


def _reordered(rows: Sequence[RowMapping]) -> int:
    """Steps of one consultation done before a step with an earlier moment."""
    by_subject: dict[str, list[tuple[datetime, datetime]]] = {}
    for one in rows:
        if one["done_at"] is not None:
            by_subject.setdefault(one["subject"], []).append((one["due_at"], one["done_at"]))
    wrong = 0
    for steps in by_subject.values():
        done = [when for _, when in sorted(steps)]
        wrong += sum(later < earlier for earlier, later in pairwise(done))
    return wrong


def trials(*, full: bool, postgres: str, sqlite: str) -> list[Trial]:
    """A short one over two replicas, or those that the claims rest on."""
    if not full:
        return [Trial(200, 2, 22, timedelta(hours=27), postgres)]
    days = timedelta(hours=75)
    return [
        Trial(2000, 2, 180, days, postgres),
        Trial(2000, 4, 180, days, postgres),
        Trial(2000, 1, 180, days, sqlite),
    ]


def main() -> None:
    """Runs the trials, each on an empty database, and prints a line for each and the sums."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--full", action="store_true", help="2,000 consultations, 3 minutes, 2 and 4 replicas, SQLite"
    )
    full = arguments.parse_args().full
    with tempfile.TemporaryDirectory(prefix="kuntayhteys-timers-") as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        results = []
        try:
            for number, trial in enumerate(trials(full=full, postgres="", sqlite=f"sqlite:///{folder}/timers.db")):
                server.psql(f"CREATE DATABASE timers{number};")
                address = trial.database or server.get_uri(f"timers{number}")
                results.append(asyncio.run(run(replace(trial, database=address), folder)))
                print(json.dumps(results[-1]), flush=True)
        finally:
            server.cleanup()
    names = ("consultations", "kills", "steps", "lost", "doubled", "early", "reordered", "messages")
    print(json.dumps({name: sum(one[name] for one in results) for name in names}))


if __name__ == "__main__":
    main()
