"""Closed matters in the office, and the timers of their retention."""

from bot.jobs.housekeeping import forget_old
from bot.retention import offering, store, wiping
from bot.timers.running import Timers
from tests.turns.office import Office, Person

CODE = "010594Y9032"
QUESTION = "Voiko alue auttaa, kun Ilmatar muuttaa?"
SAID = (QUESTION, "Kyllä, rusettivastaus.", "Kiitos, rusettikiitos.", "Rusettisyy.", "Muista rusetti.")


def people(office: Office) -> tuple[Person, Person, Person]:
    """The asker, who takes it, and who passes it on."""
    return office.of("KELA", "Liisa"), office.contact("Maija Esimerkki"), office.contact("Kalle Malli")


async def closed_matter(office: Office, **closing: str) -> None:
    """K-1001: asked by Liisa at Kela on Tuesday 24.11.2026, passed on by Kalle, answered by Maija, closed."""
    liisa, maija, kalle = people(office)
    await liisa.asks("Eksote asumismenot", QUESTION, basis="evident_need", client=CODE)
    await kalle.presses(kalle.main_card(), "consultation.release", reason=SAID[3])
    await maija.presses(maija.main_card(), "consultation.claim")
    await maija.types(SAID[1])
    await liisa.types(SAID[2])
    chosen = {"outcome": "kela_can_decide", **closing}
    await liisa.presses(liisa.card_of("consultation.close"), "consultation.close", **chosen)
    assert await office.rows("SELECT state FROM consultation WHERE number = 1001") == [("closed",)]


async def what_is_due(office: Office) -> None:
    """Runs the timers of retention as the bot does, and delivers."""
    await Timers(office.services, {store.OFFER: offering.offer, store.WIPE: wiping.wipe}).run_due()
    await office.delivery.run_until_idle()


async def until(office: Office, **forward: float) -> None:
    """Time passes, and what has become due is done."""
    office.clock.forward(**forward)
    await what_is_due(office)


async def tidied(office: Office) -> None:
    """The hourly tidying up."""
    await forget_old(office.services.database, office.clock())
