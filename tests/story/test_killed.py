"""The main job while the bot is killed at every step: nothing is lost, nothing is doubled, all cards stay in step."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.demo import demo_world
from bot.local_teams.local_app import LocalTeams, Options, local_teams
from bot.local_teams.people.on_screen import Seen, told
from bot.local_teams.people.teams_client import Persona, personas
from bot.privacy.sealing import Sealer
from bot.privacy.secrets import local_secrets
from config.database import Database
from tests.privacy.unsealing import in_clear
from tests.story.killed_bot import KilledBot
from tests.story.town import APP_ID
from tests.story.wire import Wire, wire_to

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

LIISA, MAIJA = "Liisa Näyte", "Maija Esimerkki"
PATIENCE_S = 60.0
Words = tuple[str, ...]


@dataclass
class MortalTown:
    """Local Teams, which goes on, and a bot which does not."""

    teams: LocalTeams
    bot: KilledBot
    wire: Wire
    database: Database
    sealer: Sealer
    people: dict[str, Persona]

    @property
    def liisa(self) -> Persona:
        return self.people[LIISA]

    @property
    def maija(self) -> Persona:
        return self.people[MAIJA]

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.database.read() as connection:
            return [in_clear(self.sealer, row) for row in await connection.execute(text(query))]

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not await holds():
            assert time.monotonic() < ends, f"never came true: {holds.__qualname__}"
            await asyncio.sleep(0.03)

    async def everything_is_delivered(self) -> None:
        """In both directions: no activity of this step can come to the bot any more, and nothing of the bot's waits."""

        async def nothing_waits() -> bool:
            await self.teams.settled()
            return not self.wire.under_way and not await self.rows("SELECT id FROM outbox WHERE state = 'pending'")

        await self.until(nothing_waits)

    async def delivery_is_under_way(self) -> None:
        async def something_is_claimed() -> bool:
            return bool(await self.rows("SELECT id FROM outbox WHERE leased_until IS NOT NULL"))

        await self.until(something_is_claimed)

    def teams_takes_nothing(self) -> None:
        """What the bot sends into chats hangs for a while and is then refused: it stays undelivered."""
        for person in self.people.values():
            hanging = {"slow_ms": 8000, "refuse": "ServiceUnavailable", "conversation": self.chat_of(person)}
            self.teams.faults.put(hanging)

    def teams_takes_one_and_does_not_say_so(self, person: Persona) -> None:
        """The next message into this chat arrives there, but the bot never learns of it."""
        self.teams.faults.put({"lose_answer": 1, "conversation": self.chat_of(person)})

    def chat_of(self, person: Persona) -> str:
        return self.teams.world.personal(person.aad_id).id

    async def bot_dies(self) -> None:
        self.wire.bot_is_up.clear()
        await self.bot.kill()

    async def bot_comes_back(self) -> None:
        """On PostgreSQL the leases of the dead are made to end now instead of after a minute and a half."""
        self.teams.faults.clear()
        if not self.database.is_sqlite:
            async with self.database.write() as connection:
                await connection.execute(text("UPDATE outbox SET leased_until = NULL WHERE state = 'pending'"))
        await self.bot.start()
        self.wire.bot_is_up.set()


@pytest.fixture
async def town(
    database: Database, database_url: str, sealer: Sealer, sealing_key: str, tmp_path: Path
) -> AsyncIterator[MortalTown]:
    async with AsyncExitStack() as stack:
        world = demo_world()
        options = Options(app_id=APP_ID, app_password="a-secret-of-the-test", redeliver_after_s=PATIENCE_S, pause_s=0.1)
        teams = await stack.enter_async_context(local_teams(world, options))
        secrets = local_secrets(tmp_path / "secrets.env")
        environment = teams.settings() | {
            "KUNTAYHTEYS_DATABASE_URL": database_url,
            "KUNTAYHTEYS_KEYS": sealing_key,
            "KUNTAYHTEYS_PEPPER": secrets.pepper,
        }
        bot = KilledBot(environment, tmp_path)
        stack.push_async_callback(bot.stop)
        wire = await stack.enter_async_context(wire_to(bot.url))
        teams.connect(wire.url)
        found = await stack.enter_async_context(personas(teams.page_url, *(user.aad_id for user in world.users)))
        town = MortalTown(
            teams, bot, wire, database, sealer, dict(zip([user.name for user in world.users], found, strict=True))
        )
        await town.bot_comes_back()
        yield town


async def consult(town: MortalTown) -> None:
    await town.liisa.say("/consult Eksote asumismenot")


async def send(town: MortalTown) -> None:
    await town.liisa.press(
        await town.liisa.wait_for_card("consultation.send"), "consultation.send", question="Voiko alue auttaa?"
    )


async def claim(town: MortalTown) -> None:
    await town.maija.press(await town.maija.wait_for_card("consultation.claim"), "consultation.claim")


async def answer(town: MortalTown) -> None:
    await town.maija.say("Kyllä voi.")


async def thank(town: MortalTown) -> None:
    await town.liisa.say("Kiitos.")


async def close(town: MortalTown) -> None:
    await town.liisa.press(await town.liisa.wait_for_card("consultation.close"), "Kyllä, tuli")


@dataclass(frozen=True)
class Step:
    """What somebody does, and all that each person then sees: words of each message, oldest first."""

    act: Callable[[MortalTown], Awaitable[None]]
    asker: Sequence[Words]
    taker: Sequence[Words]
    colleague: Sequence[Words]


COMMAND = ("/consult Eksote asumismenot",)
TAKEN = (f"{MAIJA} otti kysymyksen K-1001.",)
RELAYED = ("K-1001 · asumismenot", "Kyllä voi.")
THANKED = ("K-1001 · asumismenot", "Kiitos.")
SENT_BY_MAIJA = (("Kyllä voi.",), ("Viesti on lähetetty kysymykseen K-1001.", "Liisa Näyte"))
SENT_BY_LIISA = (("Kiitos.",), ("Viesti on lähetetty kysymykseen K-1001.", MAIJA))
STORY = (
    Step(consult, [COMMAND, ("Tulkittu: Etelä-Karjala · asumismenot",)], [], []),
    Step(
        send,
        [COMMAND, ("K-1001", "Kukaan ei ole vielä ottanut kysymystä")],
        [("Uusi", "Kela kysyy: asumismenot")],
        [("Uusi", "Kela kysyy: asumismenot")],
    ),
    Step(
        claim,
        [COMMAND, ("Otettu", f"{MAIJA} otti tämän"), TAKEN],
        [("Otettu", "Kela kysyy: asumismenot")],
        [("Otettu", f"{MAIJA} otti tämän")],
    ),
    Step(
        answer,
        [COMMAND, ("Vastattu", f"{MAIJA} vastasi"), TAKEN, RELAYED],
        [("Vastattu", "Kyllä voi."), *SENT_BY_MAIJA],
        [("Vastattu", f"{MAIJA} otti tämän")],
    ),
    Step(
        thank,
        [COMMAND, ("Vastattu", f"{MAIJA} vastasi"), TAKEN, RELAYED, *SENT_BY_LIISA],
        [("Vastattu", "Liisa Näyte kirjoitti"), *SENT_BY_MAIJA, THANKED],
        [("Vastattu", f"{MAIJA} otti tämän")],
    ),
    Step(
        close,
        [COMMAND, ("Suljettu", "Vastaus tuli"), TAKEN, RELAYED, *SENT_BY_LIISA],
        [("Suljettu", "Vastaus tuli"), *SENT_BY_MAIJA, THANKED, ("Liisa Näyte sulki kysymyksen K-1001",)],
        [("Suljettu", "Kysymys on suljettu")],
    ),
)


async def when_all_is_delivered(town: MortalTown, step: Step) -> None:
    """The bot dies with nothing left to do."""
    await step.act(town)
    await town.everything_is_delivered()
    await town.bot_dies()
    await town.bot_comes_back()


async def before_delivery(town: MortalTown, step: Step) -> None:
    """The bot has answered and dies while its messages are on their way but not taken."""
    town.teams_takes_nothing()
    await step.act(town)
    await town.delivery_is_under_way()
    await town.bot_dies()
    await town.bot_comes_back()


async def before_the_answer(town: MortalTown, step: Step) -> None:
    """The change is stored, then the bot dies: Teams gets no answer and delivers the activity again."""
    town.teams_takes_nothing()
    before = len(town.wire.carried)
    town.wire.when_answered = town.bot_dies
    await step.act(town)
    await town.bot_comes_back()
    await town.everything_is_delivered()
    first, *again = town.wire.carried[before:]
    assert first in again


MOMENTS = [when_all_is_delivered, before_delivery, before_the_answer]


@pytest.mark.parametrize("dies", MOMENTS, ids=lambda one: one.__name__)
async def test_killed_at_every_step(town: MortalTown, dies: Callable[[MortalTown, Step], Awaitable[None]]) -> None:
    for step in STORY:
        await dies(town, step)
        await everybody_sees(town, step)
    assert await town.rows("SELECT number, state, outcome FROM consultation") == [(1001, "closed", "answered")]
    assert await town.rows("SELECT text FROM consultation_message ORDER BY id") == [("Kyllä voi.",), ("Kiitos.",)]
    assert {state for (state,) in await town.rows("SELECT state FROM post")} == {"delivered"}


async def test_a_message_taken_as_the_bot_died_comes_once_more_and_both_work(town: MortalTown) -> None:
    """Teams knows no repetition of a new message; see docs/decisions/0002. Everything else stays single."""
    await consult(town)
    await town.everything_is_delivered()
    town.teams_takes_one_and_does_not_say_so(town.maija)
    await send(town)
    await town.maija.wait_for_card("K-1001")
    await town.bot_dies()
    await town.bot_comes_back()
    await town.everything_is_delivered()

    first, second = await town.maija.cards()
    assert first.says("K-1001")
    assert second.says("K-1001")
    assert len(await town.liisa.messages()) == 2
    pressed = await town.maija.press(first, "consultation.claim")
    assert pressed.says("Otettu")
    await town.liisa.wait_for_card(f"{MAIJA} otti tämän")
    assert (await town.maija.wait_for_card("consultation.close")).says("Otettu")
    await town.everything_is_delivered()
    assert await town.rows("SELECT number, state FROM consultation") == [(1001, "taken")]
    assert sum(one.says("otti kysymyksen") for one in await town.liisa.messages()) == 1


async def everybody_sees(town: MortalTown, step: Step) -> None:
    await town.everything_is_delivered()
    asked = {name for (name,) in await town.rows("SELECT name FROM consultation_receiver")}
    for name, person in town.people.items():
        expected = (
            step.asker if name == LIISA else step.taker if name == MAIJA else step.colleague if name in asked else []
        )
        seen = await person.messages()
        assert len(seen) == len(expected), f"{name}:\n{told(seen)}"
        for message, words in zip(seen, expected, strict=True):
            assert _says(message, words), f"{name} does not read {words}:\n{told([message])}"


def _says(message: Seen, words: Words) -> bool:
    return all(message.says(one) for one in words)
