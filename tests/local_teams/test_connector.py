"""The Bot Connector's shapes and refusals, as the platform facts give them."""

from datetime import timedelta
from urllib.parse import quote

import aiohttp
import pytest

from bot.local_teams.world.ids import teams_id
from tests.local_teams.towns import (
    AINO,
    APP_ID,
    BENGT,
    CAI,
    CHANNEL,
    DEAF_CHANNEL,
    NORTH,
    SOUTH,
    Town,
    card,
    execute,
    with_card,
)


def one_to_one(member: str, tenant: str) -> dict[str, object]:
    return {
        "isGroup": False,
        "bot": {"id": f"28:{APP_ID}"},
        "members": [{"id": member}],
        "channelData": {"tenant": {"id": tenant}},
        "tenantId": tenant,
    }


def activities(conversation: str, message: str = "", *, targeted: bool = False) -> str:
    tail = f"/{message}" if message else ""
    question = "?isTargetedActivity=true" if targeted else ""
    return f"v3/conversations/{quote(conversation, safe='')}/activities{tail}{question}"


def code(body: dict[str, object]) -> object:
    error = body["error"]
    assert isinstance(error, dict)
    assert error["message"]
    return error["code"]


@pytest.mark.parametrize("member", [AINO, AINO.upper(), teams_id(f"28:{APP_ID}", AINO)])
async def test_a_1_1_conversation_is_the_same_each_time_it_is_created(here: Town, member: str) -> None:
    status, body = await here.connector("POST", "v3/conversations", one_to_one(member, NORTH))
    assert (status, body) == (201, {"id": await here.personal(AINO)})
    assert str(body["id"]).startswith("a:")


async def test_a_person_is_known_in_their_own_tenant_only(here: Town) -> None:
    status, body = await here.connector("POST", "v3/conversations", one_to_one(AINO, SOUTH))
    assert (status, code(body)) == (400, "BadSyntax")
    status, _ = await here.connector("POST", "v3/conversations", one_to_one("aino@north.example", NORTH))
    assert status == 400


async def test_where_the_bot_is_not_installed_it_may_not_write(here: Town) -> None:
    status, body = await here.connector("POST", "v3/conversations", one_to_one(CAI, SOUTH))
    assert (status, code(body)) == (403, "BotNotInConversationRoster")
    status, body = await here.connector("POST", activities(await here.personal(CAI)), {"text": "hello"})
    assert (status, code(body)) == (403, "BotNotInConversationRoster")


async def test_a_new_thread_gets_a_conversation_and_replies_stay_in_it(here: Town) -> None:
    wanted = {"isGroup": True, "channelData": {"channel": {"id": CHANNEL}}, "activity": {"text": "first"}}
    status, body = await here.connector("POST", "v3/conversations", wanted)
    root = str(body["activityId"])
    assert (status, body["id"]) == (201, f"{CHANNEL};messageid={root}")
    assert root.isdecimal()
    status, reply = await here.connector("POST", activities(str(body["id"])), {"text": "second"})
    assert status == 201
    assert int(str(reply["id"])) > int(root)
    first, second = await here.persona(BENGT).messages(CHANNEL)
    assert (first.json["threadRoot"], second.json["threadRoot"]) == (None, root)
    assert second.conversation == first.conversation == body["id"]


async def test_what_is_not_there_is_not_found(here: Town) -> None:
    status, body = await here.connector("POST", activities("a:nobody"), {"text": "x"})
    assert (status, code(body)) == (404, "ConversationNotFound")
    status, body = await here.connector("POST", activities(f"{CHANNEL};messageid=1"), {"text": "x"})
    assert (status, code(body)) == (404, "ConversationNotFound")
    status, body = await here.connector("PUT", activities(CHANNEL, "1"), {"text": "x"})
    assert (status, code(body)) == (404, "ActivityNotFoundInConversation")


async def test_an_update_replaces_and_a_deletion_empties(here: Town) -> None:
    chat = await here.personal(AINO)
    _, sent = await here.connector("POST", activities(chat), {"text": "draft"})
    status, body = await here.connector("PUT", activities(chat, str(sent["id"])), {"text": "final"})
    assert (status, body) == (200, {"id": sent["id"]})
    assert [one.text for one in await here.persona(AINO).messages()] == ["final"]
    status, _ = await here.connector("DELETE", activities(chat, str(sent["id"])))
    (seen,) = await here.persona(AINO).messages()
    assert (status, seen.deleted, seen.text) == (200, True, "")
    status, body = await here.connector("PUT", activities(chat, str(sent["id"])), {"text": "again"})
    assert (status, code(body)) == (404, "ActivityNotFoundInConversation")


async def test_the_bot_cannot_change_what_a_person_wrote(here: Town) -> None:
    said = await here.persona(AINO).say("mine")
    status, _ = await here.connector("PUT", activities(said.conversation, said.id), {"text": "yours"})
    assert status == 403
    assert (await here.persona(AINO).message(said.id)).text == "mine"


async def test_size_is_counted_as_utf_16(here: Town) -> None:
    chat = await here.personal(AINO)
    status, body = await here.connector("POST", activities(chat), {"text": "x" * 52_000})
    assert (status, code(body)) == (413, "MessageSizeTooBig")
    status, _ = await here.connector("POST", activities(chat), {"text": "x" * 50_000})
    assert status == 201


async def test_text_and_a_card_in_one_activity_come_apart_and_one_id_is_lost(here: Town) -> None:
    sent = with_card(card(execute("go")), text="look")
    _, body = await here.connector("POST", activities(await here.personal(AINO)), sent)
    first, second = await here.persona(AINO).messages()
    assert (first.text, first.card, second.text, second.verbs) == ("look", {}, "", ["go"])
    assert body["id"] == first.id


async def test_typing_leaves_nothing_behind(here: Town) -> None:
    status, _ = await here.connector("POST", activities(await here.personal(AINO)), {"type": "typing"})
    assert status == 201
    assert await here.persona(AINO).messages() == []


class TestTargetedMessages:
    async def test_only_one_person_sees_it_and_for_a_day(self, here: Town) -> None:
        sent = {"text": "psst", "recipient": {"id": teams_id(f"28:{APP_ID}", AINO)}}
        status, body = await here.connector("POST", activities(CHANNEL, targeted=True), sent)
        assert status == 201
        assert [one.text for one in await here.persona(AINO).messages()] == ["psst"]
        assert await here.persona(BENGT).messages() == []
        here.clock.forward(timedelta(hours=24))
        assert await here.persona(AINO).messages() == []
        status, _ = await here.connector("PUT", activities(CHANNEL, str(body["id"]), targeted=True), {"text": "x"})
        assert status == 404

    async def test_a_change_names_no_recipient_but_says_it_is_targeted(self, here: Town) -> None:
        recipient = {"recipient": {"id": AINO}}
        _, body = await here.connector("POST", activities(CHANNEL, targeted=True), {"text": "a", **recipient})
        message = str(body["id"])
        status, _ = await here.connector("PUT", activities(CHANNEL, message, targeted=True), {"text": "b", **recipient})
        assert status == 400
        status, _ = await here.connector("PUT", activities(CHANNEL, message), {"text": "b"})
        assert status == 400
        status, _ = await here.connector("PUT", activities(CHANNEL, message, targeted=True), {"text": "b"})
        assert status == 200
        assert [one.text for one in await here.persona(AINO).messages()] == ["b"]

    async def test_there_are_none_in_a_1_1_chat_and_none_for_a_stranger(self, here: Town) -> None:
        to_aino, to_cai = {"text": "x", "recipient": {"id": AINO}}, {"text": "x", "recipient": {"id": CAI}}
        status, _ = await here.connector("POST", activities(await here.personal(AINO), targeted=True), to_aino)
        assert status == 400
        status, _ = await here.connector("POST", activities(CHANNEL, targeted=True), to_cai)
        assert status == 400


class TestMembers:
    async def test_a_member_has_both_ids_and_an_address(self, here: Town) -> None:
        status, body = await here.connector("GET", f"v3/conversations/{quote(CHANNEL)}/members/{AINO}")
        assert status == 200
        assert body["id"] == teams_id(f"28:{APP_ID}", AINO)
        assert (body["aadObjectId"], body["tenantId"], body["email"]) == (AINO, NORTH, "aino@north.example")

    async def test_members_come_in_pages(self, here: Town) -> None:
        path = f"v3/conversations/{quote(CHANNEL)}/pagedmembers?pageSize=1"
        _, first = await here.connector("GET", path)
        _, second = await here.connector("GET", f"{path}&continuationToken={first['continuationToken']}")
        names = [one["name"] for page in (first, second) for one in page["members"]]  # type: ignore[attr-defined]
        assert names == ["Aino Aalto", "Bengt Berg"]
        assert "continuationToken" not in second

    async def test_who_is_not_there_is_not_found(self, here: Town) -> None:
        status, body = await here.connector("GET", f"v3/conversations/{quote(CHANNEL)}/members/{CAI}")
        assert (status, code(body)) == (404, "MemberNotFoundInConversation")


class TestFaults:
    async def test_throttling_says_when_to_come_back_and_ends(self, here: Town) -> None:
        await here.persona(AINO).faults(throttle=1, retry_after_s=7)
        path = here.teams.url + activities(await here.personal(AINO))
        async with here.http.post(path, json={"text": "x"}) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "7")
        async with here.http.post(path, json={"text": "x"}) as response:
            assert response.status == 201

    @pytest.mark.parametrize(
        ("refuse", "expected"),
        [("ConversationBlockedByUser", 403), ("BotDisabledByAdmin", 403), ("BadGateway", 502), ("ServiceError", 500)],
    )
    async def test_any_refusal_can_be_had(self, here: Town, refuse: str, expected: int) -> None:
        await here.persona(AINO).faults(refuse=refuse)
        status, body = await here.connector("POST", activities(await here.personal(AINO)), {"text": "x"})
        assert (status, code(body)) == (expected, refuse)
        assert await here.persona(AINO).messages() == []

    async def test_a_fault_of_one_conversation_spares_the_others(self, here: Town) -> None:
        await here.persona(AINO).faults(conversation=CHANNEL, refuse="MessageWritesBlocked")
        assert (await here.connector("POST", activities(CHANNEL), {"text": "x"}))[0] == 403
        assert (await here.connector("POST", activities(DEAF_CHANNEL), {"text": "x"}))[0] == 201

    async def test_a_lost_answer_leaves_the_message_there(self, here: Town) -> None:
        await here.persona(AINO).faults(lose_answer=1)
        with pytest.raises(aiohttp.ClientError):
            await here.connector("POST", activities(await here.personal(AINO)), {"text": "there"})
        assert [one.text for one in await here.persona(AINO).messages()] == ["there"]
        assert (await here.connector("POST", activities(await here.personal(AINO)), {"text": "x"}))[0] == 201

    async def test_a_switch_that_does_not_exist_is_refused(self, here: Town) -> None:
        async with here.http.put(f"{here.teams.page_url}/faults", json={"refuse": "Everything"}) as response:
            assert response.status == 400
        async with here.http.put(f"{here.teams.page_url}/faults", json={"throttle": -1}) as response:
            assert response.status == 400
        async with here.http.get(f"{here.teams.page_url}/faults") as response:
            assert (await response.json())["refuse"] == ""
