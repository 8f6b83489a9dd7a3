"""How long others wait while a coordinator takes in a table of 9,000 contacts: python -m bench.loop.

The whole bot without HTTP, on SQLite in a temporary folder. A table of contacts is sent and accepted; meanwhile the
event loop is looked at every millisecond, and somebody else types a line again and again. The last line is one JSON
object. `longest_busy_ms` is the longest CPU time that the loop's thread took between two looks: other programs on the
machine do not count there, while they do in the waits. On SQLite a line also waits for the database's one writer:
`longest_write_ms` is how long anybody was it, and `longest_write_cpu_ms` the CPU time that the whole process took
meanwhile, whatever other programs did: some of it is the others' own.
"""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.recorder import Recorder, recording
from bot.app import Mode, Running, running, sweep_seldom
from bot.dispatch.pipeline import Pipeline
from bot.outbox.posting import POST
from bot.turns.turn import Actor, Attachment, Doing, Message, Place, Press, Turn
from bot.upkeep.changes.change_cards import FOLLOWS
from config.clock import system_clock
from config.database import Database
from config.logging import set_up_logging
from config.settings import Settings
from config.transaction import Committed
from directory.people.contacts import Contact

ROWS = 9_000
COUNTY = "11"
FILE = "application/vnd.microsoft.teams.file.download.info"
PAUSE_S = 0.02
"""Between two lines of the others: somebody always types."""
LOOK_S = 0.001
"""Between two looks at the loop."""


@dataclass
class Waits:
    """What others waited meanwhile, in seconds."""

    loop: float = 0.0
    busy: float = 0.0
    """CPU time for which the loop did nothing else."""
    lines: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    """How long each transaction kept the others from writing."""
    write_cpu: list[float] = field(default_factory=list)


@dataclass
class Trial:
    """A bot and those who use it."""

    bot: Running
    pipeline: Pipeline
    teams: str
    ids: "count[int]" = field(default_factory=lambda: count(1_790_000_000_000))

    async def does(self, who: Contact, doing: Doing) -> None:
        """Somebody types or presses in their own chat."""
        key = str(next(self.ids))
        actor = Actor(who.tenant_id, who.aad_object_id, f"29:{who.aad_object_id}", who.name)
        place = Place(who.tenant_id, self.teams, f"a:{who.aad_object_id}", "personal", "28:bot")
        await self.pipeline.handle(Turn(key, "message", key, system_clock(), actor, place, "fi-FI", doing))

    async def card_of_change(self) -> str:
        """The activity with the card on which the change is accepted, once it has been sent."""
        posts = select(POST.c.activity_id).join(FOLLOWS, FOLLOWS.c.post_id == POST.c.id)
        while True:
            async with self.bot.services.database.read() as connection:
                if shown := await connection.scalar(posts):
                    return str(shown)
            await asyncio.sleep(PAUSE_S)

    @asynccontextmanager
    async def watched(self, other: Contact) -> AsyncIterator[Waits]:
        """Somebody else types all the time, and the loop is looked at as often as it comes round."""
        waits, over = Waits(), asyncio.Event()

        async def look() -> None:
            while not over.is_set():
                began, busy = time.perf_counter(), time.thread_time()
                await asyncio.sleep(LOOK_S)
                waits.loop = max(waits.loop, time.perf_counter() - began - LOOK_S)
                waits.busy = max(waits.busy, time.thread_time() - busy)

        async def type_lines() -> None:
            while not over.is_set():
                began = time.perf_counter()
                await self.does(other, Message("/open"))
                waits.lines.append(time.perf_counter() - began)
                await asyncio.sleep(PAUSE_S)

        with timed_writes(waits):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(look())
                tasks.create_task(type_lines())
                await asyncio.sleep(PAUSE_S)
                yield waits
                over.set()


@contextmanager
def timed_writes(waits: Waits) -> Iterator[None]:
    """Notes how long each transaction that writes takes, from when it may write until it has been committed."""
    write = Database.write

    @asynccontextmanager
    async def timed(
        self: Database, committed: Committed | None = None, *, long: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        began = cpu = 0.0
        async with write(self, committed, long=long) as connection:
            began, cpu = time.perf_counter(), time.process_time()
            yield connection
        waits.writes.append(time.perf_counter() - began)
        waits.write_cpu.append(time.process_time() - cpu)

    Database.write = timed  # type: ignore[method-assign]
    try:
        yield
    finally:
        Database.write = write  # type: ignore[method-assign]


def table(rows: int) -> bytes:
    """A coordinator's table of so many new contacts."""
    lines = (
        f"Henkilö Numero{one};henkilo.{one}@ekhva.example;00000000-0000-4000-9000-{one:012};Lappeenranta, Imatra;"
        f"asumismenot;05 {one:07}"
        for one in range(rows)
    )
    return "\n".join(("Nimi;Sähköposti;Tunniste;Kunnat;Aiheet;Puhelin", *lines)).encode()


async def measure(folder: Path) -> dict[str, object]:
    """Takes the table in and accepts it; what others waited."""
    async with recording(Recorder(system_clock)) as teams:
        settings = Settings(
            database_url=f"sqlite:///{folder / 'bot.db'}",
            connector_url=teams,
            port=0,
            log_level="ERROR",
            _env_file=None,
        ).model_copy(update={"person_turns_per_minute": 10**9, "tenant_turns_per_minute": 10**9})
        async with running(settings, Mode(insecure_local=True, sample_data=True), system_clock) as bot:
            sweep_seldom()
            content = table(ROWS)

            async def fetch(_: Attachment) -> bytes:
                return content

            trial = Trial(bot, replace(bot.pipeline, services=replace(bot.services, fetch_file=fetch)), teams)
            people = bot.services.directory.current.contacts.values()
            keeper = next(one for one in people if one.is_a("coordinator") and one.organisation == COUNTY)
            other = next(one for one in people if one.organisation == "10")
            async with trial.watched(other) as before:
                await asyncio.sleep(1)
            found: dict[str, object] = {"quiet_longest_line_wait_ms": ms(max(before.lines))}
            async with trial.watched(other) as asked:
                began = time.perf_counter()
                await trial.does(keeper, Message("", (Attachment("lista.csv", FILE, "https://files.example/1"),)))
                found["asked_s"] = round(time.perf_counter() - began, 2)
            shown = await trial.card_of_change()
            async with trial.watched(other) as accepted:
                began = time.perf_counter()
                await trial.does(keeper, Press("change.decide", {"change": 1, "step": "accept"}, "card", shown))
                found["accepted_s"] = round(time.perf_counter() - began, 2)
            rows = len(bot.services.directory.current.contacts)
            lines = asked.lines + accepted.lines
            return found | {
                "import_rows": ROWS,
                "contacts_after": rows,
                "asked_longest_wait_ms": ms(asked.loop),
                "accepted_longest_wait_ms": ms(accepted.loop),
                "longest_wait_ms": ms(max(asked.loop, accepted.loop)),
                "longest_busy_ms": ms(max(asked.busy, accepted.busy)),
                "asked_longest_write_ms": ms(max(asked.writes)),
                "longest_write_ms": ms(max(asked.writes + accepted.writes)),
                "longest_write_cpu_ms": ms(max(asked.write_cpu + accepted.write_cpu)),
                "lines": len(lines),
                "usual_line_wait_ms": ms(sorted(lines)[len(lines) // 2]),
                "longest_line_wait_ms": ms(max(lines)),
            }


def ms(seconds: float) -> int:
    """Whole milliseconds."""
    return round(seconds * 1000)


def main() -> None:
    """Measures, and prints the figures."""
    set_up_logging("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print(json.dumps(asyncio.run(measure(Path(folder)))))


if __name__ == "__main__":
    main()
