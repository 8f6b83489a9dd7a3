"""The town with its clock in the story's hand: what is due is done at once, and then one can look."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.demo import demo_world
from bot.local_teams.people.teams_client import Persona
from bot.local_teams.world.seed import WorldSeed
from bot.tables import metadata
from bot.upkeep.organisations.switching_off import switch
from config.clock import HELSINKI
from directory.people.contacts import Absence, DirectoryContent
from directory.records.changes import put, without
from directory.stored.sample import sample_content
from directory.stored.store import current_version, save_content
from directory.time.calendar import helsinki_date
from tests.story.town import TUESDAY_MORNING, Town

QUESTION = "Voiko alue osallistua vuokraan?"
KEPT = {"directory_version", "organisation", "service_line", "area_rule", "absence"} | {
    f"contact{part}" for part in ("", "_area", "_municipality", "_topic")
}
"""The directory: it is made that of the sample again."""


@dataclass(repr=False)  # the event loop writes out what a fixture gives, each time
class Days:
    """The town, its people by first name, and its time."""

    town: Town
    samples: dict[date, tuple[DirectoryContent, int]] = field(default_factory=dict)
    """The sample directory of each day, and the version under which it was stored last."""

    def __getattr__(self, name: str) -> Persona:
        return self.town.people[name] if name in self.town.people else self._by_first_name(name)

    async def begin(self, moment: datetime = TUESDAY_MORNING) -> None:
        """Everything is forgotten, and it is this moment, with the sample directory of the day and all at work."""
        town = self.town
        await self.settle()
        clock = town.clock
        clock.start, clock.moved, clock.began = moment.astimezone(UTC), clock.moved * 0, time.monotonic()
        services = town.bot.services
        async with services.database.write() as connection:
            for table in reversed(metadata().sorted_tables):
                if table.name not in KEPT:
                    await connection.execute(table.delete())
            await connection.execute(text("UPDATE organisation SET switched_off = false"))
            await self._sample_of(connection, helsinki_date(clock()))
        await services.directory.refresh(services.database)
        town.teams.world.begin_anew(_at_their_desks(demo_world()))
        await town.bot.ticker.tick("rounds")

    async def begin_at(self, finnish: str) -> None:
        """The same, at a moment in Finnish time: `2026-12-23T13:00`."""
        await self.begin(_finnish(finnish))

    async def passes(self, **amount: float) -> None:
        """So much time goes by at once, as after a standstill; then what is due has been done and has arrived."""
        self.town.clock.forward(**amount)
        await self.settle()

    async def begin_again(self, finnish: str) -> None:
        """Only the clock is moved, back too: the directory stays as the story has made it."""
        self.town.clock.start, self.town.clock.moved = _finnish(finnish), self.town.clock.moved * 0
        self.town.clock.began = time.monotonic()

    async def to(self, finnish: str) -> None:
        """It becomes this moment in Finnish time at once."""
        await self.passes(seconds=(_finnish(finnish) - self.town.clock()).total_seconds() + 1)

    async def settle(self) -> None:
        """What is due is done, and what it sends has arrived."""
        await self.town.settle()

    async def asked(self, query: str = "Eksote asumismenot", by: Persona | None = None, /, **fields: str) -> str:
        """Somebody, by default Liisa, sends the form; what the question is called, e.g. `K-1001`."""
        asker = by or self.liisa
        await asker.say(f"/consult {query}")
        form = await asker.wait_for_card("consultation.send")
        await asker.press(form, "consultation.send", inputs={"question": QUESTION, **fields})
        await self.settle()
        ((number,),) = await self.rows("SELECT max(number) FROM consultation")
        return f"K-{number}"

    async def taken(self, query: str = "Eksote asumismenot", **fields: str) -> str:
        """Liisa asks and Maija takes it; what the question is called."""
        label = await self.asked(query, **fields)
        await self.presses(self.maija, "consultation.claim")
        return label

    async def presses(self, person: Persona, button: str, **inputs: str) -> None:
        """The newest card's button, by verb or title, and everything that comes of it."""
        card = await person.wait_for_card(button)
        await person.press(card, button, inputs=inputs)
        await self.settle()

    async def says(self, person: Persona, words: str) -> None:
        """A typed line, and everything that comes of it."""
        await person.say(words)
        await self.settle()

    async def heard(self, person: Persona, part: str) -> int:
        """How many messages of the bot the person has in which this can be read now."""
        return sum(one.by_bot and one.says(part) for one in await person.messages())

    async def change(self, change: Callable[[DirectoryContent], DirectoryContent]) -> None:
        """The directory becomes another one."""
        services = self.town.bot.services
        async with services.database.write() as connection:
            await save_content(connection, change(services.directory.current.content))
        await services.directory.refresh(services.database)

    async def change_contact(self, contact_id: str, **fields: object) -> None:
        """Something in a contact's entry."""
        contact = self.town.bot.services.directory.current.contacts[contact_id]
        await self.change(lambda known: put(known, replace(contact, **fields)))  # type: ignore[arg-type]

    async def remove(self, *contact_ids: str) -> None:
        """These contacts leave the directory."""
        contacts = self.town.bot.services.directory.current.contacts
        await self.change(lambda known: without(known, *(contacts[one] for one in contact_ids)))

    async def change_area(self, area: str, **fields: object) -> None:
        """Something in what an area has agreed."""
        rule = self.town.bot.services.directory.current.rule_on(area, helsinki_date(self.town.clock()))
        await self.change(lambda known: put(known, replace(rule, **fields)))  # type: ignore[arg-type]

    async def away(self, contact_id: str, first: str, last: str, deputy: str = "") -> None:
        """The contact is away on these days, `2026-11-24`."""
        absence = Absence(contact_id, date.fromisoformat(first), date.fromisoformat(last), deputy)
        await self.change(lambda known: put(known, absence))

    async def switch(self, organisation: str, *, off: bool) -> None:
        """Whoever runs the bot cuts an organisation off, or lets it in again."""
        services = self.town.bot.services
        async with services.database.write() as connection:
            await switch(connection, organisation, services.clock(), off=off)
        await services.directory.refresh(services.database)
        await self.settle()

    async def rounds(self) -> None:
        """A minute later the rounds that are due are gone, and what they send has arrived."""
        await self.passes(minutes=1.1)
        await self.town.bot.ticker.tick("rounds")
        await self.settle()

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database holds."""
        return await self.town.rows(query)

    async def run(self, statement: str) -> None:
        """Somebody changes the database by hand."""
        async with self.town.bot.services.database.write() as connection:
            await connection.execute(text(statement))

    async def _sample_of(self, connection: AsyncConnection, day: date) -> None:
        """The sample directory as it is on this day; nothing is written where it is that already."""
        known = self.samples.get(day)
        if known is not None and known[1] == await current_version(connection):
            return
        content = known[0] if known else sample_content(self.town.bot.services.reference, day)
        self.samples[day] = content, await save_content(connection, content)

    def _by_first_name(self, name: str) -> Persona:
        found = [one for full, one in self.town.people.items() if full.split()[0].lower() == name]
        if len(found) != 1:
            raise AttributeError(name)
        return found[0]


def _finnish(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


def _at_their_desks(seed: WorldSeed) -> WorldSeed:
    return replace(seed, users=tuple(replace(one, presence="Available") for one in seed.users))
