"""The whole job as two people do it side by side in a browser, by mouse and keyboard."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.local_teams.local_app import LocalTeams

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

QUESTION = "Vuokra ylittää asumisnormin. Onko asiakkaalla erityinen peruste asua nykyisessä asunnossa?"
CODE = "010594Y9032"


async def person(page: Page, name: str) -> Locator:
    """One person's column."""
    column = page.get_by_role("region", name=name, exact=True)
    await expect(column).to_be_visible()
    return column


async def write(column: Locator, text: str) -> None:
    field = column.get_by_placeholder("Kirjoita viesti")
    await field.fill(text)
    await field.press("Enter")


async def opened(browser: Browser, demo: LocalTeams, *, width: int = 1500, height: int = 1000, query: str = "") -> Page:
    page = await browser.new_page(viewport={"width": width, "height": height})
    await page.goto(f"{demo.page_url}/{query}")
    return page


async def test_the_whole_job_in_a_browser(browser: Browser, demo: LocalTeams, pictures: Path) -> None:
    page = await opened(browser, demo)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    liisa, maija, kalle = [await person(page, name) for name in ("Liisa Näyte", "Maija Esimerkki", "Kalle Malli")]

    await write(liisa, "/consult Eksote asumismenot")
    await expect(liisa.get_by_text("Aikuissosiaalityön yhteyshenkilöt")).to_be_visible()
    await expect(liisa.get_by_text("Kalle Malli · Varattu")).to_be_visible()
    await liisa.get_by_role("textbox", name="Kysymys").fill(QUESTION)
    await liisa.get_by_role("button", name="Lisää asiakas").click()
    await liisa.get_by_label("Peruste", exact=True).select_option("consent")
    await liisa.get_by_label("Jos peruste on suostumus").select_option("client-orally")
    await liisa.get_by_label("Henkilötunnus").fill(CODE)
    await page.screenshot(path=pictures / "form.png")
    await liisa.get_by_role("button", name="Lähetä").first.click()
    await expect(liisa.get_by_role("heading", name="Kukaan ei ole vielä ottanut kysymystä")).to_be_visible()

    await expect(maija.get_by_role("heading", name="Kela kysyy: asumismenot")).to_be_visible()
    await expect(kalle.get_by_role("heading", name="Kela kysyy: asumismenot")).to_be_visible()
    await maija.get_by_role("button", name="Otan tämän").click()
    await expect(liisa.get_by_role("heading", name="Maija Esimerkki otti tämän")).to_be_visible()
    await expect(kalle.get_by_role("heading", name="Maija Esimerkki otti tämän")).to_be_visible()

    await maija.get_by_role("button", name="Näytä asiakas").click()
    dialog = maija.get_by_role("dialog")
    await expect(dialog.get_by_text(CODE)).to_be_visible()
    await dialog.get_by_role("button", name="Sulje").click()
    await expect(page.get_by_text(CODE)).to_have_count(0)

    await write(maija, "On erityinen peruste. Lähetän lausunnon Kelmussa tänään.")
    await expect(liisa.get_by_text("On erityinen peruste. Lähetän lausunnon Kelmussa tänään.").last).to_be_visible()
    await write(liisa, "Kiitos! Ratkaisen hakemuksen, kun lausunto on perillä.")
    await expect(maija.get_by_text("Kiitos! Ratkaisen hakemuksen, kun lausunto on perillä.").last).to_be_visible()
    await expect(liisa.get_by_text("Maija Esimerkki vastasi").first).to_be_visible()
    await expect(maija.get_by_text("Liisa Näyte kirjoitti").first).to_be_visible()
    await page.screenshot(path=pictures / "two-people.png")

    await liisa.get_by_role("button", name="Suljen tämän").first.click()
    await liisa.get_by_label("Kela voi ratkaista asian").check()
    await liisa.get_by_role("button", name="Suljen tämän").last.click()
    await expect(liisa.get_by_text("Kela voi ratkaista asian").first).to_be_visible()
    await expect(maija.get_by_text("Liisa Näyte sulki kysymyksen K-1001").first).to_be_visible()
    await page.screenshot(path=pictures / "receipt.png")
    assert problems == []


async def test_what_is_being_typed_stays_when_something_else_changes(browser: Browser, demo: LocalTeams) -> None:
    page = await opened(browser, demo)
    liisa = await person(page, "Liisa Näyte")
    await write(liisa, "/consult Eksote asumismenot")
    question = liisa.get_by_role("textbox", name="Kysymys")
    await question.fill("Kesken oleva kysymys")
    await write(liisa, "/help")
    await expect(liisa.get_by_role("heading", name="Mitä voi kirjoittaa")).to_be_visible()
    await expect(question).to_have_value("Kesken oleva kysymys")


async def test_a_topics_own_fields_may_be_left_empty(browser: Browser, demo: LocalTeams) -> None:
    page = await opened(browser, demo)
    liisa = await person(page, "Liisa Näyte")
    await write(liisa, "/consult Eksote vuokrarästi")
    await liisa.get_by_role("textbox", name="Kysymys").fill("Vuokria on maksamatta. Onko maksusuunnitelmasta sovittu?")
    await liisa.get_by_role("button", name="Lähetä").first.click()
    await expect(liisa.get_by_role("heading", name="Kukaan ei ole vielä ottanut kysymystä")).to_be_visible()


async def test_two_tabs_stay_in_step(browser: Browser, demo: LocalTeams) -> None:
    pages = [await opened(browser, demo) for _ in range(2)]
    first, second = [await person(page, "Liisa Näyte") for page in pages]
    await write(first, "/help")
    await expect(second.get_by_role("heading", name="Mitä voi kirjoittaa")).to_be_visible()


async def test_a_correction_by_typing_into_the_search_fields(browser: Browser, demo: LocalTeams) -> None:
    page = await opened(browser, demo)
    liisa = await person(page, "Liisa Näyte")
    await write(liisa, "/consult Eksote asumismenot")
    await liisa.get_by_role("button", name="Korjaa").click()
    place = liisa.get_by_role("combobox", name="Alue tai kunta")
    await expect(place).to_have_value("Etelä-Karjala")
    await place.fill("imatralla")
    await liisa.get_by_role("option", name="Imatra (Etelä-Karjala)").click()
    await liisa.get_by_role("button", name="Hae").click()
    await expect(liisa.get_by_role("heading", name="Imatra · asumismenot")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1500, "dark"), (360, "light"), (360, "dark")])
async def test_nothing_is_cut_off(browser: Browser, demo: LocalTeams, pictures: Path, width: int, theme: str) -> None:
    page = await opened(browser, demo, width=width, height=780, query=f"?theme={theme}")
    liisa = await person(page, "Liisa Näyte")
    await write(liisa, "/consult Eksote asumismenot")
    await expect(liisa.get_by_text("Aikuissosiaalityön yhteyshenkilöt")).to_be_visible()
    await page.screenshot(path=pictures / f"form-{width}-{theme}.png")
    overflow = await liisa.locator(".card").first.evaluate("card => card.scrollWidth - card.clientWidth")
    assert overflow <= 0
