"""Files and pasted tables between a person and the bot, in the shapes of Microsoft's "Send and receive files"."""

from datetime import timedelta

import pytest
from aiohttp import web

from bot.local_teams.people.on_screen import NotDone
from tests.local_teams.towns import AINO, BENGT, CHANNEL, Json, Town

OFFER: Json = {
    "type": "message",
    "attachments": [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.consent",
            "name": "people.xlsx",
            "content": {
                "description": "All people",
                "sizeInBytes": 5,
                "acceptContext": {"verb": "people", "format": "xlsx"},
                "declineContext": {"verb": "people"},
            },
        }
    ],
}


def attachments(activity: Json) -> list[Json]:
    found = activity["attachments"]
    assert isinstance(found, list)
    return found


def value(activity: Json) -> Json:
    found = activity["value"]
    assert isinstance(found, dict)
    return found


async def offered(here: Town) -> None:
    chat = await here.personal(AINO)
    status, _ = await here.connector("POST", f"v3/conversations/{chat}/activities", OFFER)
    assert status == 201


async def fetched(here: Town, url: object) -> tuple[int, bytes]:
    async with here.http.get(str(url)) as response:
        return response.status, await response.read()


async def test_an_attached_file_reaches_the_bot_as_a_link_that_opens_without_a_login(here: Town) -> None:
    await here.persona(AINO).attach("list.xlsx", b"rows", "Here")
    file, page = attachments(here.bot.last())
    assert (file["contentType"], file["name"]) == ("application/vnd.microsoft.teams.file.download.info", "list.xlsx")
    content = file["content"]
    assert isinstance(content, dict)
    assert set(content) == {"downloadUrl", "uniqueId", "fileType"}
    assert content["fileType"] == "xlsx"
    assert await fetched(here, content["downloadUrl"]) == (200, b"rows")
    assert (await fetched(here, file["contentUrl"]))[0] == 401
    assert (here.bot.last()["text"], page["contentType"]) == ("Here", "text/html")


async def test_a_link_to_a_file_expires(here: Town) -> None:
    await here.persona(AINO).attach("list.xlsx", b"rows")
    content = attachments(here.bot.last())[0]["content"]
    assert isinstance(content, dict)
    here.clock.forward(timedelta(minutes=11))
    assert (await fetched(here, content["downloadUrl"]))[0] == 401


async def test_two_files_of_one_name_are_kept_apart(here: Town) -> None:
    aino = here.persona(AINO)
    for _ in range(2):
        await aino.attach("list.xlsx", b"rows")
    assert [attachments(one)[0]["name"] for one in here.bot.heard] == ["list.xlsx", "list 1.xlsx"]


async def test_a_bot_gets_no_files_in_a_channel(here: Town) -> None:
    body = {"text": "x", "conversation": CHANNEL, "files": [{"name": "a.txt", "content": ""}]}
    async with here.http.post(f"{here.teams.page_url}/act/{AINO}/say", json=body) as response:
        assert response.status == 409
    assert here.bot.heard == []


async def test_a_pasted_table_comes_as_html_and_its_words_show_no_columns(here: Town) -> None:
    await here.persona(AINO).paste_table([["Name", "Town"], ["Eva <E>", "Åbo"]], "import")
    page = attachments(here.bot.last())[-1]["content"]
    assert isinstance(page, str)
    assert page.startswith("<p>import</p><table>")
    assert "<td><p>Eva &lt;E&gt;</p></td><td><p>Åbo</p></td>" in page
    assert here.bot.last()["text"] == "import\nName\nTown\nEva &lt;E&gt;\nÅbo"


async def test_a_table_too_large_for_a_message_is_not_sent(here: Town) -> None:
    with pytest.raises(NotDone) as refusal:
        await here.persona(AINO).paste_table([["Name", "Town"]] * 2_000)
    assert refusal.value.status == 413
    assert here.bot.heard == []


async def test_an_accepted_file_is_stored_by_the_bot_and_opened_by_the_person(here: Town) -> None:
    await offered(here)
    aino = here.persona(AINO)
    offer = await aino.wait_for_file("people.xlsx")
    assert (offer.file["description"], offer.file["size"]) == ("All people", 5)
    assert await aino.accept_file(offer)
    invoke = here.bot.last()
    assert (invoke["name"], invoke["replyToId"]) == ("fileConsent/invoke", offer.id)
    said = value(invoke)
    assert (said["type"], said["action"]) == ("fileUpload", "accept")
    assert said["context"] == {"verb": "people", "format": "xlsx"}
    upload = said["uploadInfo"]
    assert isinstance(upload, dict)
    assert set(upload) == {"contentUrl", "name", "uploadUrl", "uniqueId", "fileType"}

    async def put(body: bytes, said_range: str) -> int:
        headers = {"Content-Range": said_range}
        async with here.http.put(upload["uploadUrl"], data=body, headers=headers) as response:
            return response.status

    assert await put(b"12345", "bytes 0-3/5") == 416
    assert await put(b"12345", "bytes 0-4/5") == 201
    assert await put(b"12345", "bytes 0-4/5") == 404, "an upload session ends with its file"

    info = {
        "contentType": "application/vnd.microsoft.teams.card.file.info",
        "contentUrl": upload["contentUrl"],
        "name": upload["name"],
        "content": {"uniqueId": upload["uniqueId"], "fileType": upload["fileType"]},
    }
    chat = await here.personal(AINO)
    await here.connector("POST", f"v3/conversations/{chat}/activities", {"type": "message", "attachments": [info]})
    shown = await aino.wait_for_file("people.xlsx", "file")
    assert await aino.download(shown) == b"12345"
    with pytest.raises(NotDone):
        await here.persona(BENGT).download(shown)


async def test_a_declined_file_tells_the_bot_so_and_cannot_be_answered_again(here: Town) -> None:
    await offered(here)
    aino = here.persona(AINO)
    offer = await aino.wait_for_file("people.xlsx")
    assert await aino.decline_file(offer)
    assert value(here.bot.last()) == {"type": "fileUpload", "action": "decline", "context": {"verb": "people"}}
    with pytest.raises(NotDone):
        await aino.accept_file(offer)


async def test_an_answer_that_the_bot_refuses_can_be_given_again(here: Town) -> None:
    await offered(here)
    aino = here.persona(AINO)
    offer = await aino.wait_for_file("people.xlsx")
    here.bot.answer = lambda _: web.Response(status=400)
    assert not await aino.accept_file(offer)
    here.bot.answer = lambda _: web.Response()
    assert await aino.accept_file(offer)


async def test_no_file_is_offered_in_a_channel(here: Town) -> None:
    status, _ = await here.connector("POST", f"v3/conversations/{CHANNEL}/activities", OFFER)
    assert status == 400


async def test_files_can_be_out_of_reach(here: Town) -> None:
    aino = here.persona(AINO)
    await aino.attach("list.xlsx", b"rows")
    content = attachments(here.bot.last())[0]["content"]
    assert isinstance(content, dict)
    await aino.faults(files_down=True)
    assert (await fetched(here, content["downloadUrl"]))[0] == 503


async def test_a_people_picker_finds_ones_own_colleagues_without_asking_the_bot(here: Town) -> None:
    aino = here.persona(AINO)
    assert await aino.pick("bengt") == BENGT
    titles = [one["title"] for one in await aino.search("graph.microsoft.com/users", "")]
    assert titles == ["Aino Aalto", "Bengt Berg"]
    assert here.bot.heard == []


async def test_in_a_channel_a_people_picker_offers_only_its_members(here: Town) -> None:
    aino = here.persona(AINO)
    assert await aino.search("graph.microsoft.com/users", "b", CHANNEL) == []
    found = await aino.search("graph.microsoft.com/users?scope=currentContext", "b", CHANNEL)
    assert [one["value"] for one in found] == [BENGT]


async def test_whoever_has_left_is_no_longer_in_the_directory(here: Town) -> None:
    await here.persona(BENGT).leave()
    assert await here.persona(AINO).search("graph.microsoft.com/users", "bengt") == []
    assert (await fetched(here, f"{here.teams.graph_url}/users/{BENGT}"))[0] == 404
