"""Who acts in the stories and what they can look at: people by first name, the clock, the database."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Exists, exists, select, text

from bot.app import Running
from bot.jobs.schedule import Pace
from bot.local_teams.local_app import LocalTeams
from bot.local_teams.people.on_screen import told
from bot.local_teams.people.teams_client import Persona
from bot.outbox.held import IS_HELD
from bot.outbox.outbox_queue import OUTBOX, POST
from bot.privacy.secrets import local_secrets
from bot.tables import metadata
from bot.timers import rounds
from bot.timers.timer_queue import TIMER
from config.settings import Settings
from tests.privacy.unsealing import in_clear
from tests.story.ticking import HAPPENINGS, OFTEN

APP_ID = "6b1f3f0e-3a54-4f0c-9a67-0d6f1f4c2a11"
TUESDAY_MORNING = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""9.12 in Finland, a working day."""
PATIENCE_S = 60.0
"""What has to come comes within this time on any machine: nobody waits so long unless something is wrong."""
PAUSE_S = 0.02
"""Between two looks whether it has."""
QUICK = Pace(timers=OFTEN, directory=OFTEN)
"""How often a story's bot may look whether something is due; see tests/story/ticking.py."""


@dataclass
class MovingClock:
    """Begins at a fixed moment, runs on by itself, and can be moved forward."""

    start: datetime = TUESDAY_MORNING
    began: float = field(default_factory=time.monotonic)
    moved: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.start + self.moved + timedelta(seconds=time.monotonic() - self.began)

    def forward(self, **amount: float) -> None:
        self.moved += timedelta(**amount)
        HAPPENINGS.count += 1


@dataclass(repr=False)  # the event loop writes out what a fixture gives, each time
class Town:
    """The people by first name, and the two servers."""

    teams: LocalTeams
    bot: Running
    clock: MovingClock
    people: dict[str, Persona]

    def __getattr__(self, name: str) -> Persona:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database holds, sealed texts in clear."""
        async with self.bot.services.database.read() as connection:
            found = await connection.execute(text(query))
            return [in_clear(self.bot.services.sealer, row) for row in found]

    async def settle(self) -> None:
        """What is due is done, and what it sends has arrived."""
        ends = time.monotonic() + PATIENCE_S
        while True:
            await self.bot.ticker.tick("timers")
            while await self._unsent():
                assert time.monotonic() < ends, "what is to be sent does not arrive"
                await asyncio.sleep(PAUSE_S)
            if not await self._due():
                return
            assert time.monotonic() < ends, "something that is due is not done"

    async def nothing_comes(self, *people: Persona) -> None:
        """Nothing that is due now but the rounds, and nothing still under way, is a new message to any of these."""
        before = [{one.id for one in await person.messages()} for person in people]
        await self.settle()
        for person, known in zip(people, before, strict=True):
            new = [one for one in await person.messages() if one.id not in known]
            assert not new, told(new)

    async def everything_stored(self) -> str:
        """All columns of all rows of all tables as one text, for looking whether something is stored anywhere."""
        return "\n".join([str(await self.rows(f"SELECT * FROM {name}")) for name in metadata().tables])  # noqa: S608

    async def _due(self) -> bool:
        now = self.clock()
        due = (TIMER.c.state == "pending") & (TIMER.c.due_at <= now)
        now_too = TIMER.c.retry_at.is_(None) | (TIMER.c.retry_at <= now)
        return await self._is_there(exists().where(TIMER.c.kind != rounds.KIND, due, now_too))

    async def _unsent(self) -> bool:
        of_it = POST.c.id == OUTBOX.c.post_id
        return await self._is_there(exists().where(of_it, OUTBOX.c.state == "pending", ~IS_HELD))

    async def _is_there(self, what: Exists) -> bool:
        async with self.bot.services.database.read() as connection:
            return bool(await connection.scalar(select(what)))


async def gone(person: Persona, part: str) -> None:
    """Waits until nothing the person sees says this any more; updates may be paced by a second or two."""
    ends = time.monotonic() + PATIENCE_S
    while any(one.says(part) for one in await person.messages()):
        assert time.monotonic() < ends, f"{part!r} is still to be seen"
        await asyncio.sleep(PAUSE_S)


FIRST_NAMES = {
    "liisa": "Liisa Näyte",
    "svea": "Svea Prov",
    "veikko": "Veikko Vieras",
    "maija": "Maija Esimerkki",
    "kalle": "Kalle Malli",
    "otto": "Otto Testi",
}


def settings_of_bot(teams: LocalTeams, database_url: str, folder: Path, turns_per_minute: int = 60) -> Settings:
    """The settings of a bot that trusts this Local Teams; its keys lie in the folder."""
    secrets = local_secrets(folder / "secrets.env")
    return Settings(
        database_url=database_url,
        port=0,
        app_id=APP_ID,
        app_password=SecretStr(teams.options.app_password),
        app_tenant=teams.options.app_tenant,
        openid_url=teams.openid_url,
        login_url=teams.login_url,
        graph_url=teams.graph_url,
        connector_url=teams.url,
        service_hosts=(f"127.0.0.1:{teams.port}",),
        file_hosts=(f"127.0.0.1:{teams.port}",),
        person_turns_per_minute=turns_per_minute,
        keys=tuple(SecretStr(key) for key in secrets.keys),
        pepper=SecretStr(secrets.pepper),
    )
