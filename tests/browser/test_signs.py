"""What a client tells by itself, in a browser: an open chat has been read, and somebody who writes is seen writing."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.local_teams.local_app import LocalTeams
from tests.browser.test_two_people import opened, person, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


async def test_the_asker_sees_that_it_was_seen_and_that_the_taker_is_writing(
    browser: Browser, demo: LocalTeams, pictures: Path
) -> None:
    page = await opened(browser, demo)
    liisa, maija = [await person(page, name) for name in ("Liisa Näyte", "Maija Esimerkki")]
    await write(liisa, "/consult Eksote asumismenot")
    await liisa.get_by_role("textbox", name="Kysymys").fill("Voiko alue osallistua vuokraan?")
    await liisa.get_by_role("button", name="Lähetä").first.click()
    await expect(liisa.get_by_text(re.compile("Nähty: .*Maija Esimerkki"))).to_be_visible()
    await page.screenshot(path=pictures / "seen.png")
    await maija.get_by_role("button", name="Otan tämän").click()
    await expect(liisa.get_by_role("heading", name="Maija Esimerkki otti tämän")).to_be_visible()
    await maija.get_by_placeholder("Kirjoita viesti").press_sequentially("Kyllä voi, ")
    await expect(liisa.get_by_text("kirjoittaa…")).to_be_visible()
    await page.screenshot(path=pictures / "typing.png")
    await write(maija, "Kyllä voi, lähetän lausunnon.")
    await expect(liisa.get_by_text("Kyllä voi, lähetän lausunnon.").last).to_be_visible()
    await expect(liisa.get_by_text("kirjoittaa…")).to_be_hidden()
    await expect(maija.get_by_text("Nähty").last).to_be_visible()
