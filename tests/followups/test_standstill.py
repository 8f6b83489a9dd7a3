"""A follow-up whose day passed while the bot stood still."""

import pytest

from bot.followups import reminding, setting
from bot.retention import offering, store, wiping
from bot.timers.running import Timers
from tests.retention.closed import closed_matter, people
from tests.turns.office import Office, Person

# What is stored of a follow-up is told on both databases in tests/story/test_followups.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def stands_still(office: Office, days: float) -> None:
    """So long nothing is done; then everything that is due."""
    office.clock.forward(days=days)
    handlers = {setting.KIND: reminding.remind, store.OFFER: offering.offer, store.WIPE: wiping.wipe}
    await Timers(office.services, handlers).run_due()
    await office.delivery.run_until_idle()


def reminders(person: Person) -> int:
    return sum("Siirrä viikolla" in one.words for one in person.sees())


async def test_what_has_become_due_in_a_standstill_that_ends_at_the_weekend_waits_for_monday(
    kept_office: Office,
) -> None:
    await closed_matter(kept_office, followup_on="2026-12-30")
    liisa, maija, _ = people(kept_office)
    await stands_still(kept_office, days=39.2)  # Saturday 2.1.
    assert reminders(liisa) == reminders(maija) == 0
    await stands_still(kept_office, days=1.8)
    assert reminders(liisa) == reminders(maija) == 1


async def test_a_matter_that_is_about_to_be_wiped_is_offered_but_its_follow_up_not_reminded_of(
    kept_office: Office,
) -> None:
    await closed_matter(kept_office, followup_on="2026-12-30")
    liisa, maija, _ = people(kept_office)
    await stands_still(kept_office, days=400)
    assert reminders(liisa) == reminders(maija) == 0
    assert any("Tiedot poistetaan Kuntayhteydestä" in one.words for one in liisa.sees())
    await stands_still(kept_office, days=2)
    assert "rusetti" not in await kept_office.everything_stored()


async def test_a_follow_up_that_still_keeps_its_matter_is_reminded_of_however_late(kept_office: Office) -> None:
    await closed_matter(kept_office, followup_on="2026-12-30")
    liisa, maija, _ = people(kept_office)
    await stands_still(kept_office, days=62)  # Monday 25.1., long after the usual thirty days
    assert reminders(liisa) == reminders(maija) == 1
    await liisa.presses(liisa.card_of("consultation.followup"), "consultation.followup", step="week")
    await stands_still(kept_office, days=2)
    assert "rusetti" in await kept_office.everything_stored()
