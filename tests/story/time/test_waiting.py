"""What happens by itself while nobody takes a question."""

import pytest

from tests.story.time.days import QUESTION, Days

pytestmark = pytest.mark.asyncio(loop_scope="package")
WAITS = "odottaa yhä: kukaan ei ole ottanut sitä."


async def test_nobody_is_reminded_before_two_working_hours(days: Days) -> None:
    await days.asked()
    await days.passes(hours=1.9)
    for person in (days.maija, days.kalle, days.otto):
        assert await days.heard(person, WAITS) == 0


async def test_everybody_who_was_asked_is_reminded_after_two_working_hours(days: Days) -> None:
    label = await days.asked()
    await days.passes(hours=2.1)
    for person in (days.maija, days.kalle, days.otto):
        assert await days.heard(person, f"{label} {WAITS}") == 1


async def test_the_deputy_is_asked_after_four_working_hours(days: Days) -> None:
    await days.asked(receiver="11-01")
    await days.passes(hours=4.1)
    received = await days.kalle.wait_for_card("consultation.claim", timeout_s=0)
    assert received.says(QUESTION)
    assert await days.heard(days.liisa, "Se lähetettiin nyt myös näille: Kalle Malli.") == 1


async def test_the_asker_always_reads_what_happens_next(days: Days) -> None:
    await days.asked(receiver="11-01")
    assert await days.heard(days.liisa, "siitä muistutetaan ti 24.11. klo 11.12.") == 1
    before = len(await days.liisa.messages())
    await days.passes(hours=2.1)
    assert await days.heard(days.liisa, "siitä muistutetaan") == 0
    assert await days.heard(days.liisa, "se lähtee myös sijaisille ti 24.11. klo 13.12.") == 1
    assert len(await days.liisa.messages()) == before
    await days.presses(days.maija, "Otan tämän")
    assert await days.heard(days.liisa, "Jos kukaan ei ota") == 0
    assert await days.heard(days.liisa, "Jos vastausta ei tule, siitä muistutetaan ti 24.11. klo 15.") == 1
    await days.says(days.maija, "Kyllä voi.")
    assert await days.heard(days.liisa, "Jos vastausta ei tule") == 0
