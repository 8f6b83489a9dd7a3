"""An office whose bot may die at any point and is started again on the same database, while Teams goes on."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import asyncpg
from pydantic import SecretStr
from sqlalchemy import event, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.bootstrap import Bot, bootstrap
from bot.dispatch.pipeline import Pipeline
from bot.outbox.claims import release_leases
from bot.outbox.delivery import Delivery
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealed_texts import SEALER
from bot.privacy.sealing import Sealer
from bot.teams.connector import Connector
from bot.teams.pacing import Pacing
from bot.teams.sending_tokens import SendingTokens
from bot.teams.service_addresses import ServiceAddresses
from bot.turns.answers import Answer, NoAnswer
from bot.turns.turn import Turn
from config.database import Database
from config.settings import Settings
from tests.faults.failing_teams import FailingTeams
from tests.faults.failpoints import Failpoints, bury_quietly
from tests.known import DIRECTORY
from tests.turns.conftest import Shelf, nobody_outside
from tests.turns.office import URL, Clock, Office

PAUSE = timedelta(seconds=10)
"""By how much the clocks go on while something waits: longer than a lease lasts."""
PAUSES = 60
"""What is not delivered after so many is not going to be."""
_END_OTHERS = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TURN_AGAIN = 5
"""So often Teams sends a turn at most that is not answered."""


LOOKS = 100
"""Thousandths of a second at least that a delivery that goes on is left with what fails."""
FAILED_PAUSES = 3
"""Pauses that go by before what fails is put right."""


class StuckError(AssertionError):
    """Something waits to be delivered and is not, however much time goes by."""


def _close(connection: sqlite3.Connection) -> None:
    """With what is open in it: a statement whose rows nobody has taken would keep SQLite's lock."""
    with suppress(sqlite3.ProgrammingError):  # closed already
        connection.rollback()
        connection.close()


@dataclass(frozen=True, slots=True)
class Process:
    """One life of the bot."""

    bot: Bot
    points: Failpoints
    database: Database
    engine: AsyncEngine
    connections: list[object]
    """All that it has opened."""
    others: Collection["asyncio.Task[object]"]
    """Tasks that are not its own."""

    async def gone(self) -> None:
        """Throws away what is left of it. Its connections are closed, as the kernel does: what is open is undone."""
        self.points.died.set()
        own = [one for one in asyncio.all_tasks() - {asyncio.current_task()} if one not in self.others]
        for task in own:
            task.cancel()
        await asyncio.gather(*own, return_exceptions=True)
        for one in self.connections:
            if isinstance(one, sqlite3.Connection):
                _close(one)
            else:
                assert isinstance(one, asyncpg.Connection)
                one.terminate()
        await self.engine.dispose(close=False)
        await asyncio.sleep(0)  # asyncpg's sockets are closed in the loop's next round


@dataclass
class Installation:
    """A database, Teams and clocks, which stay, and a bot which may not; the pipeline and delivery of an `Office`."""

    address: str
    sealer: Sealer
    pseudonymiser: Pseudonymiser
    teams: FailingTeams = field(default_factory=FailingTeams)
    clock: Clock = field(default_factory=Clock)
    leases: Clock = field(default_factory=Clock)
    deaths: int = 0
    turns: list[Turn] = field(default_factory=list)
    """All that Teams has sent."""
    beside: "Installation | None" = None
    """Another replica: time does not go on while it is sending, for it would be taken for dead."""
    when_it_waits: Callable[[], None] = lambda: None
    """What puts right what fails, once the bot can do nothing but wait for it."""
    _process: Process | None = None
    _office: Office | None = None

    def __post_init__(self) -> None:
        self.looking = Database(self.address, {SEALER: self.sealer})
        """For whoever judges; nothing dies of it."""

    @property
    def process(self) -> Process:
        assert self._process is not None
        return self._process

    async def start(self) -> None:
        """As a new process on what the one before has left."""
        asyncio.get_running_loop().set_exception_handler(bury_quietly)
        points, database = Failpoints(), Database(self.address, {SEALER: self.sealer})
        async with database.write() as connection:
            engine = connection.engine
            connections = [(await connection.get_raw_connection()).driver_connection]
            if database.is_sqlite:
                await release_leases(connection)
        points.watch(engine.sync_engine)
        event.listen(engine.sync_engine, "connect", lambda _, made: connections.append(made.driver_connection))
        outside = nobody_outside(self.clock, self.teams.teams)
        session = self.teams.heard_by(points)
        tokens = SendingTokens(session, self.clock, login_url="", app_tenant="", app_id="", app_password=SecretStr(""))
        addresses = ServiceAddresses(("smba.trafficmanager.net",), any_loopback=False)
        connector = Connector(session, tokens, addresses, Pacing((), ()), self.clock, "28:bot")
        bot = bootstrap(
            Settings(connector_url=URL, _env_file=None),
            database,
            replace(outside, teams=connector, lasting=self.leases),
            sealer=self.sealer,
            pseudonymiser=self.pseudonymiser,
            directory=Shelf(DIRECTORY),
        )
        self._process = Process(bot, points, database, engine, connections, asyncio.all_tasks())
        bot.delivery.start()
        self.office.services = bot.services

    @property
    def office(self) -> Office:
        """The office whose people do things here, in each life of the bot the same one."""
        if self._office is None:
            pipeline, delivery = cast("Pipeline", self), cast("Delivery", self)
            self._office = Office(self.process.bot.services, pipeline, delivery, self.teams.teams, self.clock)
        return self._office

    async def stop(self) -> None:
        """After the test."""
        await self.process.gone()
        await self.looking.close()

    async def handle(self, turn: Turn) -> Answer:
        """Teams sends a turn, again when it is not answered."""
        self.turns.append(turn)
        for _ in range(TURN_AGAIN):
            process = self.process
            handling = asyncio.create_task(self._answered(process, turn))
            dying = asyncio.create_task(process.points.died.wait())
            await asyncio.wait((handling, dying), return_when=asyncio.FIRST_COMPLETED)
            dying.cancel()
            if process.points.died.is_set():
                await self._come_back()
            elif handling.exception() is None:
                return handling.result()
            else:  # the door answers 503
                self.when_it_waits()
        return NoAnswer()

    async def run_until_idle(self) -> None:
        """Until nothing waits to be delivered, whatever dies meanwhile."""
        for pauses in range(PAUSES):
            delivery, died = self.process.bot.delivery, self.process.points.died
            looks = 0
            beside = self.beside or self
            while not (
                (delivery.is_waiting and beside.process.bot.delivery.is_waiting) or died.is_set()
            ):  # it tells nobody
                await asyncio.sleep(0.001)
                looks += 1
                if looks == LOOKS:
                    self.when_it_waits()
            if pauses == FAILED_PAUSES:
                self.when_it_waits()
            if died.is_set():
                await self._come_back()
                continue
            if not await self._waiting():
                self.teams.nothing_under_way()
                return
            self.clock.now += PAUSE
            self.leases.now += PAUSE
            delivery.wake()
        raise StuckError

    async def lose_database(self) -> None:
        """PostgreSQL ends all connections of the bot."""
        async with self.looking.read() as connection:
            await connection.execute(_END_OTHERS)

    async def _answered(self, process: Process, turn: Turn) -> Answer:
        answer = await process.bot.pipeline.handle(turn)
        process.points.reach("before the answer")
        return answer

    async def _waiting(self) -> int:
        async with self.looking.read() as connection:
            waiting = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == "pending")
            return int((await connection.execute(waiting)).scalar_one())

    async def _come_back(self) -> None:
        self.deaths += 1
        await self.process.gone()
        async with self.looking.read() as connection:
            self.teams.one_died(set((await connection.execute(select(POST.c.activity_id))).scalars()))
        await self.start()
