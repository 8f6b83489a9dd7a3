"""What a turn costs, beside an echo of the stock SDK in the same run: python -m bench.turns (or python bench/turns.py).

Five echoes (aiohttp alone, botbuilder-core, the Agents SDK, the Teams SDK; `make bench-setup` makes their environments)
and this bot on SQLite and PostgreSQL, each in a process of its own on one core; the people and Teams are this process,
on another. A round asks for help, opens forms, sends them to three receivers, takes the questions and writes lines in
them, eight people at a time; rounds of all bots are interleaved, and of each figure the middle one counts. CPU is the
bot's process with all its threads, delivery included (PostgreSQL's own is told beside it). `x_vs_stock` is the CPU of
the stock echo for one turn, divided by ours: more is better. Teams' limits are taken off, so that nothing waits.

The last line is one JSON object. `--quick`: within a minute. `--only ours`: no echoes but the stock one. `--profile`
prints where the bot's time went in one kind of turn (help, consult, send, claim, reply) on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if __package__ in {None, ""}:
    sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402
from aiohttp import web  # noqa: E402

from bench.turns_bot import area_of, contacts_of, counties, fill  # noqa: E402

ECHOES = ROOT / "bench" / "echo"
DATABASES = ("sqlite", "postgres")
KINDS = ("help", "consult", "send", "claim", "reply")
AT_A_TIME = 8
AREAS = 16
"""County organisations of the bench, each with three contacts."""
BOTS_CORE = min(os.sched_getaffinity(0))
PATIENCE_S, TRIES = 60, 5
STARTS_WITHIN_S = 60


@dataclass
class Teams:
    """Stands for Teams: takes every message, and tells whoever waits for one in a conversation."""

    url: str = ""
    count: int = 0
    again: int = 0
    """Presses that were answered with a sentence, such as that too much is in hand, and then tried again."""
    waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    kept: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    """The messages of each conversation in this round: their ids and contents."""

    async def conversation(self, request: web.Request) -> web.Response:
        """A 1:1 conversation, the same one for the same person."""
        body = await request.json()
        return web.json_response({"id": f"a:{body['members'][0]['id'].removeprefix('29:')}"}, status=201)

    async def activity(self, request: web.Request) -> web.Response:
        """A new message."""
        self.count += 1
        key, conversation = str(1_790_000_000_000 + self.count), request.match_info["conversation"]
        content = json.loads(await request.read())
        self.kept.setdefault(conversation, []).append((key, content))
        if (waits := self.waiting.pop(conversation, None)) is not None and not waits.done():
            waits.set_result(content)
        return web.json_response({"id": key}, status=201)

    async def change(self, request: web.Request) -> web.Response:
        """A changed message."""
        await request.read()
        self.count += 1
        return web.json_response({}, status=200)

    async def presences(self, request: web.Request) -> web.Response:
        """Graph: everybody who is asked about is there."""
        asked = json.loads(await request.read() or b"{}").get("ids", [])
        return web.json_response(
            {"value": [{"id": one, "availability": "Available", "activity": "Available"} for one in asked]}
        )

    def next_in(self, conversation: str) -> asyncio.Future[dict[str, Any]]:
        """The next message that comes in a conversation."""
        self.waiting[conversation] = asyncio.get_running_loop().create_future()
        return self.waiting[conversation]


@asynccontextmanager
async def served_teams(teams: Teams | None = None) -> AsyncIterator[Teams]:
    """Teams, until the block ends."""
    teams, app = teams or Teams(), web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/v3/conversations", teams.conversation)
    for path in ("/v3/conversations/{conversation}/activities", "/v3/conversations/{conversation}/activities/{to}"):
        app.router.add_post(path, teams.activity)
        app.router.add_put(path, teams.change)
    app.router.add_route("*", "/graph/{rest:.*}", teams.presences)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    teams.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield teams
    finally:
        await runner.cleanup()


@dataclass
class Bot:
    """A bot in a process of its own."""

    name: str
    process: asyncio.subprocess.Process
    url: str
    started_s: float
    counted: Path | None = None
    server: Sequence[int] = ()
    """PostgreSQL's processes, where it has one."""

    def cpu_s(self) -> float:
        """CPU time that its process has taken, threads and all."""
        return _cpu_s(self.process.pid)

    def server_cpu_s(self) -> float:
        """The same of its database server and whatever that has begun, ended by now or not."""
        return sum(map(_cpu_s, _family(self.server))) + sum(map(_cpu_s_of_ended, self.server))

    def rss_mb(self) -> float:
        """Memory in use."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def statements(self) -> int:
        """SQL statements so far; 0 where nobody counts."""
        return self.counted.stat().st_size if self.counted is not None and self.counted.exists() else 0


def _cpu_s(pid: int) -> float:
    with contextlib.suppress(OSError):
        return time.clock_gettime_ns((~pid << 3) | 2) / 1e9  # Linux: the CPU clock of another process
    return 0.0


def _cpu_s_of_ended(parent: int) -> float:
    """CPU time of the processes that this one had begun and that have ended."""
    with contextlib.suppress(OSError):
        parts = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[13]) + int(parts[14])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _family(roots: Sequence[int]) -> list[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid, parent in parents.items() if pid in roots or parent in roots]


@asynccontextmanager
async def bot_process(
    name: str,
    command: Sequence[str],
    teams: Teams,
    environment: dict[str, str] | None = None,
    core: int = BOTS_CORE,
    **more: Any,  # noqa: ANN401
) -> AsyncIterator[Bot]:
    """Starts it on a core of its own; it is up when it answers its first turn."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=None if "KUNTAYHTEYS_BENCH_LOUD" in os.environ else asyncio.subprocess.DEVNULL,
        env=_inherited() | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    try:
        async with asyncio.timeout(STARTS_WITHIN_S):
            port = int(await process.stdout.readline()) if process.stdout is not None else 0
            url = f"http://127.0.0.1:{port}/api/messages"
            async with aiohttp.ClientSession() as session:
                person = Person("kela", f"first-{name}", teams, session, url)
                while True:
                    with contextlib.suppress(aiohttp.ClientConnectionError):
                        await person.gets("/help")
                        break
                    await asyncio.sleep(0.02)
        yield Bot(name, process, url, time.perf_counter() - began, **more)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _inherited() -> dict[str, str]:
    """The environment, with bytecode as an installation has it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Person:
    """Somebody in their own chat."""

    tenant: str
    id: str
    teams: Teams
    session: aiohttp.ClientSession
    url: str
    numbers: int = 0

    def _activity(self, kind: str, **more: object) -> dict[str, object]:
        self.numbers += 1
        return {
            "type": kind,
            "id": f"{time.time_ns()}{self.numbers}",
            "timestamp": "2026-12-01T08:00:00.000Z",
            "serviceUrl": self.teams.url,
            "channelId": "msteams",
            "from": {"id": f"29:{self.id}", "name": self.id, "aadObjectId": self.id},
            "recipient": {"id": "28:bot", "name": "bot"},
            "conversation": {"id": f"a:{self.id}", "conversationType": "personal", "tenantId": self.tenant},
            "locale": "fi-FI",
            "channelData": {"tenant": {"id": self.tenant}},
            **more,
        }

    async def _post(self, activity: dict[str, object]) -> bytes:
        async with self.session.post(self.url, json=activity) as answer:
            body = await answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{answer.status} {body[:200]!r}")
            return body

    async def gets(self, words: str) -> float:
        """Types a line and waits for what is said to it; seconds."""
        began, answer = time.perf_counter(), self.teams.next_in(f"a:{self.id}")
        await self._post(self._activity("message", text=words))
        async with asyncio.timeout(PATIENCE_S):
            await answer
        return time.perf_counter() - began

    async def presses(self, told: str, verb: str, **fields: object) -> float:
        """Presses the button of the newest card here that tells this; seconds until the answer, which is kept."""
        async with asyncio.timeout(PATIENCE_S):
            while (found := self._button(told, verb)) is None:  # its card is still on the way
                await self.teams.next_in(f"a:{self.id}")
        key, data = found
        action = {"type": "Action.Execute", "verb": verb, "data": {**data, **fields}}
        value = {"action": action, "trigger": "manual"}
        began = time.perf_counter()
        body: dict[str, Any] = {}
        for _ in range(TRIES):
            activity = self._activity("invoke", name="adaptiveCard/action", value=value, replyToId=key)
            body = json.loads(await self._post(activity))
            if body.get("type") == "application/vnd.microsoft.card.adaptive":
                self.teams.kept[f"a:{self.id}"].append((key, body["value"]))
                return time.perf_counter() - began
            self.teams.again += 1
            await asyncio.sleep(1)
        raise RuntimeError(f"{verb}: {str(body)[:300]}")

    def _button(self, told: str, verb: str) -> tuple[str, dict[str, Any]] | None:
        """The message with the button, and what the button carries."""
        for key, content in reversed(self.teams.kept.get(f"a:{self.id}", ())):
            if told in str(content):
                for button in _buttons(content):
                    if button.get("verb") == verb:
                        return key, button["data"]
        return None


def _buttons(part: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(part, dict):
        if part.get("type") == "Action.Execute":
            found.append(part)
        for key, inner in part.items():
            found += _buttons(inner) if key != "fallback" else []
    elif isinstance(part, list):
        for inner in part:
            found += _buttons(inner)
    return found


@dataclass(frozen=True)
class Cost:
    """Of one turn, in one round."""

    cpu_ms: float
    server_cpu_ms: float
    per_s: float
    p50_ms: float
    p99_ms: float
    statements: float


async def cost(bot: Bot, teams: Teams, turns: Sequence[Callable[[], Awaitable[float]]], at_a_time: int) -> Cost:
    """Runs the turns, so many at a time, and waits until the bot has nothing more to do."""
    cpu, server, said = bot.cpu_s(), bot.server_cpu_s(), bot.statements()
    began = time.perf_counter()
    waits = await side_by_side(turns, at_a_time)
    ended = time.perf_counter()
    await _quiet(bot, teams)
    many = len(waits)
    ordered = sorted(waits)
    return Cost(
        cpu_ms=(bot.cpu_s() - cpu) * 1000 / many,
        server_cpu_ms=(bot.server_cpu_s() - server) * 1000 / many,
        per_s=many / (ended - began),
        p50_ms=ordered[many // 2] * 1000,
        p99_ms=ordered[min(many - 1, many * 99 // 100)] * 1000,
        statements=(bot.statements() - said) / many,
    )


async def side_by_side(turns: Sequence[Callable[[], Awaitable[float]]], at_a_time: int) -> list[float]:
    """What each of the turns gives, so many at a time."""
    left = iter(turns)

    async def work() -> list[float]:
        return [await turn() for turn in left]

    return [one for done in await asyncio.gather(*(work() for _ in range(at_a_time))) for one in done]


async def _quiet(bot: Bot, teams: Teams) -> None:
    """Returns once nothing has come for a while and the process rests."""
    while True:
        count, cpu = teams.count, bot.cpu_s()
        await asyncio.sleep(0.2)
        if teams.count == count and bot.cpu_s() - cpu < 0.03:
            return


async def round_of_echo(bot: Bot, teams: Teams, many: int, at_a_time: int) -> dict[str, Cost]:
    """An echo says what was said."""
    teams.kept.clear()
    async with aiohttp.ClientSession() as session:
        people = [Person("kela", f"echo-{one}", teams, session, bot.url) for one in range(many)]
        return {"echo": await cost(bot, teams, [partial(one.gets, "hei") for one in people], at_a_time)}


class Questions:
    """So many questions from the first line to an answer, each asked by somebody of their own. Turns take a question's
    place in the round, and give the seconds until they are answered."""

    def __init__(self, bot: Bot, teams: Teams, session: aiohttp.ClientSession, number: int, many: int) -> None:
        self._number = number
        self._askers = [Person("kela", f"asker-{number}-{one}", teams, session, bot.url) for one in range(many)]
        self._workers = [
            [Person(f"county-{area}", one, teams, session, bot.url) for one in contacts_of(area)]
            for area in range(AREAS)
        ]
        self._busy = {one.id: asyncio.Lock() for area in self._workers for one in area}

    async def help(self, at: int) -> float:
        """/help"""
        return await self._askers[at].gets("/help")

    async def consult(self, at: int) -> float:
        """A form opens."""
        return await self._askers[at].gets(f"/konsultoi {area_of(at % AREAS)} asumismenot")

    async def send(self, at: int) -> float:
        """It is sent to three receivers."""
        return await self._askers[at].presses("", "consultation.send", question=f"{self._asked(at)} miten toimitaan?")

    async def claim(self, at: int) -> float:
        """One of them takes it."""
        return await self._press(at, "consultation.claim")

    async def reply(self, at: int) -> float:
        """And answers."""
        return await self._press(at, "consultation.reply", text="Vuokra maksetaan. Lähetän päätöksen tänään.")

    async def close(self, at: int) -> float:
        """The asker records what came of it."""
        return await self._askers[at].presses(self._asked(at), "consultation.close", outcome="answered")

    async def _press(self, at: int, verb: str, **fields: object) -> float:
        worker = self._workers[at % AREAS][at // AREAS % 3]
        async with self._busy[worker.id]:
            return await worker.presses(self._asked(at), verb, **fields)

    def _asked(self, at: int) -> str:
        return f"Kysymys {self._number}-{at}:"


async def round_of_ours(
    bot: Bot, teams: Teams, many: int, at_a_time: int, number: int, profile: str = ""
) -> dict[str, Cost]:
    """Each kind of turn for all questions of the round, one kind after the other."""
    teams.kept.clear()
    found = {}
    async with aiohttp.ClientSession() as session:
        questions = Questions(bot, teams, session, number, many)
        for kind in KINDS:
            if kind == profile:
                bot.process.send_signal(signal.SIGUSR1)
            do = getattr(questions, kind)
            found[kind] = await cost(bot, teams, [partial(do, at) for at in range(many)], at_a_time)
            if kind == profile:
                bot.process.send_signal(signal.SIGUSR1)
    return found


Rounds = dict[str, dict[str, list[Cost]]]
"""By bot and kind of turn."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    turns: int
    at_a_time: tuple[int, ...] = (AT_A_TIME,)
    echoes: tuple[str, ...] = ("raw", "stock", "agents", "teams")
    databases: tuple[str, ...] = ("sqlite", "postgres")
    profile: str = ""


def echo_command(name: str) -> list[str] | None:
    """How an echo is started; None without its environment."""
    python = Path(sys.executable) if name == "raw" else ECHOES / f".venv-{name}" / "bin" / "python"
    return [str(python), str(ECHOES / f"{name}.py")] if python.exists() else None


def new_postgres(folder: Path) -> tuple[str, Sequence[int]]:
    """The address of an empty database, and the process of its server, which is ended with this process."""
    from pgserver.postgres_server import get_server  # its wheel is for tests

    running = get_server(folder / "pg", cleanup_mode="stop")
    running.psql(f"CREATE DATABASE {(name := f'bench_{time.time_ns()}')}")
    return running.get_uri(name), [int((folder / "pg" / "postmaster.pid").read_text().splitlines()[0])]


@asynccontextmanager
async def our_bot(database: str, folder: Path, teams: Teams, **environment: str) -> AsyncIterator[Bot]:
    """This bot on an empty database with a directory."""
    server: Sequence[int] = ()
    if database == "postgres":
        address, server = new_postgres(folder)
    else:
        address = f"sqlite:///{folder / f'{time.time_ns()}.db'}"
    await fill(address, counties(AREAS))
    counted = environment.get("KUNTAYHTEYS_BENCH_COUNT")
    command = [sys.executable, "-m", "bench.turns_bot", teams.url, address]
    async with bot_process(
        database, command, teams, environment, counted=Path(counted) if counted else None, server=server
    ) as bot:
        yield bot


async def measure(plan: Plan, folder: Path) -> tuple[dict[int, Rounds], dict[str, Any]]:
    """The costs by how many turns go at a time, and what else was seen."""
    costs: dict[int, Rounds] = {}
    seen: dict[str, Any] = {"rss_mb": {}, "cold_start_s": {}}
    async with served_teams() as teams, AsyncExitStack() as stack:
        bots = []
        for name in plan.echoes:
            if (command := echo_command(name)) is None:
                print(f"{name}: no environment, left out; `make bench-setup` makes it")
                continue
            bots.append(await stack.enter_async_context(bot_process(name, command, teams)))
        for name in plan.databases:
            more = {"KUNTAYHTEYS_BENCH_PROFILE": str(folder / "profile")} if plan.profile else {}
            bots.append(await stack.enter_async_context(our_bot(name, folder, teams, **more)))
        for bot in bots:
            seen["cold_start_s"][bot.name] = round(bot.started_s, 2)
        number = 0
        for at_a_time in plan.at_a_time:
            rounds = costs.setdefault(at_a_time, {})
            for _ in range(plan.rounds + 1):  # the first warms up
                for bot in bots:
                    number += 1
                    many = max(plan.turns, at_a_time)
                    found = (
                        await round_of_ours(bot, teams, many, at_a_time, number, plan.profile)
                        if bot.name in DATABASES
                        else await round_of_echo(bot, teams, 4 * many, at_a_time)
                    )
                    for kind, one in found.items():
                        rounds.setdefault(bot.name, {}).setdefault(kind, []).append(one)
        for bot in bots:
            seen["rss_mb"][bot.name] = round(bot.rss_mb(), 1)
        seen["tried_again"] = teams.again
        seen["statements"] = {name: await statements(name, folder, teams) for name in plan.databases}
    return costs, seen


async def statements(database: str, folder: Path, teams: Teams) -> dict[str, float]:
    """SQL statements a turn, one at a time, delivery included."""
    async with our_bot(database, folder, teams, KUNTAYHTEYS_BENCH_COUNT=str(folder / f"count-{database}")) as bot:
        await round_of_ours(bot, teams, AREAS, 1, 10**6)
        found = await round_of_ours(bot, teams, AREAS, 1, 10**6 + 1)
    return {kind: round(one.statements, 1) for kind, one in found.items()}


def middle(costs: Sequence[Cost], name: str) -> float:
    """The middle of a figure, without the first round."""
    return float(statistics.median(getattr(one, name) for one in costs[1:]))


def told(costs: dict[int, Rounds], seen: dict[str, Any]) -> dict[str, Any]:
    """The JSON object at the end."""
    for at_a_time, rounds in costs.items():
        print(f"\n{at_a_time} at a time{'':24} CPU ms   server   turns/s      p50      p99   x stock")
        stock = middle(rounds["stock"]["echo"], "cpu_ms") if "stock" in rounds else float("nan")
        for name, kinds in rounds.items():
            for kind, of_kind in kinds.items():
                cpu, server, per_s, p50, p99 = (
                    middle(of_kind, one) for one in ("cpu_ms", "server_cpu_ms", "per_s", "p50_ms", "p99_ms")
                )
                line = f"{name + ' ' + kind:32} {cpu:9.2f} {server:8.2f} {per_s:9.0f} {p50:8.1f} {p99:8.1f}"
                print(f"{line} {stock / cpu:9.2f}")
    rounds = costs.get(AT_A_TIME) or next(iter(costs.values()))
    found: dict[str, Any] = {}
    for against in ("stock", "agents"):
        if against in rounds:
            echo = middle(rounds[against]["echo"], "cpu_ms")
            for name, mark in (("sqlite", ""), ("postgres", "_pg")):
                for kind in KINDS if name in rounds else ():
                    found[f"{kind}{mark}_vs_{against}"] = round(echo / middle(rounds[name][kind], "cpu_ms"), 2)
    found |= {
        "cpu_ms": {
            name: {kind: round(middle(one, "cpu_ms"), 2) for kind, one in kinds.items()}
            for name, kinds in rounds.items()
        },
        "p50_ms": {
            str(at_a_time): {
                name: {kind: round(middle(one, "p50_ms"), 1) for kind, one in kinds.items()}
                for name, kinds in of_that.items()
            }
            for at_a_time, of_that in costs.items()
        },
        "statements": seen["statements"].get("sqlite") or seen["statements"],
        "statements_pg": seen["statements"].get("postgres"),
        "tried_again": seen.get("tried_again", 0),
        "rss_mb": seen["rss_mb"].get("sqlite"),
        "cold_start_s": seen["cold_start_s"].get("sqlite"),
        "all_rss_mb": seen["rss_mb"],
        "all_cold_start_s": seen["cold_start_s"],
    }
    return found


def main() -> None:
    """Measures, and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="within a minute: fewer rounds and turns")
    options.add_argument("--only", choices=("ours",), help="no echoes but the stock one")
    options.add_argument("--database", choices=DATABASES, help="one of the two")
    options.add_argument("--profile", choices=KINDS, default="", help="where the time of these turns went, on SQLite")
    options.add_argument("--turns", type=int, help="of each kind in a round")
    chosen = options.parse_args()
    quick = chosen.quick or chosen.profile
    plan = Plan(
        rounds=2 if quick else 5,
        turns=chosen.turns or (32 if quick else 64),
        at_a_time=(AT_A_TIME,) if quick else (1, AT_A_TIME, 32),
        echoes=("stock",) if chosen.only or chosen.profile else ("raw", "stock", "agents", "teams"),
        databases=("sqlite",) if chosen.profile else (chosen.database,) if chosen.database else DATABASES,
        profile=chosen.profile,
    )
    if len(cores := os.sched_getaffinity(0)) > 1:
        os.sched_setaffinity(0, cores - {min(cores)})
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        costs, seen = asyncio.run(measure(plan, Path(folder)))
        if plan.profile:
            print(Path(folder, "profile").read_text())
    print(json.dumps(told(costs, seen)))


if __name__ == "__main__":
    main()
