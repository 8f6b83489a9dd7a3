"""What sealing texts costs: python -m bench.sealing. The last line is one JSON object.

First a text alone. Then all that a typed line does to the database, once sealed and once with a Sealer that seals
nothing, turn and turn about in one run: the matter with its lines is read, the line stored, two cards put into the
outbox, claimed and marked as sent, each in its transaction as the bot does it, on SQLite with its file on the disk.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet
from typing_extensions import override

from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.stored import store
from bot.consultation.stored.store import NewLine
from bot.outbox.claims import USUAL, claim
from bot.outbox.posting import About, Address, card_activity, post
from bot.outbox.sending import Delivered
from bot.outbox.settling import Ended, Hooks, settle
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from config.database import Database
from config.migrate import migrate_async
from config.transaction import Transaction

LENGTHS = (40, 400, 4000)
ROUNDS = 2_000
TURNS = 300
LINES_BEFORE = 10
NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
WORDS = "vuokrarästi, häätö ja muutto "
ASKER, TAKER = Someone("t1", "a1", "Liisa"), Someone("t2", "a2", "Maija")


class Clear(Sealer):
    """Stores texts in clear, in the same form: for comparing."""

    @override
    def seal(self, text: str, place: str) -> bytes:
        return json.dumps([place, text], ensure_ascii=True).encode()

    @override
    def open(self, sealed: bytes, place: str) -> str:
        return str(json.loads(sealed)[1])


def main() -> None:
    """A line for each length of text, in microseconds and bytes; then the turns, in milliseconds."""
    sealer = Sealer([Fernet.generate_key().decode()])
    for length in LENGTHS:
        sealing, opening, size = _measured(sealer, (WORDS * length)[:length])
        print(f"{length} characters: seal {sealing:.0f} µs, open {opening:.0f} µs, stored {size} bytes")
    sealed, clear = asyncio.run(_turns(sealer, Clear([Fernet.generate_key().decode()])))
    told = {"turns": TURNS, "sealed_ms": sealed, "clear_ms": clear, "ratio": round(sealed / clear, 3)}
    print(json.dumps(told))


async def _turns(*sealers: Sealer) -> Sequence[float]:
    """The middle length of a turn with each Sealer, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        matters = [await _matter(Path(folder) / f"{place}.db", one) for place, one in enumerate(sealers)]
        spans: list[list[float]] = [[] for _ in sealers]
        for number in range(TURNS):
            for (database, case), times in zip(matters, spans, strict=True):
                began = time.perf_counter()
                await _turn(database, case, str(number))
                times.append((time.perf_counter() - began) * 1e3)
        for database, _ in matters:
            await database.close()
    return [round(statistics.median(times), 3) for times in spans]


async def _matter(file: Path, sealer: Sealer) -> tuple[Database, Consultation]:
    address = f"sqlite:///{file}"
    await migrate_async(address)
    database = Database(address, {SEALER: sealer})
    case = Consultation(
        number=0,
        state="taken",
        version=1,
        asking_organisation="KELA",
        receiving_organisation="11",
        area="11",
        municipality="",
        topic="asumismenot",
        audience="anyone",
        question=WORDS * 10,
        basis="general",
        answer_by=NOW,
        asker=ASKER,
        created_at=NOW,
        receivers=(Receiver("11-01", TAKER, reason=WORDS),),
        taker=TAKER,
    )
    async with database.write() as connection:
        case = await store.create(connection, case, "a-draft", None)
        for number in range(LINES_BEFORE):
            await store.add_line(connection, _line(case, f"before-{number}"))
    return database, case


async def _turn(database: Database, case: Consultation, key: str) -> None:
    card = card_activity({"body": [{"type": "TextBlock", "text": WORDS * 10}] * 20}, "K-1001")
    async with database.write() as connection:
        await store.load(connection, case.number, lock=True)
        # The turns do not grow: each one's line takes the place of the one before.
        await connection.exec_driver_sql("DELETE FROM consultation_message WHERE key NOT LIKE 'before-%'")
        await store.add_line(connection, _line(case, key))
        for person in (ASKER, TAKER):
            address = Address(person.tenant_id, "https://smba.example/", f"a:{person.aad_object_id}")
            await post(Transaction(connection, NOW), address, About("message", "fi", case.number), card)
    async with database.write() as connection:
        claimed = await claim(connection, NOW, 16, USUAL)
    for one in claimed:
        async with database.write() as connection:
            ended = Ended(one, Delivered(key), NOW - NOW)
            await settle(connection, [ended], [one.leased_until], NOW, Hooks(_nothing, _nothing))


def _line(case: Consultation, key: str) -> NewLine:
    return NewLine(case.number, key, "receiving", TAKER, WORDS * 5, NOW)


async def _nothing(*_: object) -> None:
    """No hook has anything to do here."""


def _measured(sealer: Sealer, text: str) -> tuple[float, float, int]:
    stored = sealer.seal(text, "bench")
    sealing = _microseconds(lambda: sealer.seal(text, "bench"))
    return sealing, _microseconds(lambda: sealer.open(stored, "bench")), len(stored)


def _microseconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(ROUNDS):
        run()
    return (time.perf_counter() - began) / ROUNDS * 1e6


if __name__ == "__main__":
    main()
