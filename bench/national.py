"""A working day of the whole country: python -m bench.national (or python bench/national.py).

22 areas and Kela, 10,000 contacts in the directory, 8,000 people who ask; two replicas of the bot and PostgreSQL. Three
of four questions go from Kela to an area, the fourth from an area to Kela: a form, sent to its receivers, taken by one
of them, answered, closed, so many at a time, each turn by the replica that a load balancer would choose. The day has
20,000 consultations; a slice of it is run within a minute, `--whole` all of it, without the pauses that people make.
`--countries 10` lays ten such days of use beneath, `--countries 100` a hundred.

Teams' limits are taken off, since hours are pressed into minutes; how far the day is from them is in docs/scale.md. At
the end Teams' own book is compared with the database: `lost` is what Teams or the database never got, `doubled` what
Teams got twice. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if __package__ in {None, ""}:
    sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402
from aiohttp import web  # noqa: E402
from sqlalchemy import text  # noqa: E402
from typing_extensions import override  # noqa: E402

from bench.turns import PATIENCE_S, TRIES, Bot, Person, Teams, bot_process, new_postgres, served_teams  # noqa: E402
from bench.turns_bot import fill  # noqa: E402
from config.database import Database  # noqa: E402
from directory.people.contacts import Contact, DirectoryContent, Organisation  # noqa: E402
from directory.reference import KELA, Reference, load_reference  # noqa: E402
from tests.grown.growth import Size, grow  # noqa: E402

DAY = 20_000
"""Consultations of a working day."""
SLICE = 60
STAFF, CONTACTS = 8_000, 10_000
REPLICAS = 2
AT_A_TIME = 8
TURNS = ("consult", "send", "claim", "reply", "close")
SEED = 2026
ASKED = re.compile(rb"Kysymys (\d+):")
ANSWERED = re.compile(rb"Vastaus (\d+):")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is run, and on what."""

    consultations: int
    countries: int = 0
    """Days of a country's use that lie in the database already."""
    staff: int = STAFF
    contacts: int = CONTACTS
    at_a_time: int = AT_A_TIME
    areas: int = 22


@dataclass
class Book(Teams):
    """Teams, which also keeps book of who got which question and which answer as a new message."""

    ids: set[str] = field(default_factory=set)
    asked: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The conversations in which each question can be taken."""
    answered: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    arrivals: dict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @override
    async def activity(self, request: web.Request) -> web.Response:
        """A new message."""
        said, conversation = await request.read(), request.match_info["conversation"]
        answer = await super().activity(request)
        self.ids.add(self.kept[conversation][-1][0])
        if b"consultation.claim" in said and (found := ASKED.search(said)):
            self.asked[int(found[1])].append(conversation)
            self.arrivals[int(found[1])].set()
        elif found := ANSWERED.search(said):
            self.answered[int(found[1])].append(conversation)
            self.arrivals[-int(found[1])].set()
        return answer

    def twice(self) -> int:
        """How often somebody got the same question or answer again as a new message."""
        books = [*self.asked.values(), *self.answered.values()]
        return sum(many - 1 for one in books for many in Counter(one).values())

    def forget(self, number: int, asker: str) -> None:
        """Nobody presses anything of this question any more."""
        self.kept.pop(asker, None)
        told = f"Kysymys {number}:"
        for conversation in self.asked[number]:
            self.kept[conversation] = [one for one in self.kept.get(conversation, ()) if told not in str(one)]


def towns_of(reference: Reference, areas: int) -> dict[str, list[str]]:
    """The municipalities of each area, by code; the first areas of the country, or all."""
    codes = sorted(code for code in reference.areas if code.isdigit())[:areas]
    return {code: [one.code for one in reference.municipalities.values() if one.area_code == code] for code in codes}


def topics_of(reference: Reference) -> list[str]:
    """What both sides ask each other about; a danger or another service's topic would open no form."""
    return [
        one.slug for one in reference.topics.values() if one.direction == "both" and not (one.urgent or one.elsewhere)
    ]


def country(reference: Reference, scale: Scale) -> DirectoryContent:
    """Each area's contacts, for one municipality and two topics each, and Kela's, for one area and two topics."""
    towns, topics = towns_of(reference, scale.areas), topics_of(reference)
    at_kela = scale.contacts // 20

    def contact(number: int, area: str, organisation: str, tenant: str, town: tuple[str, ...], round_: int) -> Contact:
        key = f"{organisation}-{number:02}"
        return Contact(
            id=key,
            name=f"Työntekijä {key}",
            organisation=organisation,
            tenant_id=tenant,
            aad_object_id=f"worker-{key.lower()}",
            email=f"worker-{key.lower()}@example.fi",
            areas=(area,),
            municipalities=town,
            topics=(topics[round_ * 2 % len(topics)], topics[(round_ * 2 + 1) % len(topics)]),
        )

    def of_kela(at: int) -> Contact:
        return contact(at, list(towns)[at % len(towns)], KELA, "kela", (), at // len(towns))

    def of_area(at: int) -> Contact:
        area, number = list(towns)[at % len(towns)], at // len(towns)
        town = towns[area][number % len(towns[area])]
        return contact(number, area, area, f"county-{area}", (town,), number // len(towns[area]))

    return DirectoryContent(
        organisations=(
            Organisation(KELA, "Kela", "kela", "kela"),
            *(Organisation(code, reference.areas[code].region.fi, f"county-{code}", "county") for code in towns),
        ),
        contacts=(*map(of_kela, range(at_kela)), *map(of_area, range(scale.contacts - at_kela))),
    )


class Day:
    """The people's day: each question from the form to its closing, and what each turn took."""

    def __init__(self, scale: Scale, book: Book, session: aiohttp.ClientSession, bots: Sequence[Bot]) -> None:
        self._book, self._session, self._bots = book, session, bots
        self._reference = load_reference()
        self._towns, self._topics = towns_of(self._reference, scale.areas), topics_of(self._reference)
        self._random = random.Random(SEED)
        self._free = list(range(scale.staff))
        self._random.shuffle(self._free)
        self.waits: dict[str, list[float]] = defaultdict(list)

    async def question(self, number: int) -> None:
        """One question; its asker has no other at the time."""
        staff = self._free.pop()
        area, topic = list(self._towns)[staff % len(self._towns)], self._random.choice(self._topics)
        from_kela = number % 4 > 0
        asker = self._person("kela" if from_kela else f"county-{area}", f"asker-{staff}")
        towns = [self._reference.municipalities[one].name_fi for one in self._towns[area]] if from_kela else ["Kela"]
        about = self._reference.topics[topic].names.fi
        asked = f"Kysymys {number}:"
        await self._opens_form(asker, towns, about)
        await self._presses("send", asker, "", question=f"{asked} miten toimitaan?")
        await self._arrived(number)
        receiver = self._random.choice(self._book.asked[number]).removeprefix("a:")
        taker = self._person(f"county-{area}" if from_kela else "kela", receiver)
        await self._presses("claim", taker, asked)
        began = time.perf_counter()
        await self._presses("reply", taker, asked, text=f"Vastaus {number}: maksetaan tänään.")
        await self._arrived(-number)
        self.waits["answer_arrives"].append(time.perf_counter() - began)
        await self._presses("close", asker, asked, outcome="answered")
        self._book.forget(number, f"a:{asker.id}")
        self._free.insert(0, staff)

    def _person(self, tenant: str, key: str) -> Person:
        return self._by(Person(tenant, key, self._book, self._session, ""))

    def _by(self, person: Person) -> Person:
        """The same person, whose next turn another replica may serve."""
        return replace(person, url=self._random.choice(self._bots).url, numbers=self._random.randrange(10**9))

    async def _arrived(self, key: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self._book.arrivals[key].wait()

    async def _opens_form(self, asker: Person, towns: Sequence[str], about: str) -> None:
        """Types until the form is there: of a town whose name others bear too the bot asks which is meant."""
        began = time.perf_counter()
        for _ in range(TRIES):
            with suppress(RuntimeError):
                await self._by(asker).gets(f"/konsultoi {self._random.choice(towns)} {about}")
                if "consultation.send" in str(self._book.kept[f"a:{asker.id}"][-1]):
                    self.waits["consult"].append(time.perf_counter() - began)
                    return
            self._book.again += 1
            await asyncio.sleep(1)
        raise RuntimeError(f"no form for {about} in {towns}")

    async def _presses(self, kind: str, person: Person, told: str, **fields: object) -> None:
        self.waits[kind].append(await self._by(person).presses(told, f"consultation.{kind}", **fields))


async def run_day(day: Day, numbers: Sequence[int], at_a_time: int) -> float:
    """All these questions, so many at a time; seconds."""
    began, left = time.perf_counter(), iter(numbers)

    async def some(mine: Iterator[int]) -> None:
        for number in mine:
            await day.question(number)

    await asyncio.gather(*(some(left) for _ in range(at_a_time)))
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says of this run."""

    waiting: int
    closed: int
    undelivered: int
    told: frozenset[str]
    """Ids of the messages that people have, by the database."""
    to_kela: int
    """Messages and changes of them that Kela's tenant was sent: the one that all areas share."""
    megabytes: int
    deadlocks: int


async def look(database: Database, after: int) -> Stored:
    """`after`: the newest post before the run."""
    async with database.read() as connection:

        async def number(words: str) -> int:
            return int(await connection.scalar(text(words), {"after": after} if ":after" in words else {}) or 0)

        told = await connection.execute(text("SELECT activity_id FROM post WHERE id > :after"), {"after": after})
        return Stored(
            waiting=await number("SELECT count(*) FROM outbox WHERE state = 'pending'"),
            closed=await number("SELECT count(*) FROM consultation WHERE number > 0 AND state = 'closed'"),
            undelivered=await number("SELECT count(*) FROM post WHERE id > :after AND state <> 'delivered'"),
            told=frozenset(told.scalars()) - {"", None},
            to_kela=await number(
                "SELECT count(*) FROM outbox JOIN post ON post.id = outbox.post_id "
                "WHERE post.id > :after AND post.tenant_id = 'kela' AND outbox.state = 'done'"
            ),
            megabytes=await number("SELECT pg_database_size(current_database()) / 1048576"),
            deadlocks=await number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"),
        )


async def emptied(database: Database, after: int) -> tuple[Stored, int, float]:
    """What is stored once nothing waits; how much had waited, and how long it took."""
    began, first = time.perf_counter(), await look(database, after)
    found = first
    while found.waiting and time.perf_counter() - began < PATIENCE_S:
        await asyncio.sleep(0.1)
        found = await look(database, after)
    return found, first.waiting, time.perf_counter() - began


async def laid_beneath(address: str, countries: int) -> float:
    """So many days of use; seconds that it took."""
    began, database = time.perf_counter(), Database(address)
    async with database.write() as connection:
        await grow(connection, Size(consultations=countries * DAY))
    async with database.read() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("VACUUM ANALYZE"))
    await database.close()
    return time.perf_counter() - began


async def measure(scale: Scale, address: str, server: Sequence[int]) -> dict[str, Any]:
    """The figures of one day or a part of it, on an empty database of this server, of which the processes are told."""
    await fill(address, country(load_reference(), scale))
    grown_s = await laid_beneath(address, scale.countries) if scale.countries else 0.0
    database, book = Database(address), Book()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(served_teams(book))
        command = [sys.executable, "-m", "bench.turns_bot", book.url, address]
        cores = cycle(sorted(os.sched_getaffinity(0)))
        bots = [
            await stack.enter_async_context(bot_process(f"replica-{one}", command, book, core=core, server=server))
            for one, core in zip(range(REPLICAS), cores, strict=False)
        ]
        session = await stack.enter_async_context(aiohttp.ClientSession())
        before = await newest_post(database)
        book.ids.clear()
        day = Day(scale, book, session, bots)
        warm = max(scale.at_a_time, 2)
        await run_day(day, range(1, warm + 1), scale.at_a_time)
        await emptied(database, before)
        day.waits.clear()
        book.again = 0
        messages, cpu, server_cpu = book.count, sum(one.cpu_s() for one in bots), bots[0].server_cpu_s()
        numbers = range(warm + 1, warm + 1 + scale.consultations)
        took = await run_day(day, numbers, scale.at_a_time)
        stored, waiting, emptied_s = await emptied(database, before)
        turns = len(TURNS) * scale.consultations
        found = {
            "consultations": scale.consultations,
            "countries": scale.countries,
            "seconds": round(took, 1),
            "consultations_per_s": round(scale.consultations / took, 2),
            "turns_per_s": round(turns / took, 1),
            "messages_per_consultation": round((book.count - messages) / scale.consultations, 1),
            "messages_to_kela_per_consultation": round(stored.to_kela / stored.closed, 1),
            "receivers_per_consultation": round(statistics.mean(len(set(one)) for one in book.asked.values()), 1),
            "p50_ms": {kind: _part(waits, 0.5) for kind, waits in day.waits.items()},
            "p99_ms": {kind: _part(waits, 0.99) for kind, waits in day.waits.items()},
            "tried_again": book.again,
            "deadlocks": stored.deadlocks,
            "backlog": waiting,
            "backlog_s": round(emptied_s, 2),
            "bot_cpu_ms_per_turn": round((sum(one.cpu_s() for one in bots) - cpu) * 1000 / turns, 2),
            "server_cpu_ms_per_turn": round((bots[0].server_cpu_s() - server_cpu) * 1000 / turns, 2),
            "bot_rss_mb": [round(one.rss_mb()) for one in bots],
            "database_mb": stored.megabytes,
            "seconds_to_grow": round(grown_s),
            "lost": len(numbers) + warm - stored.closed + stored.undelivered + len(stored.told - book.ids),
            "doubled": book.twice() + len(book.ids - stored.told),
        }
    await database.close()
    return found


async def newest_post(database: Database) -> int:
    """Its number; what lies beneath is older."""
    async with database.read() as connection:
        return int(await connection.scalar(text("SELECT max(id) FROM post")) or 0)


def _part(waits: Sequence[float], part: float) -> float:
    ordered = sorted(waits)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000, 1)


def main() -> None:
    """Measures, and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--whole", action="store_true", help="the day's 20,000 consultations")
    options.add_argument("--consultations", type=int, default=SLICE)
    options.add_argument("--countries", type=int, default=0, help="days of use that lie beneath: 10 or 100")
    options.add_argument("--at-a-time", type=int, default=AT_A_TIME)
    chosen = options.parse_args()
    scale = Scale(DAY if chosen.whole else chosen.consultations, chosen.countries, at_a_time=chosen.at_a_time)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        print(json.dumps(asyncio.run(measure(scale, *new_postgres(Path(folder))))))


if __name__ == "__main__":
    main()
