"""Files, tables and colleagues on the page: attached, pasted, picked, and a file that the bot offers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, expect

from tests.browser.test_page import bot_sends, column, data_of_press, value
from tests.local_teams.test_files import OFFER, attachments
from tests.local_teams.towns import AINO, BENGT, Json, Town, card, execute, town, with_card

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

TABLE = (
    "<html><body><table><tr><td>Nimi</td><td>Paikka</td></tr><tr><td>Eva</td><td>Åbo</td></tr></table></body></html>"
)
PASTE = """([field, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Nimi\\tPaikka");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def here() -> AsyncIterator[Town]:
    """Local Teams without tokens."""
    async with town() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def aino(here: Town, browser: Browser) -> AsyncIterator[Locator]:
    """Aino's column; anything that goes wrong in the page's own code fails the test."""
    page = await browser.new_page(viewport={"width": 480, "height": 800})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"{here.teams.page_url}/?personas={AINO}&theme=light")
    yield column(page, "Aino Aalto")
    assert problems == []
    await page.close()


async def test_a_file_is_attached_taken_off_and_sent(here: Town, aino: Locator, pictures: Path) -> None:
    picker = aino.locator("input[type=file]")
    chosen: list[FilePayload] = [{"name": name, "mimeType": "", "buffer": b"rows"} for name in ("a.csv", "list.xlsx")]
    await picker.set_input_files(chosen)
    await aino.get_by_role("button", name="Poista a.csv").click()
    await expect(aino.get_by_text("a.csv")).to_have_count(0)
    await aino.page.screenshot(path=pictures / "attached.png")
    await aino.get_by_role("button", name="Lähetä").click()
    await expect(aino.locator(".message").get_by_role("link", name="list.xlsx")).to_be_visible()
    await expect(aino.locator(".tray")).to_be_hidden()
    assert [one.get("name") for one in attachments(here.bot.last())] == ["list.xlsx", None]


async def test_a_table_pasted_into_the_field_is_sent_as_a_table(here: Town, aino: Locator, pictures: Path) -> None:
    field = aino.get_by_placeholder("Kirjoita viesti")
    await field.fill("/contact import")
    await field.evaluate("(field, html) => (" + PASTE + ")([field, html])", TABLE)
    await expect(aino.get_by_text("Taulukko, 2 riviä")).to_be_visible()
    await field.press("Enter")
    await expect(aino.get_by_role("cell", name="Åbo")).to_be_visible()
    await aino.page.screenshot(path=pictures / "table.png")
    page = attachments(here.bot.last())[-1]["content"]
    assert isinstance(page, str)
    assert "<td>Eva</td><td>Åbo</td>" in page


async def test_pasted_words_stay_words(here: Town, aino: Locator) -> None:
    field = aino.get_by_placeholder("Kirjoita viesti")
    await field.evaluate("(field, html) => (" + PASTE + ")([field, html])", "<p>words</p>")
    await expect(aino.locator(".tray")).to_be_hidden()


async def test_an_offered_file_is_allowed_once(here: Town, aino: Locator, pictures: Path) -> None:
    await bot_sends(here, AINO, OFFER)
    await expect(aino.get_by_text("All people")).to_be_visible()
    await aino.page.screenshot(path=pictures / "offer.png")
    await aino.get_by_role("button", name="Salli").click()
    await expect(aino.get_by_text("Tiedosto on hyväksytty.")).to_be_visible()
    await expect(aino.get_by_role("button", name="Salli")).to_have_count(0)
    assert value(here.bot.last())["action"] == "accept"


async def test_a_file_given_by_the_bot_is_saved(here: Town, aino: Locator) -> None:
    await bot_sends(here, AINO, OFFER)
    await aino.get_by_role("button", name="Salli").click()
    await expect(aino.get_by_text("Tiedosto on hyväksytty.")).to_be_visible()
    upload = value(here.bot.last())["uploadInfo"]
    assert isinstance(upload, dict)
    async with here.http.put(upload["uploadUrl"], data=b"12345", headers={"Content-Range": "bytes 0-4/5"}) as answer:
        assert answer.status == 201
    info: Json = {
        "contentType": "application/vnd.microsoft.teams.card.file.info",
        "contentUrl": upload["contentUrl"],
        "name": upload["name"],
        "content": {"uniqueId": upload["uniqueId"], "fileType": "xlsx"},
    }
    await bot_sends(here, AINO, {"type": "message", "attachments": [info]})
    async with aino.page.expect_download() as waiting:
        await aino.get_by_role("link", name="people.xlsx").click()
    saved = await (await waiting.value).path()
    assert saved.read_bytes() == b"12345"


async def test_a_colleague_is_picked(here: Town, aino: Locator, pictures: Path) -> None:
    picker: Json = {
        "type": "Input.ChoiceSet",
        "id": "person",
        "label": "Person",
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
    }
    await bot_sends(here, AINO, with_card(card(execute("add", "Add"), body=(picker,))))
    await aino.get_by_role("combobox", name="Person").press_sequentially("beng")
    option = aino.get_by_role("option", name="Bengt Berg")
    await expect(option).to_be_visible()
    await aino.page.screenshot(path=pictures / "picker.png")
    await option.click()
    await aino.get_by_role("button", name="Add").click()
    await expect(aino.get_by_role("button", name="Add")).to_be_enabled()
    assert data_of_press(here)["person"] == BENGT
