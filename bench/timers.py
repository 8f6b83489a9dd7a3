"""Do the steps of waiting consultations happen once, in order, not early, while replicas are killed at random?

Several replicas of the real bot share a database and a clock that is set forward fast, but never while steps that are
due wait to be done: a machine that cannot keep up makes the run longer, not different. A recorder stands for Teams.
Again and again one replica is killed (SIGKILL) at a random moment and started anew. At the end every question must have
gone through its plan. The last line is one JSON object. Without arguments it takes about a minute on two free cores;
`--full` is what the claims rest on: 2,000 questions, three working days, 2 and 4 replicas, and SQLite.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import func, select

from bench.judging import judge, read
from bench.paced_clock import START, PacedClock, begun
from bench.recorder import Got, Recorder, recording
from bench.replicas import Replicas, Start
from bench.waiting_questions import ask_many
from bot.app import Mode, running
from bot.outbox.outbox_queue import OUTBOX
from bot.timers.timer_queue import TIMER
from config.clock import Clock, system_clock
from config.database import Database
from config.logging import set_up_logging

TICK_S = 0.1
PREPARING_STEP = timedelta(seconds=2)
"""By how much the clock goes forward at each tick while the first cards are delivered at Teams' pace."""
DUE_AT_MOST = 10
"""With more steps waiting to be done, the clock stands."""
DEATH_NOTICED_WITHIN_S = 5.0
"""A busy recorder may find out only then that a connection has been closed."""
PATIENCE = 12
"""How many times as long as planned a run may take before it is judged as it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One run: over how many replicas, for how long at least, and how much time goes by in it."""

    questions: int
    replicas: int
    seconds: float
    passes: timedelta
    sqlite: bool = False
    """Over a file instead of PostgreSQL."""
    lease_s: float = 20
    """Longer than a living replica ever takes for one message, also on a machine with too much to do."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still to be done at this moment of the clock."""

    steps: int
    messages: int


async def backlog(database: Database, clock: Clock) -> Backlog:
    """Timers that are due, and messages of the outbox."""
    due = select(func.count()).where(TIMER.c.state == "pending", TIMER.c.due_at <= clock())
    unsent = select(func.count()).where(OUTBOX.c.state == "pending")
    async with database.read() as connection:
        return Backlog((await connection.execute(due)).scalar_one(), (await connection.execute(unsent)).scalar_one())


async def run(trial: Trial, recorder: Recorder, start: Start) -> dict[str, int]:
    """One trial over questions that have been asked already; the counts of the last line for it."""
    database, replicas = Database(start.database), Replicas(trial.replicas, start)
    began = time.monotonic()
    try:
        await _forward(trial, start.clock, database, replicas, recorder)
        await asyncio.sleep(1)
        recorder.note_death(replicas.killed_at)
        await _until_done(trial, start.clock, database)
        await replicas.stop()
        stored = await read(database, START + trial.passes)
    finally:
        await replicas.stop()
        await database.close()
    taken = {"questions": trial.questions, "replicas": trial.replicas, "kills": replicas.kills}
    return {**taken, **judge(stored, recorder), "seconds": round(time.monotonic() - began)}


async def _forward(trial: Trial, clock: PacedClock, database: Database, replicas: Replicas, recorder: Recorder) -> None:
    """Sets the clock forward until the time has passed, killing all the while."""
    began = time.monotonic()
    end = START + trial.passes
    step = trial.passes * (TICK_S / trial.seconds)
    while clock() < end and time.monotonic() - began < trial.seconds * PATIENCE:
        await asyncio.sleep(TICK_S)
        if (await backlog(database, clock)).steps <= DUE_AT_MOST:
            clock.set_forward(min(step, end - clock()))
        await replicas.kill_now_and_then()
        if time.monotonic() - replicas.killed_at < DEATH_NOTICED_WITHIN_S:
            recorder.note_death(replicas.killed_at)


async def _until_done(trial: Trial, clock: PacedClock, database: Database) -> None:
    """The clock stands and the replicas are unharmed, until nothing is left to do."""
    patience = time.monotonic() + max(60.0, trial.seconds)
    while time.monotonic() < patience and await backlog(database, clock) != Backlog(0, 0):
        await asyncio.sleep(0.5)
        clock.set_forward(timedelta(seconds=0.5))


async def prepare(questions: int, start: Start) -> None:
    """Asks the questions in an empty database and has their cards delivered, all before the time of the trials."""
    database = Database(start.database)
    async with running(start.settings(), Mode(insecure_local=True, sample_data=True), start.clock) as bot:
        await ask_many(bot, questions, start.teams)
        while (await backlog(database, start.clock)).messages:
            await asyncio.sleep(TICK_S)
            start.clock.set_forward(PREPARING_STEP)
            bot.services.wake_outbox()
    await database.close()


class Laboratory:
    """The servers of all trials: PostgreSQL, and the recorder at one address, which the questions remember."""

    def __init__(self, folder: str, server: PostgresServer, recorder: Recorder, teams: str) -> None:
        self._folder = folder
        self._server = server
        self._recorder = recorder
        self._teams = teams
        self._prepared: dict[int, tuple[list[Got], datetime]] = {}

    async def try_out(self, trial: Trial) -> dict[str, int]:
        """The trial, over questions asked for it or copied from those asked for one before."""
        clock = begun(Path(self._folder) / f"clock{time.monotonic_ns()}")
        start = Start("", self._teams, clock, self._folder, trial.lease_s)
        self._recorder.clock, self._recorder.got = start.clock, []
        if trial.sqlite:
            start = replace(start, database=f"sqlite:///{self._folder}/timers.db")
            await prepare(trial.questions, start)
        else:
            start = replace(start, database=await self._copy(trial.questions, start))
            got, until = self._prepared[trial.questions]
            self._recorder.got = list(got)
            clock.set_forward(until - clock())
        return await run(trial, self._recorder, start)

    async def _copy(self, questions: int, start: Start) -> str:
        asked, copy = f"asked{questions}", f"trial{time.monotonic_ns()}"
        if questions not in self._prepared:
            self._server.psql(f"CREATE DATABASE {asked};")
            await prepare(questions, replace(start, database=self._server.get_uri(asked)))
            self._prepared[questions] = list(self._recorder.got), start.clock()
        self._server.psql(f"CREATE DATABASE {copy} TEMPLATE {asked};")
        return self._server.get_uri(copy)


def trials(*, full: bool, questions: int) -> list[Trial]:
    """A short one over two replicas, or those that the claims rest on, with so many questions."""
    if not full:
        return [Trial(40, 2, 15, timedelta(hours=27), lease_s=5)]
    days = timedelta(hours=75)
    replicas = [Trial(questions, count, 180, days) for count in (2, 4)]
    return [*replicas, Trial(questions, 1, 180, days, sqlite=True)]


async def measure(wanted: Sequence[Trial], folder: str, server: PostgresServer) -> list[dict[str, int]]:
    """All trials, one after another, each with its line."""
    recorder, results = Recorder(system_clock), []
    async with recording(recorder) as teams:
        laboratory = Laboratory(folder, server, recorder, teams)
        for trial in wanted:
            results.append(await laboratory.try_out(trial))
            print(json.dumps(results[-1]), flush=True)
    return results


def main() -> None:
    """Runs the trials and prints a line for each and their sums."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--full", action="store_true", help="the trials that the claims rest on")
    arguments.add_argument("--questions", type=int, default=2000, help="how many, with --full")
    given = arguments.parse_args()
    set_up_logging("ERROR")
    with tempfile.TemporaryDirectory(prefix="kuntayhteys-timers-") as folder:
        Path(folder).chmod(0o755)
        os.chdir(folder)  # where the keys that all of them share are made
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            results = asyncio.run(measure(trials(full=given.full, questions=given.questions), folder, server))
        finally:
            server.cleanup()
    names = [name for name in results[0] if name not in {"replicas", "seconds"}]
    print(json.dumps({name: sum(one[name] for one in results) for name in names}))


if __name__ == "__main__":
    main()
