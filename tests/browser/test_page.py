"""The page itself, in a browser, with a bot that does as it is told: any bot's messages, cards and dialogs."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, expect

from tests.local_teams.towns import AINO, BENGT, CAI, Json, Town, card, execute, town, with_card

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CARD = "application/vnd.microsoft.card.adaptive"
FETCH: Json = {"type": "Action.Submit", "title": "Open", "data": {"msteams": {"type": "task/fetch"}}}
SAVE: Json = {"type": "Action.Submit", "title": "Save", "data": {"step": "save"}}
NOTE: Json = {"type": "Input.Text", "id": "note", "label": "Note"}


@pytest_asyncio.fixture(loop_scope="session")
async def here() -> AsyncIterator[Town]:
    """Local Teams without tokens."""
    async with town() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def page(here: Town, browser: Browser) -> AsyncIterator[Page]:
    """Aino and Bengt side by side; anything that goes wrong in the page's own code fails the test."""
    page = await browser.new_page(viewport={"width": 1200, "height": 800})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"{here.teams.page_url}/?personas={AINO},{BENGT}&theme=light")
    await expect(column(page, "Aino Aalto").get_by_role("log")).to_be_visible()
    yield page
    assert problems == []


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


async def write(who: Locator, text: str) -> None:
    field = who.get_by_placeholder("Kirjoita viesti")
    await field.fill(text)
    await field.press("Enter")


async def bot_sends(here: Town, aad_id: str, activity: Json) -> str:
    """The bot writes to somebody; the id of its message."""
    chat = await here.personal(aad_id)
    _, answer = await here.connector("POST", f"v3/conversations/{chat}/activities", activity)
    return str(answer["id"])


def value(activity: Json) -> Json:
    held = activity["value"]
    assert isinstance(held, dict)
    return held


def data_of_press(here: Town) -> Json:
    held = value(here.bot.last())["action"]
    assert isinstance(held, dict)
    return dict(held["data"])


class TestMessages:
    async def test_written_edited_deleted_and_brought_back(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        await write(aino, "Helo")
        await expect(aino.get_by_text("Helo")).to_be_visible()
        await aino.get_by_role("button", name="Muokkaa").click()
        await aino.get_by_label("Muokkaa viestiä").fill("Hello")
        await aino.get_by_role("button", name="Tallenna").click()
        await expect(aino.get_by_text("muokattu")).to_be_visible()
        await aino.get_by_role("button", name="Poista").click()
        await expect(aino.get_by_text("Viesti on poistettu")).to_be_visible()
        await aino.get_by_role("button", name="Kumoa poisto").click()
        await expect(aino.get_by_text("Hello", exact=True)).to_be_visible()
        kinds = [one["type"] for one in here.bot.heard]
        assert kinds == ["message", "messageUpdate", "messageDelete", "messageUpdate"]

    async def test_an_edit_given_up_changes_nothing(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        await write(aino, "As it is")
        await aino.get_by_role("button", name="Muokkaa").click()
        await aino.get_by_label("Muokkaa viestiä").fill("Other")
        await aino.get_by_label("Muokkaa viestiä").press("Escape")
        await expect(aino.get_by_text("As it is", exact=True)).to_be_visible()
        assert len(here.bot.heard) == 1

    async def test_a_bots_text_is_markdown_unless_it_says_otherwise(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        await bot_sends(here, AINO, {"type": "message", "text": "now **loud**"})
        await bot_sends(here, AINO, {"type": "message", "text": "as *typed*", "textFormat": "plain"})
        await expect(aino.locator(".bubble strong")).to_have_text("loud")
        await expect(aino.get_by_text("as *typed*")).to_be_visible()

    async def test_nothing_in_a_message_runs(self, here: Town, browser: Browser) -> None:
        """Also without the page's content security policy, which is only the second fence."""
        page = await browser.new_page(bypass_csp=True)
        await page.goto(f"{here.teams.page_url}/?personas={AINO}")
        aino = column(page, "Aino Aalto")
        await expect(aino.get_by_role("log")).to_be_visible()
        evil = "<img src=x onerror='document.title=`taken`'><a href='javascript:alert(1)'>link</a>"
        await bot_sends(here, AINO, {"type": "message", "text": evil, "textFormat": "xml"})
        block: Json = {"type": "TextBlock", "text": f"[go](javascript:alert(1)) {evil}"}
        await bot_sends(here, AINO, with_card(card(body=(block,))))
        await expect(aino.locator(".card")).to_be_visible()
        assert await page.title() == "Local Teams"
        assert await aino.locator("[onerror], a[href^='javascript']").count() == 0
        await page.close()

    async def test_in_a_channel_one_answers_in_the_thread(self, here: Town, page: Page) -> None:
        aino, bengt = column(page, "Aino Aalto"), column(page, "Bengt Berg")
        for who in (aino, bengt):
            await who.get_by_role("button", name="# Quay").click()
        await aino.get_by_label("@Harbour bot").check()
        await write(aino, "good morning")
        await bengt.get_by_role("button", name="Vastaa ketjuun").click()
        await expect(bengt.get_by_text("Vastaus ketjuun")).to_be_visible()
        await write(bengt, "and to you")
        await expect(aino.locator(".replies").get_by_text("and to you")).to_be_visible()
        first, second = here.bot.heard
        assert "<at>Harbour bot</at>" in str(first["text"])
        assert (first["conversation"], str(second["text"])) == (second["conversation"], "and to you")

    async def test_a_slash_command_in_a_channel_is_seen_by_its_writer_alone(self, here: Town, page: Page) -> None:
        aino, bengt = column(page, "Aino Aalto"), column(page, "Bengt Berg")
        for who in (aino, bengt):
            await who.get_by_role("button", name="# Quay").click()
        await write(aino, "/help")
        await expect(aino.get_by_text("näkyy vain tälle henkilölle")).to_be_visible()
        await expect(bengt.get_by_text("/help")).to_have_count(0)
        recipient = here.bot.last()["recipient"]
        assert isinstance(recipient, dict)
        assert recipient["isTargeted"] is True

    async def test_news_from_elsewhere_come_as_a_notice_that_opens_the_chat(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        await aino.get_by_role("button", name="# Quay").click()
        await bot_sends(here, AINO, {"type": "message", "text": "A question came", "textFormat": "plain"})
        await expect(aino.locator(".unread")).to_have_text("1 lukematta")
        await aino.get_by_role("status").get_by_role("button").click()
        await expect(aino.get_by_role("log").get_by_text("A question came")).to_be_visible()


class TestCards:
    async def test_a_press_carries_what_was_typed_and_is_answered_by_a_card(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        answered = card(body=({"type": "TextBlock", "text": "Thank you"},))
        here.bot.answer = lambda _: web.json_response({"statusCode": 200, "type": CARD, "value": answered})
        await bot_sends(here, AINO, with_card(card(execute("save", "Save", case=7), body=(NOTE,))))
        await aino.get_by_label("Note").fill("three boats")
        await aino.get_by_role("button", name="Save").click()
        await expect(aino.get_by_text("Thank you")).to_be_visible()
        assert data_of_press(here) == {"verb": "save", "case": 7, "note": "three boats"}

    async def test_an_inner_cards_fields_reach_its_own_button(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        inner = card(execute("why", "Send why"), body=({"type": "Input.Text", "id": "why", "label": "Why"},))
        more: Json = {"type": "Action.ShowCard", "title": "More", "card": inner}
        await bot_sends(here, AINO, with_card(card(execute("save", "Save"), more, body=(NOTE,))))
        await aino.get_by_role("button", name="More").click()
        await aino.get_by_role("textbox", name="Why").fill("fog")
        await aino.get_by_label("Note").fill("three boats")
        await aino.get_by_role("button", name="Send why").click()
        await here.bot.hears(1)
        assert data_of_press(here) == {"verb": "why", "why": "fog", "note": "three boats"}
        await aino.get_by_role("button", name="Save").click()
        await here.bot.hears(2)
        assert data_of_press(here) == {"verb": "save", "note": "three boats"}

    async def test_a_missing_required_field_is_told_and_nothing_is_sent(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        needed = {**NOTE, "isRequired": True, "errorMessage": "Write a note"}
        await bot_sends(here, AINO, with_card(card(execute("save", "Save"), body=(needed,))))
        await aino.get_by_role("button", name="Save").click()
        await expect(aino.get_by_text("Write a note")).to_be_visible()
        assert here.bot.heard == []

    async def test_searching_by_keyboard_sends_the_value_of_what_is_chosen(self, here: Town, page: Page) -> None:
        found = {"results": [{"title": "Kotka", "value": "285"}, {"title": "Kouvola", "value": "286"}]}
        search = {"type": "application/vnd.microsoft.search.searchResponse", "value": found}
        here.bot.answer = lambda one: web.json_response(search if one.get("name") == "application/search" else {})
        field: Json = {
            "type": "Input.ChoiceSet",
            "id": "town",
            "label": "Town",
            "style": "filtered",
            "choices": [],
            "choices.data": {"type": "Data.Query", "dataset": "towns"},
        }
        await bot_sends(here, AINO, with_card(card(execute("save", "Save"), body=(field,))))
        aino = column(page, "Aino Aalto")
        town_field = aino.get_by_role("combobox", name="Town")
        await town_field.press_sequentially("ko")
        await expect(aino.get_by_role("listbox").get_by_role("option")).to_have_text(["Kotka", "Kouvola"])
        await town_field.press("ArrowDown")
        await town_field.press("Enter")
        await expect(town_field).to_have_value("Kouvola")
        await aino.get_by_role("button", name="Save").click()
        await here.bot.hears(2)
        assert data_of_press(here)["town"] == "286"

    async def test_what_is_not_on_the_list_cannot_be_sent(self, here: Town, page: Page) -> None:
        field: Json = {
            "type": "Input.ChoiceSet",
            "id": "town",
            "label": "Town",
            "style": "filtered",
            "choices": [{"title": "Kotka", "value": "285"}],
            "choices.data": {"type": "Data.Query", "dataset": "towns"},
        }
        await bot_sends(here, AINO, with_card(card(execute("save", "Save"), body=(field,))))
        aino = column(page, "Aino Aalto")
        await aino.get_by_role("combobox", name="Town").fill("nowhere")
        await aino.get_by_role("button", name="Save").click()
        await expect(aino.get_by_text("Valitse luettelosta.")).to_be_visible()
        assert [one for one in here.bot.heard if one.get("name") == "adaptiveCard/action"] == []

    async def test_what_only_teams_can_draw_is_read_out(self, here: Town, page: Page) -> None:
        bars: Json = {"type": "Chart.VerticalBar", "title": "Answers", "data": [{"x": "May", "y": 3}]}
        badge: Json = {"type": "Badge", "text": "Urgent"}
        await bot_sends(here, AINO, with_card(card(body=(bars, badge))))
        aino = column(page, "Aino Aalto")
        await expect(aino.get_by_text("Urgent")).to_be_visible()
        await expect(aino.get_by_text("Answers")).to_be_visible()

    async def test_the_keyboard_goes_on_from_the_card_that_changed(self, here: Town, page: Page) -> None:
        answered = card(execute("next", "Next step"))
        here.bot.answer = lambda _: web.json_response({"statusCode": 200, "type": CARD, "value": answered})
        await bot_sends(here, AINO, with_card(card(execute("first", "First step"))))
        await column(page, "Aino Aalto").get_by_role("button", name="First step").press("Enter")
        await expect(column(page, "Aino Aalto").get_by_role("button", name="Next step")).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(column(page, "Aino Aalto").get_by_role("button", name="Next step")).to_be_focused()

    async def test_when_the_bot_does_not_answer_teams_says_so(self, here: Town, page: Page) -> None:
        here.bot.answer = lambda _: web.Response(status=500)
        await bot_sends(here, AINO, with_card(card(execute("save", "Save"))))
        aino = column(page, "Aino Aalto")
        await aino.get_by_role("button", name="Save").click()
        await expect(aino.get_by_text("Sovellukseen ei saatu yhteyttä")).to_be_visible()
        await expect(aino.locator(".working")).to_have_count(0)


class TestDialogs:
    async def opened(self, here: Town, page: Page) -> Locator:
        """A dialog with a field and a button, opened from a card; answering it closes it."""
        content = {"contentType": CARD, "content": card(SAVE, body=(NOTE,))}
        task = {"task": {"type": "continue", "value": {"title": "Details", "card": content}}}
        here.bot.answer = lambda one: web.json_response(task if one.get("name") == "task/fetch" else {})
        await bot_sends(here, AINO, with_card(card(FETCH)))
        await column(page, "Aino Aalto").get_by_role("button", name="Open").click()
        dialog = page.get_by_role("dialog", name="Details")
        await expect(dialog.get_by_label("Note")).to_be_focused()
        return dialog

    async def test_it_is_answered(self, here: Town, page: Page) -> None:
        dialog = await self.opened(here, page)
        await dialog.get_by_label("Note").fill("tar")
        await dialog.get_by_role("button", name="Save").click()
        await expect(dialog).to_have_count(0)
        assert here.bot.last()["name"] == "task/submit"
        assert value(here.bot.last())["data"] == {"step": "save", "note": "tar"}

    async def test_when_the_answer_fails_what_was_typed_stays(self, here: Town, page: Page) -> None:
        dialog = await self.opened(here, page)
        here.bot.answer = lambda _: web.Response(status=500)
        await dialog.get_by_label("Note").fill("tar")
        await dialog.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Sovellukseen ei saatu yhteyttä")).to_be_visible()
        await expect(dialog.get_by_label("Note")).to_have_value("tar")

    async def test_the_keyboard_stays_inside_until_escape(self, here: Town, page: Page) -> None:
        dialog = await self.opened(here, page)
        for _ in range(5):
            await page.keyboard.press("Tab")
            assert await dialog.evaluate("dialog => dialog.contains(document.activeElement)")
        await page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await expect(column(page, "Aino Aalto").get_by_role("button", name="Open")).to_be_focused()


class TestThePage:
    async def test_several_tabs_of_one_browser_stay_in_step(self, here: Town, browser: Browser) -> None:
        context = await browser.new_context(viewport={"width": 1500, "height": 700})
        address = f"{here.teams.page_url}/?personas={AINO},{BENGT},{CAI}"
        tabs = [await context.new_page() for _ in range(4)]
        for tab in tabs:
            await tab.goto(address)
            await expect(column(tab, "Aino Aalto").get_by_role("log")).to_be_visible()
        await write(column(tabs[0], "Aino Aalto"), "seen everywhere")
        for tab in tabs:
            await expect(column(tab, "Aino Aalto").get_by_text("seen everywhere")).to_be_visible()
        await context.close()

    async def test_people_are_found_shown_and_kept_in_the_address(self, page: Page) -> None:
        await page.get_by_text("Henkilöt", exact=True).click()
        await page.get_by_label("Etsi henkilöä").fill("south")
        await expect(page.get_by_role("checkbox", name="Aino Aalto")).to_be_hidden()
        await page.get_by_role("checkbox", name="Cai Ceder").check()
        await expect(column(page, "Cai Ceder")).to_be_visible()
        await page.reload()
        await expect(column(page, "Cai Ceder")).to_be_visible()

    async def test_the_app_can_be_installed_for_somebody(self, here: Town, page: Page) -> None:
        await page.goto(f"{here.teams.page_url}/?personas={CAI}")
        cai = column(page, "Cai Ceder")
        await expect(cai.get_by_text("ei ole asennettu")).to_be_visible()
        await cai.get_by_role("button", name="Asenna").click()
        await expect(cai.get_by_text("ei ole asennettu")).to_be_hidden()
        assert "installationUpdate" in [one["type"] for one in here.bot.heard]

    async def test_presence_is_set_and_followed(self, here: Town, page: Page) -> None:
        aino = column(page, "Aino Aalto")
        await aino.get_by_label("Läsnäolo").select_option("DoNotDisturb")
        await expect(aino.locator(".dot")).to_have_attribute("data-presence", "DoNotDisturb")
        await here.persona(BENGT).presence("Away")
        await expect(column(page, "Bengt Berg").get_by_label("Läsnäolo")).to_have_value("Away")

    async def test_faults_are_switched_and_shown(self, here: Town, page: Page) -> None:
        await page.locator("#faults summary").click()
        await page.get_by_label("Graph ei vastaa").check()
        await expect(page.locator("#faults summary")).to_have_text("Häiriöt · 1")
        assert here.teams.faults.general.graph_down
        await page.get_by_role("button", name="Poista häiriöt").click()
        await expect(page.locator("#faults summary")).to_have_text("Häiriöt")
        assert not here.teams.faults.general.graph_down

    async def test_it_says_when_local_teams_is_gone(self, page: Page) -> None:
        await page.route("**/api/events*", lambda route: route.abort())
        await page.reload()
        await expect(page.get_by_text("Ei yhteyttä Local Teamsiin")).to_be_visible()

    @pytest.mark.parametrize("width", [360, 700, 1500])
    async def test_long_rows_of_buttons_are_whole_at_every_width(self, here: Town, page: Page, width: int) -> None:
        titles = (
            "Otan tämän hoitaakseni",
            "Ei kuulu minulle",
            "Pohjois-Karjala · vuokrarästi tai häädön uhka",
            "Lisää",
        )
        await bot_sends(here, AINO, with_card(card(*(execute(f"v{n}", title) for n, title in enumerate(titles)))))
        await page.set_viewport_size({"width": width, "height": 700})
        await page.goto(f"{here.teams.page_url}/?personas={AINO}")
        aino = column(page, "Aino Aalto")
        frame = await aino.locator(".card").bounding_box()
        assert frame is not None
        for title in titles:
            box = await aino.get_by_role("button", name=title).bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] <= width

    async def test_it_loads_nothing_from_elsewhere(self, here: Town, browser: Browser) -> None:
        page = await browser.new_page()
        let_out: list[str] = []
        page.on("request", lambda request: let_out.append(request.url))
        page.on("requestfailed", lambda request: let_out.remove(request.url) if request.failure == "csp" else None)
        await page.goto(here.teams.page_url)
        picture: Json = {"type": "Image", "url": "https://pictures.example/x.png", "altText": "A boat"}
        await bot_sends(here, AINO, with_card(card(body=(picture, {"type": "TextBlock", "text": "Look"}))))
        await expect(column(page, "Aino Aalto").get_by_text("Look")).to_be_visible()
        assert [url for url in let_out if not url.startswith((here.teams.page_url, "data:"))] == []
        await page.close()
