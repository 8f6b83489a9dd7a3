"""What the page reads: people, chats, messages, the stream of changes; and who may not ask."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest

from bot.local_teams.people.teams_client import PATIENCE_S
from config.settings import Settings
from tests.local_teams.towns import (
    AINO,
    APP_ID,
    BENGT,
    CAI,
    CHANNEL,
    REGISTRATION,
    Json,
    Town,
    card,
    execute,
    with_card,
)


async def get(here: Town, path: str) -> Json:
    async with here.http.get(here.teams.page_url + path) as response:
        assert response.status == 200
        found = await response.json()
        assert isinstance(found, dict)
        return found


async def test_the_world_lists_the_people_and_the_switches(here: Town) -> None:
    world = await get(here, "/api/world")
    people = {one["id"]: one for one in world["personas"]}  # type: ignore[attr-defined]
    assert people[AINO]["name"] == "Aino Aalto"
    assert (people[AINO]["default"], people[CAI]["default"], people[CAI]["installed"]) == (True, False, False)
    assert people[BENGT]["presence"] == "Busy"
    assert world["faults"]["graph_down"] is False  # type: ignore[index]


async def test_a_person_has_a_chat_with_the_bot_and_their_teams_channels(here: Town) -> None:
    chats = (await get(here, f"/api/people/{AINO}"))["chats"]
    shown = [(one["kind"], one["title"], one["subtitle"]) for one in chats]  # type: ignore[attr-defined]
    assert shown == [("personal", "Harbour bot", ""), ("channel", "Quay", "Harbour"), ("channel", "Library", "Quiet")]


async def test_what_came_is_unread_until_one_looks(here: Town) -> None:
    chat = await here.personal(AINO)
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"text": "**hello**", "summary": "Hello"})
    line = (await get(here, f"/api/people/{AINO}"))["chats"][0]  # type: ignore[index]
    assert (line["unread"], bool(line["last"])) == (1, True)
    seen = await get(here, f"/api/people/{AINO}/chats/{chat}")
    assert [one["text"] for one in seen["messages"]] == ["**hello**"]  # type: ignore[attr-defined]
    assert (await get(here, f"/api/people/{AINO}"))["chats"][0]["unread"] == 0  # type: ignore[index]
    assert await here.persona(AINO).toasts() == ["Hello"]


async def test_a_channel_gives_a_notice_to_those_it_mentions(here: Town) -> None:
    member = await here.connector("GET", f"v3/conversations/{CHANNEL}/members/{BENGT}")
    mention = {"type": "mention", "text": "<at>Bengt</at>", "mentioned": {"id": member[1]["id"], "name": "Bengt"}}
    sent = {"text": "<at>Bengt</at> look", "entities": [mention]}
    await here.connector("POST", f"v3/conversations/{CHANNEL}/activities", sent)
    assert await here.persona(BENGT).toasts() == ["@Bengt look"]
    assert await here.persona(AINO).toasts() == []


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[Json]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield orjson.loads(line.removeprefix(b"data: "))


async def test_changes_come_as_they_happen_and_only_to_those_who_see_them(here: Town) -> None:
    async with here.http.get(f"{here.teams.page_url}/api/people/{AINO}/events") as response:
        stream = events(response)
        await response.content.readline()
        await here.persona(BENGT).say("to the bot alone")
        await here.persona(BENGT).presence("Away")
        await here.persona(BENGT).say("to all", CHANNEL)
        async with asyncio.timeout(PATIENCE_S):
            first, second = await anext(stream), await anext(stream)
    assert (first["kind"], first["person"]) == ("presence", BENGT)
    assert (second["kind"], second["chat"]) == ("changed", CHANNEL)


async def test_one_stream_tells_what_happens_to_several_people(here: Town) -> None:
    async with here.http.get(f"{here.teams.page_url}/api/events?people={AINO},{BENGT}") as response:
        stream = events(response)
        await response.content.readline()
        await here.persona(BENGT).say("to the bot alone")
        await here.persona(AINO).say("to all", CHANNEL)
        async with asyncio.timeout(PATIENCE_S):
            told = [await anext(stream) for _ in range(3)]
    assert [one["for"] for one in told] == [BENGT, AINO, BENGT]
    assert [one["chat"] for one in told][1:] == [CHANNEL, CHANNEL]


async def test_a_stream_for_nobody_is_refused(here: Town) -> None:
    async with here.http.get(f"{here.teams.page_url}/api/events?people={AINO},nobody") as response:
        assert response.status == 404


async def test_waiting_ends_with_the_next_change(here: Town) -> None:
    version = (await get(here, f"/api/people/{AINO}"))["version"]
    waiting = asyncio.create_task(get(here, f"/api/wait?after={version}&seconds=10"))
    await here.persona(AINO).say("now")
    async with asyncio.timeout(PATIENCE_S):
        assert (await waiting)["version"] > version  # type: ignore[operator]


async def test_a_card_is_waited_for_by_what_can_be_read_on_it(here: Town) -> None:
    aino = here.persona(AINO)
    waiting = asyncio.create_task(aino.wait_for_card("Take it"))
    chat = await here.personal(AINO)
    await here.connector("POST", f"v3/conversations/{chat}/activities", with_card(card(execute("take", "Take it"))))
    assert (await waiting).verbs == ["take"]


class TestWhoMayNotAsk:
    async def test_under_a_name_that_is_not_this_machines(self, here: Town) -> None:
        async with here.http.get(f"{here.teams.page_url}/api/world", headers={"Host": "evil.example"}) as response:
            assert response.status == 403

    async def test_with_a_form_as_a_foreign_page_would(self, here: Town) -> None:
        address = f"{here.teams.page_url}/act/{AINO}/say"
        async with here.http.post(address, data='{"text": "x"}', headers={"Content-Type": "text/plain"}) as response:
            assert response.status == 400
        assert here.bot.heard == []

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"text": 1}', b'{"text": " "}'])
    async def test_with_a_body_that_makes_no_sense(self, here: Town, body: bytes) -> None:
        address = f"{here.teams.page_url}/act/{AINO}/say"
        async with here.http.post(address, data=body, headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400
            assert (await response.json())["error"]

    async def test_as_nobody(self, here: Town) -> None:
        async with here.http.post(f"{here.teams.page_url}/act/nobody/say", json={"text": "x"}) as response:
            assert response.status == 404


async def test_the_settings_point_a_bot_here(guarded: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in guarded.teams.settings().items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.connector_url, settings.graph_url) == (guarded.teams.url, guarded.teams.graph_url)
    assert (settings.openid_url, settings.login_url) == (guarded.teams.openid_url, guarded.teams.login_url)
    assert settings.service_hosts == (f"127.0.0.1:{guarded.teams.port}",)
    assert (settings.app_id, settings.app_tenant) == (APP_ID, REGISTRATION)


async def test_reading_a_chat_tells_the_bot_up_to_which_message(here: Town) -> None:
    chat = await here.personal(AINO)
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"text": "one"})
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"text": "two"})
    await here.persona(AINO).read()
    newest = (await here.persona(AINO).messages())[-1].id
    [told] = here.bot.signs
    assert (told["type"], told["name"]) == ("event", "application/vnd.microsoft.readReceipt")
    assert told["value"] == {"lastReadMessageId": newest}


async def test_typing_goes_both_ways_in_a_chat_and_to_no_bot_in_a_channel(here: Town) -> None:
    chat = await here.personal(AINO)
    await here.persona(AINO).type_along()
    assert [one["type"] for one in here.bot.signs] == ["typing"]
    await here.persona(AINO).type_along(CHANNEL)
    await here.persona(AINO).read(CHANNEL)
    assert len(here.bot.signs) == 1
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"type": "typing"})
    assert (await get(here, f"/api/people/{AINO}/chats/{chat}"))["typing"] is True
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"text": "done"})
    assert (await get(here, f"/api/people/{AINO}/chats/{chat}"))["typing"] is False
