"""What do years of use cost? The same turns and the same upkeep on an empty database and on a grown one, in one run.

`python -m bench.grown` makes 200,000 consultations with 2,000,000 messages and 10,000 contacts, on PostgreSQL and on
SQLite; `--quick` a tenth of it. CPU is that of the bot's process and, on PostgreSQL, is told beside the time on the
clock, in which the server's part is. The last line is one JSON object: milliseconds, and the grown one as a multiple.
"""

import argparse
import asyncio
import gc
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from pgserver.postgres_server import get_server
from sqlalchemy import text

from bot.bootstrap import bootstrap
from bot.cli.keys import seal_once, settle_secrets
from bot.escalation import late
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import Secrets
from bot.rooms import sweeps
from config.database import Database
from config.logging import set_up_logging
from config.migrate import migrate_async
from config.settings import Settings
from directory.stored.sample import seed_sample
from tests.databases import TUESDAY, with_database
from tests.grown.growth import Size, grow
from tests.known import DIRECTORY, REFERENCE
from tests.turns.conftest import Shelf, nobody_outside
from tests.turns.office import URL, Clock, Office, Person, Teams

LARGE = Size(consultations=200_000, posts_each=20, contacts=10_000)
QUICK = Size(consultations=20_000, posts_each=20, contacts=1_000)
NOTHING = Size(consultations=0)
TIMES, STEPS_AT_MOST = 40, 100
KEY, PEPPER = Fernet.generate_key().decode(), secrets.token_urlsafe(48)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one thing done: milliseconds of the bot's CPU and on the clock, medians."""

    cpu: float
    clock: float


@asynccontextmanager
async def office_on(address: str) -> AsyncIterator[Office]:
    """The bot without HTTP, as the tests have it."""
    sealer = Sealer([KEY])
    database = Database(address, {SEALER: sealer})
    clock, teams = Clock(), Teams()
    bot = bootstrap(
        Settings(connector_url=URL, _env_file=None),
        database,
        nobody_outside(clock, teams),
        sealer=sealer,
        pseudonymiser=Pseudonymiser(PEPPER),
        directory=Shelf(DIRECTORY),
    )
    yield Office(bot.services, bot.pipeline, bot.delivery, teams, clock)
    await database.close()


async def fill(address: str, size: Size) -> float:
    """Seconds it took."""
    await migrate_async(address)
    database, began = Database(address), time.perf_counter()
    async with database.write() as connection:
        await seed_sample(connection, REFERENCE, TUESDAY)
    if size.consultations:
        async with database.write() as connection:
            await grow(connection, size)
        if not database.is_sqlite:
            async with database.read() as connection:
                alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await alone.execute(text("VACUUM ANALYZE"))
    await database.close()
    return time.perf_counter() - began


async def cost(do: Callable[[], Awaitable[object]], times: int = TIMES) -> Cost:
    """The first time, which builds statements and plans, is not counted."""
    cpu, clock = [], []
    for turn in range(times + 1):
        began = time.perf_counter(), time.process_time()
        await do()
        if turn:
            clock.append((time.perf_counter() - began[0]) * 1000)
            cpu.append((time.process_time() - began[1]) * 1000)
    return Cost(statistics.median(cpu), statistics.median(clock))


async def turns(office: Office) -> dict[str, Cost]:
    """Help, a form, a question sent and taken, and the list of what is open, delivery included."""
    maija, count = office.contact("Maija Esimerkki"), iter(range(10_000))
    askers = [office.of("KELA", f"Kysyja{number}") for number in range(TIMES + 1)]

    def asker() -> Person:
        return askers[next(count) % len(askers)]

    async def claim() -> None:
        await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")

    async def send() -> None:
        person = asker()
        await person.presses(person.card_of("consultation.send"), "consultation.send", question="Voiko alue auttaa?")

    return {
        "help": await cost(lambda: asker().types("/help")),
        "consult": await cost(lambda: asker().types("/consult Eksote asumismenot")),
        "send": await cost(send),
        "claim": await cost(claim),
        "open": await cost(lambda: maija.types("/avoimet")),
    }


async def upkeep(office: Office) -> dict[str, Cost]:
    """The watchdog's look, and housekeeping that has a week behind: a step of it, and the longest one."""
    database, now = office.services.database, office.clock()

    async def look() -> None:
        async with database.read() as connection:
            await late.find(connection, now)

    steps: list[float] = []
    cpu = time.process_time()
    for sweep in sweeps():
        for _ in range(STEPS_AT_MOST):
            began = time.perf_counter()
            async with database.write() as connection:
                forgotten = await sweep.forget(connection, now + timedelta(days=8))
            steps.append((time.perf_counter() - began) * 1000)
            if not forgotten:
                break
    cpu = (time.process_time() - cpu) * 1000 / len(steps)
    return {
        "watchdog": await cost(look, 5),
        "step": Cost(cpu, statistics.median(steps)),
        "longest_step": Cost(cpu, max(steps)),
    }


async def measure(address: str) -> dict[str, Cost]:
    """All of it on one database; of a start what it does there before it reads the directory."""
    async with office_on(address) as office:

        async def start() -> None:
            await migrate_async(address)
            await settle_secrets(office.services.database, Secrets((KEY,), PEPPER))
            await seal_once(office.services.database, office.services.sealer)

        done = await turns(office)
        return done | await upkeep(office) | {"start": await cost(start, 5)}


async def compare(empty: str, grown: str, size: Size) -> dict[str, object]:
    """Both databases in turn, the empty one first."""
    await fill(empty, NOTHING)
    took = await fill(grown, size)
    print(f"grown in {took:.0f} s", flush=True)
    found: dict[str, object] = {"seconds_to_grow": round(took)}
    gc.collect()
    one, other = await measure(empty), await measure(grown)
    for name, before in one.items():
        after = other[name]
        found[name] = {
            "empty": [round(before.cpu, 1), round(before.clock, 1)],
            "grown": [round(after.cpu, 1), round(after.clock, 1)],
            "times_cpu": round(after.cpu / before.cpu, 2),
            "times_clock": round(after.clock / before.clock, 2),
        }
        print(name, found[name], flush=True)
    return found


def main() -> None:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    size, names = QUICK if given.quick else LARGE, ("empty", "grown")
    found: dict[str, object] = {}
    set_up_logging("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "postgresql":
            empty, grown = (f"sqlite:///{folder}/{name}.db" for name in names)
            found["sqlite"] = asyncio.run(compare(empty, grown, size))
        if given.only != "sqlite":
            Path(folder).chmod(0o755)
            server = get_server(Path(folder) / "postgres", cleanup_mode="delete")
            for name in names:
                server.psql(f"CREATE DATABASE {name};")
            empty, grown = (with_database(server.get_uri(), name) for name in names)
            found["postgresql"] = asyncio.run(compare(empty, grown, size))
            server.cleanup()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
