"""What the outbox does with a burst: python -m bench.outbox. The last line is one JSON object.

First what one claim costs while thousands of rows wait: by the lane that each row bears, and as it was before there
were lanes, by putting all that waits together with its posts; turn and turn about, on SQLite and PostgreSQL. Then an
organisation's people all get a message at once: how many are turned back by its limit before they get through,
while the outbox knows that the organisation is full, and while it does not. Ratios are old to new.
"""

import asyncio
import json
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet
from pgserver.postgres_server import get_server
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from sqlalchemy import func, insert, select, text
from sqlalchemy.sql.dml import ReturningUpdate
from typing_extensions import override

from bench.recorder import Recorder, recording
from bot.outbox.claims import FIRST_OF_EACH_LANE, taking
from bot.outbox.delivery import Delivery
from bot.outbox.lanes import LANE
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.outbox.posting import About, Address, post, text_activity
from bot.outbox.sending import ActivityJson, Outcome, Spot, TryLater
from bot.outbox.settling import Hooks
from bot.outbox.tables import OutboxRow, Post
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from bot.teams.connector import Connector, open_session
from bot.teams.pacing import Pacing
from bot.teams.sending_tokens import SendingTokens
from bot.teams.service_addresses import ServiceAddresses
from config.clock import system_clock
from config.database import Database
from config.logging import set_up_logging
from config.migrate import migrate_async
from config.transaction import Transaction

WAITING, IN_CONVERSATIONS = 6_000, 3_000
ROUNDS = 30
PEOPLE = 400
NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
SERVICE = "https://smba.example/"


async def claim_ms(address: str) -> tuple[float, float]:
    """The middle cost of one claim in milliseconds: by lanes, and by all that waits with its posts."""
    await migrate_async(address)
    database = Database(address)
    await _fill(database)
    by_posts = select(func.min(OUTBOX.c.id)).join(POST, POST.c.id == OUTBOX.c.post_id)
    whole = by_posts.where(OUTBOX.c.state == "pending").group_by(LANE).scalar_subquery()
    statements = taking(FIRST_OF_EACH_LANE), taking(whole)
    spans: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS):
        for statement, times in zip(statements, spans, strict=True):
            times.append(await _span(database, statement))
    await database.close()
    lanes, posts = (round(statistics.median(times), 2) for times in spans)
    return lanes, posts


async def _fill(database: Database) -> None:
    ids = range(1, WAITING + 1)
    where = {one: f"a:{one % IN_CONVERSATIONS}" for one in ids}
    posts = [{"id": one, "tenant_id": "t", "conversation_id": where[one], **_POST} for one in ids]
    rows = [{"post_id": one, "lane": f"t/{where[one]}", **_ROW} for one in ids]
    async with database.write() as connection:
        await connection.execute(insert(POST), posts)
        await connection.execute(insert(OUTBOX), rows)
    async with database.write() as connection:
        await connection.execute(text("ANALYZE"))


async def _span(database: Database, statement: ReturningUpdate[tuple[int]]) -> float:
    """Of one claim, which is undone again."""
    given = {"now": NOW, "lapsed_by": NOW, "until": NOW + timedelta(seconds=90), "most": 16, "not_to": []}
    began = time.perf_counter()
    async with database.read() as connection:
        await connection.execute(statement, given)
        await connection.rollback()
    return (time.perf_counter() - began) * 1e3


class Unknowing(Connector):
    """Does not tell that the whole organisation has to wait."""

    @override
    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        outcome = await super().send(spot, activity)
        return replace(outcome, whole_tenant=False) if isinstance(outcome, TryLater) else outcome


async def turned_back(address: str, sender: type[Connector]) -> int:
    """How often a message to one of many people was turned back until all had theirs."""
    await migrate_async(address)
    database = Database(address, {SEALER: Sealer([Fernet.generate_key().decode()])})
    registry, recorder = CollectorRegistry(), Recorder(system_clock)
    async with recording(recorder) as teams, open_session() as session:
        async with database.write() as connection:
            for one in range(PEOPLE):
                to = Address("t", teams, f"a:{one}")
                await post(Transaction(connection, system_clock()), to, About("notice", "fi"), text_activity("Hei"))
        tokens = SendingTokens(
            session, system_clock, login_url="", app_tenant="", app_id="", app_password=SecretStr("")
        )
        addresses = ServiceAddresses((), any_loopback=True)
        connector = sender(session, tokens, addresses, Pacing(), system_clock, "28:bot")
        delivery = Delivery(database, connector, system_clock, lambda: 0.5, Hooks(_nothing, _nothing), registry)
        delivery.start()
        while len(recorder.got) < PEOPLE:  # noqa: ASYNC110 - the recorder tells nobody
            await asyncio.sleep(0.05)
        await delivery.stop()
    await database.close()
    labels = {"operation": "send", "outcome": "trylater"}
    return int(registry.get_sample_value("kuntayhteys_deliveries_total", labels) or 0)


async def measure(folder: str, postgres: str) -> dict[str, float]:
    """Everything, on SQLite files in the folder and on a PostgreSQL server."""
    results: dict[str, float] = {}
    for kind, address in (("sqlite", f"sqlite:///{folder}/claim.db"), ("postgres", f"{postgres}")):
        lanes, posts = await claim_ms(address)
        print(f"{kind}: a claim among {WAITING} rows of {IN_CONVERSATIONS} conversations {lanes} ms, was {posts} ms")
        results |= {f"{kind}_claim_ms": lanes, f"{kind}_ratio": round(posts / lanes, 1)}
    knowing = await turned_back(f"sqlite:///{folder}/knowing.db", Connector)
    unknowing = await turned_back(f"sqlite:///{folder}/unknowing.db", Unknowing)
    print(f"{PEOPLE} messages to one organisation: {knowing} turned back, were {unknowing}")
    return results | {"turned_back": knowing, "turned_back_ratio": round(unknowing / max(1, knowing), 1)}


async def _nothing(*_: object) -> None:
    """No hook has anything to do here."""


def main() -> None:
    """Prints what was measured, in words and as JSON."""
    with tempfile.TemporaryDirectory(prefix="kuntayhteys-outbox-") as folder:
        Path(folder).chmod(0o755)
        set_up_logging("ERROR")
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            print(json.dumps(asyncio.run(measure(folder, server.get_uri()))))
        finally:
            server.cleanup()


_POST = Post(tenant_id="t", service_url=SERVICE, kind="notice").model_dump(
    exclude={"id", "tenant_id", "conversation_id"}
)
_ROW = OutboxRow(post_id=0, operation="send", due_at=NOW, created_at=NOW).model_dump(exclude={"id", "post_id", "lane"})


if __name__ == "__main__":
    main()
