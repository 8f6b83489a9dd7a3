"""How fast the directory of a whole country answers /consult, and how much memory it takes: python -m bench.directory.

22 areas, 10,000 contacts, 500,000 links between clients and their own workers in a SQLite file in a temporary folder.
A question asks for what /consult asks: who can be offered, whose details are doubtful, and the client's own worker.
The last line is one JSON object.
"""

import asyncio
import hashlib
import importlib
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ownworkers import store
from bot.ownworkers.model import worker_of as own_worker
from bot.upkeep.checks import evidence
from config.database import Database
from config.migrate import migrate_async
from config.sql import table
from directory.areas.areas import AreaRule
from directory.people.contacts import Absence, Contact, Directory, DirectoryContent, Organisation
from directory.people.presence import Presence, PresenceReading
from directory.reading.reader import Reader
from directory.reference import ALAND, KELA, Reference, load_reference
from directory.routing.ranking import Situation
from directory.routing.routing import Contacts, Question, people_of_interest, route
from directory.stored.store import load_directory, save_content
from directory.stored.tables import ContactEvidenceRow
from directory.time.hours import parse_hours

SEED = 2026
CONTACTS = 10_000
KELA_CONTACTS = 760
LINKS = 500_000
QUESTIONS = 400
TRIES = 3
"""Each question is asked so often, each time about another client, and the best counts: other programs run here too."""
NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
_HOURS = (parse_hours("ma-pe 9-10"), parse_hours("ma-to 12-15"), None)
PRESENCES: tuple[Presence, ...] = ("available", "busy", "away", "offline", "unknown")


@cache
def load_once() -> Reference:
    """The shipped facts."""
    return load_reference()


_UNTIL, _ADDED = (TODAY + timedelta(days=365)).isoformat(), f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
_INSERT_LINK = (
    "INSERT INTO own_worker (id, county, pseudonym, contact_id, municipality, until, source, basis, consent_by,"
    " consent_how, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
"""Written out: half a million rows through the mapping of columns would take most of the minute."""


def areas_of(reference: Reference) -> list[str]:
    """The 22 areas that are asked."""
    return [code for code in reference.areas if code != ALAND]


def contacts_of(reference: Reference, dice: random.Random) -> Iterator[Contact]:
    """People of the counties and of Kela; a third serve all of an area in every matter."""
    areas = areas_of(reference)
    slugs = list(reference.topics)
    for number in range(CONTACTS):
        is_kela = number < KELA_CONTACTS
        area = areas[number % len(areas)]
        municipalities = [one.code for one in reference.municipalities_of(area)]
        limited = dice.random()
        yield Contact(
            id=f"c{number:05}",
            name=f"Henkilö {number:05}",
            organisation=KELA if is_kela else area,
            tenant_id=str(UUID(int=1 + (0 if is_kela else areas.index(area) + 1))),
            aad_object_id=str(UUID(int=10**9 + number)),
            email=f"henkilo.{number}@alue.example",
            areas=(area,),
            municipalities=tuple(sorted(dice.sample(municipalities, min(2, len(municipalities)))))
            if limited > 0.6
            else (),
            topics=tuple(sorted(dice.sample(slugs, 8))) if limited > 0.3 else (),
            deputy_id=f"c{number - len(areas):05}" if number >= KELA_CONTACTS + len(areas) and limited > 0.5 else "",
            phone="05 000 0001",
            phone_hours=dice.choice(_HOURS),
            languages=("fi", "sv") if limited > 0.8 else ("fi",),
            verified_on=TODAY - timedelta(days=dice.randrange(250)),
        )


def content_of(reference: Reference, dice: random.Random) -> DirectoryContent:
    """The whole directory, one contact in thirty away."""
    areas = areas_of(reference)
    organisations = [Organisation(KELA, "Kela", str(UUID(int=1)), "kela")]
    organisations += [
        Organisation(code, f"Alue {code}", str(UUID(int=number)), "county") for number, code in enumerate(areas, 2)
    ]
    contacts = tuple(contacts_of(reference, dice))
    away = dice.sample(contacts, CONTACTS // 30)
    absences = tuple(Absence(one.id, TODAY - timedelta(days=2), TODAY + timedelta(days=5)) for one in away)
    rules = tuple(AreaRule(code, urgency="allowed") for code in areas)
    return DirectoryContent(tuple(organisations), contacts, rules, (), absences)


def pseudonym(number: int) -> str:
    """Of the form of a real one."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def worker_of(number: int) -> str:
    """The numbered client's own worker, somebody of the client's county."""
    return f"c{number % 22 + 22 * (35 + number // 22 % 400):05}"


def link(number: int, county: str) -> tuple[str | int, ...]:
    """The row that links the numbered client with the own worker, as SQLite keeps it."""
    return number, county, pseudonym(number), worker_of(number), "", _UNTIL, "import", "", "", "", "", _ADDED


async def fill(address: str) -> None:
    """Stores the directory, evidence of half of the contacts, and the links."""
    await migrate_async(address)
    database, reference = Database(address), load_reference()
    areas = areas_of(reference)
    async with database.write() as connection:
        await save_content(connection, content_of(reference, random.Random(SEED)))
        mark = {"answered_at": NOW - timedelta(days=200), "refusals": 0, "bounce": "", "asked_times": 0}
        marks = [mark | {"contact_id": f"c{number:05}"} for number in range(0, CONTACTS, 2)]
        await connection.execute(table(ContactEvidenceRow).insert(), marks)
    links = sorted((link(number, areas[number % len(areas)]) for number in range(LINKS)), key=lambda row: row[1:3])
    async with database.write() as connection:
        await connection.exec_driver_sql("PRAGMA cache_size = -300000")
        await connection.exec_driver_sql(_INSERT_LINK, links)
    await database.close()


def fill_apart(address: str) -> None:
    """In a process of its own, so that what filling takes is not counted as the bot's memory."""
    asyncio.run(fill(address))


@dataclass(frozen=True, slots=True)
class Took:
    """What one question took, in seconds, and how many contacts it gave."""

    ranked: float
    """Deciding who is offered, with finding the client's own worker."""
    looked_up: float
    """Finding the own worker alone."""
    evidenced: float
    offered: int


async def ask(connection: AsyncConnection, question: Question, directory: Directory, dice: random.Random) -> Took:
    """One question about one client."""
    reference = load_once()
    people = people_of_interest(question, directory)
    start = time.perf_counter()
    doubts = await evidence.doubts(connection, people, TODAY)
    evidenced = time.perf_counter() - start
    presence = {one.directory_id: PresenceReading(dice.choice(PRESENCES), NOW) for one in people}
    situation = Situation(NOW, presence, doubts=doubts)
    client = dice.randrange(LINKS // 22) * 22 + areas_of(reference).index(question.area)
    start = time.perf_counter()
    known = await store.find(connection, question.area, pseudonym(client))
    worker = own_worker(known.link, directory, TODAY) if known else None
    looked_up = time.perf_counter() - start
    way = route(question, directory, reference, situation)
    ranked = time.perf_counter() - start
    if worker is None or worker.organisation != question.area or not isinstance(way, Contacts):
        raise SystemExit("an own worker or a contact was not found: the figures would mean nothing")
    return Took(ranked, looked_up, evidenced, len(way.ranked))


async def measure(address: str) -> dict[str, float]:
    """The figures of many questions and the memory of this process, with all that the bot itself loads."""
    importlib.import_module("bot.app")
    database, reference = Database(address), load_once()
    reader = Reader(reference)
    async with database.read() as connection:
        directory = await load_directory(connection)
    dice = random.Random(SEED)
    ranked, looked_up, evidenced, offered = [], [], [], 0
    async with database.read() as connection:
        for question in questions(reference, directory, dice):
            tries = [await ask(connection, question, directory, dice) for _ in range(TRIES)]
            ranked.append(min(one.ranked for one in tries))
            looked_up.append(min(one.looked_up for one in tries))
            evidenced.append(min(one.evidenced for one in tries))
            offered += tries[0].offered
    await database.close()
    reader.read("Eksote asumismenot")
    print(f"{len(ranked)} questions, {offered // len(ranked)} contacts ranked in each, own worker known in each")
    print(f"of which finding the own worker: {median(looked_up)} ms")
    print(f"beside it, reading what makes details doubtful: {median(evidenced)} ms")
    return {
        "rank_median_ms": median(ranked),
        "rank_p99_ms": round(sorted(ranked)[int(len(ranked) * 0.99)] * 1000, 3),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def questions(reference: Reference, directory: Directory, dice: random.Random) -> Iterator[Question]:
    """A Kela handler's questions to counties: half of the whole area, half of a municipality."""
    kela = directory.organisations[KELA]
    for number in range(QUESTIONS):
        area = dice.choice(areas_of(reference))
        municipality = dice.choice(reference.municipalities_of(area)).code if number % 2 else ""
        yield Question(kela, area, municipality, dice.choice(list(reference.topics)))


def median(seconds: list[float]) -> float:
    """In milliseconds."""
    return round(statistics.median(seconds) * 1000, 3)


def main() -> None:
    """Makes the country, measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'country.db'}"
        started = time.perf_counter()
        filling = multiprocessing.get_context("spawn").Process(target=fill_apart, args=(address,))
        filling.start()
        filling.join()
        print(f"{CONTACTS} contacts and {LINKS} links stored in {time.perf_counter() - started:.0f} s")
        print(json.dumps(asyncio.run(measure(address))))


if __name__ == "__main__":
    main()
