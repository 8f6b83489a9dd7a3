"""A coordinator adds a contact on the page: the typed line becomes a form, the people picker finds a colleague."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.local_teams.local_app import LocalTeams
from tests.browser.test_two_people import opened, person, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


async def test_a_contact_is_added_and_taken_back(browser: Browser, demo: LocalTeams, pictures: Path) -> None:
    ritva_id = next(user.aad_id for user in demo.world.users.values() if user.name == "Ritva Keksitty")
    page = await opened(browser, demo, width=520, height=1500, query=f"?personas={ritva_id}")
    ritva = await person(page, "Ritva Keksitty")
    await write(ritva, "/yhteys lisää Maija Uusi, maija.uusi@ekhva.example, Imatra, asumismenot, sijainen Kalle Malli")
    await expect(ritva.get_by_role("heading", name="Uusi yhteyshenkilö")).to_be_visible()
    await ritva.get_by_role("button", name="Näytä", exact=True).click()
    await expect(ritva.get_by_role("textbox", name="Erityisosaaminen")).to_be_visible()
    await page.screenshot(path=pictures / "contact-form.png")
    await ritva.get_by_role("button", name="Hyväksy").click()
    await expect(ritva.get_by_role("heading", name="Tallennettu")).to_be_visible()
    await expect(ritva.get_by_text("Maija Uusi")).not_to_have_count(0)
    await page.screenshot(path=pictures / "contact-saved.png")
    await ritva.get_by_role("button", name="Kumoa").click()
    await expect(ritva.get_by_role("heading", name="Kumottu. Tiedot ovat kuten ennen muutosta.")).to_be_visible()
