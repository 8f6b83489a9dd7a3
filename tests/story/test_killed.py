"""The main job while the bot is killed at every turn: nothing is lost, nothing is doubled, all cards in step."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.demo import demo_world
from bot.local_teams.app import Options, local_teams
from bot.local_teams.client import Persona, personas
from bot.local_teams.seen import Seen
from bot.privacy.secrets import local_secrets
from config.database import Database
from story.killed_bot import KilledBot
from story.town import APP_ID
from story.wire import Wire, wire_to

@dataclass
class Mortal:
    bot: KilledBot
    wire: Wire
    database: Database
    liisa: Persona
    maija: Persona
    kalle: Persona

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.database.read() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]

    async def all_delivered(self) -> None:
        ends = time.monotonic() + 20
        while await self.rows("SELECT id FROM outbox WHERE state = 'pending'"):
            assert time.monotonic() < ends
            await asyncio.sleep(0.03)


@pytest.fixture
async def place(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Mortal]:
    async with AsyncExitStack() as stack:
        world = demo_world()
        options = Options(app_id=APP_ID, app_password="a-secret-of-the-test", redeliver_after_s=3)
        teams = await stack.enter_async_context(local_teams(world, options))
        secrets = local_secrets(tmp_path / "secrets.env")
        environment = teams.settings() | {
            "KUNTAYHTEYS_DATABASE_URL": database_url,
            "KUNTAYHTEYS_KEYS": ",".join(secrets.keys),
            "KUNTAYHTEYS_PEPPER": secrets.pepper,
        }
        bot = KilledBot(environment, tmp_path)
        stack.push_async_callback(bot.stop)
        wire = await stack.enter_async_context(wire_to(bot.url))
        teams.connect(wire.url)
        names = ("Liisa Näyte", "Maija Esimerkki", "Kalle Malli")
        ids = [next(user.aad_id for user in world.users if user.name == name) for name in names]
        people = await stack.enter_async_context(personas(teams.page_url, *ids))
        await bot.start()
        wire.bot_is_up.set()
        yield Mortal(bot, wire, database, *people)


async def test_look(place: Mortal) -> None:
    async def show(label):
        await place.all_delivered()
        print("=====", label)
        for p in (place.liisa, place.maija, place.kalle):
            for m in await p.messages():
                print("  ", p.aad_id[:4], m.sender, m.verbs, "|".join(m.texts)[:170])
    await place.liisa.say("/consult Eksote asumismenot")
    await show("consult")
    form = await place.liisa.wait_for_card("consultation.send")
    await place.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    await show("send")
    t=time.time(); await place.bot.kill(); await place.bot.start(); print("RESTART", time.time()-t)
    await place.maija.press(await place.maija.wait_for_card("consultation.claim"), "consultation.claim")
    await show("claim")
    await place.maija.say("Kyllä voi.")
    await show("reply")
    await place.liisa.say("Kiitos.")
    await show("reply2")
    await place.liisa.press(await place.liisa.wait_for_card("consultation.close"), "Kyllä, tuli")
    await show("close")
