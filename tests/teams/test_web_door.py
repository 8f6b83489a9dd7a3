"""The door over HTTP: what gets in, what is turned away with which status, and that nothing makes it fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from bot.teams.activities import READ_RECEIPT
from bot.teams.connector import open_session
from bot.teams.door import Door, Reply
from bot.teams.file_transfer import TEAMS_FILE
from bot.teams.service_addresses import ServiceAddresses
from bot.teams.signing_keys import SigningKeys
from bot.teams.token_check import TokenCheck
from bot.teams.web import LARGEST, Readiness, build_web
from bot.turns.answers import Answer, CardAnswer, NoAnswer
from bot.turns.turn import Message, Press, Turn
from tests.teams.activities import BOT, TENANT, activity, in_channel, mention
from tests.teams.clocks import StandingClock
from tests.teams.signing import APP_ID, Issuer, running

Client = TestClient[Request, Application]
HOSTS = ("smba.trafficmanager.net", "*.teams.microsoft.com")
AT_ONCE = 3
LOCAL = "http://localhost:56150/_connector"


@dataclass
class Handling:
    """The steps of a turn, as far as the door is concerned."""

    turns: list[Turn] = field(default_factory=list)
    answer: Answer = field(default_factory=NoAnswer)
    error: Exception | None = None
    slow: asyncio.Event | None = None
    """Turns end when it is set, as with a slow database."""

    async def __call__(self, turn: Turn) -> Answer:
        self.turns.append(turn)
        if self.slow is not None:
            await self.slow.wait()
        if self.error is not None:
            raise self.error
        return self.answer


@dataclass
class House:
    """A running web with its door."""

    client: Client
    handling: Handling
    issuer: Issuer
    ready: bool = True

    async def post(self, body: object, **headers: str) -> aiohttp.ClientResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        return await self.client.post("/api/messages", data=data, headers=sent)

    async def post_signed(self, body: object, **headers: str) -> aiohttp.ClientResponse:
        return await self.post(body, Authorization=self.issuer.authorization(), **headers)


@asynccontextmanager
async def opened(*, local: bool) -> AsyncIterator[House]:
    clock, handling = StandingClock(), Handling()
    async with running(Issuer(clock)) as issuer, open_session() as session:
        tokens = None if local else TokenCheck(APP_ID, SigningKeys(session, issuer.openid_url, clock), clock)
        door = Door(handling, tokens, ServiceAddresses(HOSTS, any_loopback=local), clock)
        house: list[House] = []

        async def ready() -> Readiness:
            return Readiness(house[0].ready)

        app = build_web(door, ready, CollectorRegistry(), at_once=AT_ONCE)
        async with TestClient(TestServer(app)) as client:
            house.append(House(client, handling, issuer))
            yield house[0]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with opened(local=False) as one:
        yield one


@pytest.fixture
async def local_house() -> AsyncIterator[House]:
    async with opened(local=True) as one:
        yield one


async def test_a_signed_message_is_handled_and_acknowledged_with_nothing(house: House) -> None:
    response = await house.post_signed(activity(text="hei"))
    assert (response.status, await response.read()) == (200, b"")
    assert [turn.doing for turn in house.handling.turns] == [Message("hei")]


async def test_a_press_is_answered_with_the_card_in_the_same_response(house: House) -> None:
    house.handling.answer = CardAnswer({"type": "AdaptiveCard", "body": []})
    action = {"action": {"type": "Action.Execute", "verb": "consultation.claim", "data": {}}}
    response = await house.post_signed(activity("invoke", name="adaptiveCard/action", value=action))
    assert response.status == 200
    assert response.content_type == "application/json"
    assert await response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": {"type": "AdaptiveCard", "body": []},
    }


async def test_an_activity_the_bot_does_not_heed_is_acknowledged(house: House) -> None:
    assert (await house.post_signed(activity("endOfConversation"))).status == 200
    response = await house.post_signed(activity("invoke", name="composeExtension/query", value={}))
    assert (response.status, await response.json()) == (200, {})
    assert house.handling.turns == []


@pytest.mark.parametrize(
    ("change", "headers", "status"),
    [
        ({}, {"Authorization": ""}, 401),
        ({}, {"Authorization": "Bearer abc"}, 401),
        ({"channelId": "webchat"}, {}, 403),
        ({"serviceUrl": "https://evil.example/"}, {}, 403),
        ({"channelData": {}, "conversation": {"id": "a:1"}}, {}, 403),
        ({}, {"Content-Type": "text/plain"}, 415),
        ({}, {"Content-Type": "application/json; charset=utf-16"}, 415),
        ({}, {"Content-Type": ""}, 415),
        ({"text": 7}, {}, 400),
        ({"text": "x" * LARGEST}, {}, 413),
    ],
)
async def test_what_is_turned_away(house: House, change: dict[str, Any], headers: dict[str, str], status: int) -> None:
    response = await house.post(
        activity(**{"text": "hei", **change}), **{"Authorization": house.issuer.authorization(), **headers}
    )
    assert response.status == status
    assert house.handling.turns == []
    assert response.headers["Server"] == "kuntayhteys"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"hei"',
        b"null",
        b"NaN",
        b"\xff\xfe{}",
        b'{"type":"\\ud800"}',
        b"[" * 200_000,
        b'{"a":' * 50_000,
    ],
)
async def test_what_is_no_json_object_is_a_bad_request(house: House, body: bytes) -> None:
    assert (await house.post_signed(body)).status == 400


async def test_a_large_body_without_a_length_is_cut_off(house: House) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 50_000

    headers = {"Content-Type": "application/json", "Authorization": house.issuer.authorization()}
    response = await house.client.post("/api/messages", data=endless(), headers=headers)
    assert response.status == 413


async def test_a_packed_body_is_not_unpacked(house: House) -> None:
    response = await house.post_signed(b"this is not gzip", **{"Content-Encoding": "gzip"})
    assert 400 <= response.status < 500


async def test_other_methods_and_paths_say_nothing_of_us(house: House) -> None:
    get, unknown = await house.client.get("/api/messages"), await house.client.get("/nothing")
    assert (get.status, unknown.status) == (405, 404)
    assert "aiohttp" not in await unknown.text() + str(unknown.headers)


async def test_an_error_that_nothing_else_has_caught_is_worded_with_a_code_or_not_acknowledged(house: House) -> None:
    house.handling.error = RuntimeError("a secret 131052-308T")
    action = {"action": {"verb": "consultation.claim", "data": {}}}
    response = await house.post_signed(activity("invoke", name="adaptiveCard/action", value=action))
    found = await response.json()
    assert (response.status, found["type"]) == (200, "application/vnd.microsoft.activity.message")
    assert found["value"]
    assert "131052" not in await response.text()
    assert (await house.post_signed(activity(text="hei"))).status == 503


async def test_without_an_app_id_this_machine_needs_no_token_and_may_be_any_channel(local_house: House) -> None:
    found = activity(text="hei", serviceUrl=LOCAL, channelId="emulator", channelData={}, conversation={"id": "a:1"})
    assert (await local_house.post(found)).status == 200
    assert len(local_house.handling.turns) == 1


async def test_without_an_app_id_nobody_else_is_let_in() -> None:
    handling = Handling()
    door = Door(handling, None, ServiceAddresses(HOSTS, any_loopback=True), StandingClock())
    body = json.dumps(activity(text="hei", serviceUrl=LOCAL)).encode()
    assert (await door.receive(body, "", "10.0.0.5")).status == 403
    assert (await door.receive(body, "", "")).status == 403
    assert (await door.receive(body, "", "::1")).status == 200
    assert len(handling.turns) == 1


async def test_health_readiness_and_metrics(house: House) -> None:
    await house.post_signed(activity(text="hei"))
    assert (await house.client.get("/healthz")).status == 200
    assert (await house.client.get("/readyz")).status == 200
    house.ready = False
    assert (await house.client.get("/readyz")).status == 503
    metrics = await (await house.client.get("/metrics")).text()
    assert 'kuntayhteys_request_seconds_count{status="200"} 1.0' in metrics


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)
KINDS = ["message", "invoke", "messageUpdate", "messageDelete", "installationUpdate", "conversationUpdate", "x"]
FIELDS = sorted({*activity(), "text", "name", "value", "action", "attachments", "membersAdded", "replyToId"})
BODIES = st.builds(
    lambda kind, name, changes: activity(kind, **{"name": name, "text": "hei", **changes}),
    st.sampled_from(KINDS),
    st.sampled_from(["adaptiveCard/action", "task/fetch", "task/submit", "application/search", "other"]),
    st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=3),
)


WHOLE = [
    in_channel(
        text="<at>Kuntayhteys</at> hei",
        entities=[mention(), {"type": "clientInfo", "locale": "fi"}],
        attachments=[
            {"contentType": "text/html", "contentUrl": "", "name": "", "content": "<table><tr><td>a</td></tr></table>"},
            {"contentType": TEAMS_FILE, "content": {"downloadUrl": "https://x.example"}},
        ],
    ),
    in_channel(channelData={"tenant": {"id": TENANT}, "settings": {"selectedChannel": {"id": "19:k"}}}),
    in_channel(channelData={"tenant": {"id": TENANT}, "teamsChannelId": "19:k", "teamsTeamId": "19:t"}),
    activity("messageUpdate", text="hei", channelData={"tenant": {"id": TENANT}, "eventType": "editMessage"}),
    activity("messageDelete", channelData={"tenant": {"id": TENANT}, "eventType": "softDeleteMessage"}),
    activity("installationUpdate", action="add"),
    activity("conversationUpdate", membersAdded=[{"id": BOT}], membersRemoved=[{"id": BOT}]),
    activity("event", name=READ_RECEIPT, value={"lastReadMessageId": "12"}),
    activity("typing"),
    activity(value={"verb": "consultation.claim", "consultation": 1001}),
    activity("invoke", name="adaptiveCard/action", value={"action": {"verb": "x", "data": {"verb": "x"}}}),
    activity("invoke", name="task/fetch", value={"data": {"verb": "x"}}),
    activity(
        "invoke",
        name="application/search",
        value={"queryOptions": {"skip": 1, "top": 2}, "dataset": "places", "queryText": "lappee"},
    ),
    activity(
        "invoke",
        name="fileConsent/invoke",
        value={
            "action": "accept",
            "context": {"verb": "x"},
            "uploadInfo": {"name": "a", "uploadUrl": "b", "contentUrl": "c", "uniqueId": "d", "fileType": "e"},
        },
    ),
]
"""Activities with everything in them that the bot reads."""
ODD: list[Any] = [None, True, 7, 2**200, "", "\x00", "x" * 5000, [], {}, ["x"], [{}], {"id": ["x"]}, {"type": {}}]


def _with_each_part_odd(whole: Any) -> Iterator[Any]:
    """It with an odd value in the place of itself or of one of its parts, however deep."""
    yield from ODD
    for key in whole if isinstance(whole, dict) else range(len(whole)) if isinstance(whole, list) else ():
        for odd in _with_each_part_odd(whole[key]):
            changed = copy(whole)
            changed[key] = odd
            yield changed


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: f"{whole['type']} {whole.get('name', '')}")
async def test_nothing_odd_in_any_place_makes_the_door_fail(whole: dict[str, Any]) -> None:
    local = whole | {"serviceUrl": LOCAL}
    assert (await _receive(json.dumps(local).encode())).status == 200
    for body in _with_each_part_odd(local):
        assert (await _receive(json.dumps(body).encode())).status in {200, 400, 403}, body


def _receive(body: bytes) -> Awaitable[Reply]:
    door = Door(Handling(), None, ServiceAddresses(HOSTS, any_loopback=True), StandingClock())
    return door.receive(body, "", "127.0.0.1")


@settings(max_examples=300)
@given(BODIES | st.dictionaries(st.text(max_size=8), JSON, max_size=5))
async def test_no_activity_however_odd_makes_the_door_fail(body: dict[str, Any]) -> None:
    reply = await _receive(json.dumps(body).encode())
    assert reply.status in {200, 400, 403}


@settings(max_examples=200)
@given(st.binary(max_size=400))
async def test_no_bytes_make_the_door_fail(body: bytes) -> None:
    assert (await _receive(body)).status in {200, 400, 403}


@settings(max_examples=200)
@given(st.text(max_size=200))
async def test_any_text_is_read_without_tags_of_mentions(text: str) -> None:
    handling = Handling()
    door = Door(handling, None, ServiceAddresses(HOSTS, any_loopback=True), StandingClock())
    body = json.dumps(activity(text=f"<at>Kuntayhteys</at>{text}")).encode()
    assert (await door.receive(body, "", "127.0.0.1")).status in {200, 400}
    for turn in handling.turns:
        assert isinstance(turn.doing, Message)
        assert "\x00" not in turn.doing.text


async def test_a_press_without_a_verb_still_reaches_the_steps_of_a_turn(house: House) -> None:
    """An old card, or another program's: the turn's steps have a sentence for it."""
    assert (await house.post_signed(activity(value={"question": "?"}))).status == 200
    [turn] = house.handling.turns
    assert isinstance(turn.doing, Press)
    assert turn.doing.verb == ""


async def test_what_comes_while_too_much_is_in_hand_is_sent_back_and_served_when_it_comes_again(house: House) -> None:
    house.handling.slow = asyncio.Event()
    storm = [asyncio.create_task(house.post_signed(activity(text=str(number)))) for number in range(AT_ONCE + 4)]
    first, _ = await asyncio.wait(storm, timeout=60, return_when=asyncio.FIRST_COMPLETED)
    refused = next(iter(first)).result()
    assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
    house.handling.slow.set()
    statuses = sorted([(await one).status for one in storm])
    assert statuses == [200] * AT_ONCE + [503] * 4
    assert len(house.handling.turns) == AT_ONCE
    again = [await house.post_signed(activity(text=f"again {number}")) for number in range(4)]
    assert [one.status for one in again] == [200] * 4


async def test_whoever_sends_a_body_slowly_takes_nobody_s_place(house: House) -> None:
    ended = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await ended.wait()
        yield b"}"

    headers = {"Content-Type": "application/json"}
    slow = [
        asyncio.create_task(house.client.post("/api/messages", data=slowly(), headers=headers)) for _ in range(AT_ONCE)
    ]
    assert (await house.post_signed(activity(text="hei"))).status == 200
    ended.set()
    assert {(await one).status for one in slow} == {400}
