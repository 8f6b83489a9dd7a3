"""The office in which time passes: what is due is done, and what it sends arrives."""

from dataclasses import replace

from bot.consultation.reminding.nudging import Nudges
from bot.consultation.waiting import clocks
from bot.escalation import escalating
from bot.timers.running import Timers
from bot.turns.services import Services
from directory.people.contacts import DirectoryId
from directory.people.presence import Presence, PresenceReading
from tests.turns.office import Office, Person

QUESTION = "Voiko alue osallistua vuokraan?"


async def time_passes(office: Office, services: Services | None = None, **amount: float) -> None:
    """Moves the clock and does what is due then."""
    office.clock.forward(**amount)
    used = services or office.services
    await Timers(used, {clocks.KIND: escalating.escalate}).run_due()
    await Nudges(used).run_due()
    await office.delivery.run_until_idle()


async def asked(office: Office, query: str = "Eksote asumismenot") -> Person:
    """Liisa asks; Maija, who is among those asked."""
    await office.of("KELA", "Liisa").asks(query, QUESTION)
    return office.contact("Maija Esimerkki")


def with_presence(office: Office, value: Presence) -> Services:
    """Everybody has this presence."""

    async def presence_of(people: object) -> dict[DirectoryId, PresenceReading]:
        assert isinstance(people, tuple)
        return {one: PresenceReading(value, office.clock()) for one in people}

    return replace(office.services, presence_of=presence_of)


def reminders(person: Person) -> int:
    """How many reminders the person has got, by their button."""
    return sum("odottaa yhä" in one.words for one in person.sees())
