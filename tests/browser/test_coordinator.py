"""A coordinator at work in a browser: a spreadsheet attached and accepted, the directory taken out as a file."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.local_teams.local_app import LocalTeams
from tests.browser.test_two_people import opened, person, write
from tests.story.test_files import ROWS, workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


async def test_a_spreadsheet_is_attached_accepted_and_comes_back_in_an_export(
    browser: Browser, demo: LocalTeams, pictures: Path
) -> None:
    ritva_id = next(user.aad_id for user in demo.world.users.values() if user.name == "Ritva Keksitty")
    page = await opened(browser, demo, width=520, query=f"?personas={ritva_id}")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    ritva = await person(page, "Ritva Keksitty")
    await page.screenshot(path=pictures / "coordinator-begins.png")
    await ritva.locator("input[type=file]").set_input_files(
        {"name": "uudet.xlsx", "mimeType": "", "buffer": workbook(ROWS)}
    )
    await ritva.get_by_role("button", name="Lähetä").click()
    await expect(ritva.get_by_role("button", name="Hyväksy")).to_be_visible()
    await expect(ritva.get_by_text("Elina Uusimalli").first).to_be_visible()
    await page.screenshot(path=pictures / "coordinator-change.png")
    await ritva.get_by_role("button", name="Hyväksy").click()
    await expect(ritva.get_by_role("button", name="Hyväksy")).to_have_count(0)
    await page.screenshot(path=pictures / "coordinator-accepted.png")

    await write(ritva, "/yhteys vie csv")
    await ritva.get_by_role("button", name="Salli").click()
    async with page.expect_download() as waiting:
        await ritva.locator(".filecard").get_by_role("link").click()
    saved = await (await waiting.value).path()
    assert "elina.uusimalli@ekhva.example" in saved.read_text(encoding="utf-8-sig")
    await page.screenshot(path=pictures / "coordinator-export.png")
    assert problems == []
    await page.close()
