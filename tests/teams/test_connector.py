"""What the connector says to Teams, and how it takes the answers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.outbox.delivery_refusals import Refusal
from bot.outbox.sending import Delivered, Outcome, Refused, Sender, Spot, TryLater
from bot.teams.connector import Connector, open_session
from bot.teams.pacing import Limit, Pacing
from bot.teams.sending_tokens import SendingTokens
from bot.teams.service_addresses import ServiceAddresses
from tests.teams.clocks import StandingClock

BOT = "28:app"
CHAT = "a:1/2+ä?#%"
THREAD = "19:k@thread.tacv2;messageid=17"
HELLO = {"type": "message", "text": "Hei"}


@dataclass
class Request:
    """What arrived at the pretended Teams."""

    method: str
    path: str
    query: str
    body: object
    authorization: str


@dataclass
class PretendedTeams:
    """Answers with what the test has laid ready; counts tokens."""

    requests: list[Request] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    tokens_given: int = 0
    token_status: int = 200
    url: str = ""

    async def connector(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        seen = Request(
            request.method,
            request.raw_path.split("?")[0],
            request.query_string,
            body,
            request.headers.get("Authorization", ""),
        )
        self.requests.append(seen)
        return self.answers.pop(0) if self.answers else web.json_response({"id": "m1"}, status=201)

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        assert (form["grant_type"], form["client_id"]) == ("client_credentials", "app")
        assert (form["client_secret"], form["scope"]) == ("s3cret", "https://api.botframework.com/.default")
        self.tokens_given += 1
        answer = {"access_token": f"token-{self.tokens_given}", "expires_in": 3600}
        return web.json_response(answer if self.token_status == 200 else {}, status=self.token_status)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
async def teams() -> AsyncIterator[PretendedTeams]:
    pretended = PretendedTeams()
    app = web.Application()
    app.router.add_post("/registration/oauth2/v2.0/token", pretended.token)
    app.router.add_route("*", "/emea/{rest:.*}", pretended.connector)
    async with TestServer(app) as server:
        pretended.url = str(server.make_url("/emea/"))
        yield pretended


@pytest.fixture
async def connector(teams: PretendedTeams, clock: StandingClock) -> AsyncIterator[Connector]:
    async with open_session() as session:
        tokens = SendingTokens(
            session,
            clock,
            login_url=teams.url.removesuffix("emea/"),
            app_tenant="registration",
            app_id="app",
            app_password=SecretStr("s3cret"),
        )
        addresses = ServiceAddresses((), any_loopback=True)
        sender: Sender = Connector(session, tokens, addresses, Pacing((), ()), clock, BOT)
        assert isinstance(sender, Connector)
        yield sender


def spot(teams: PretendedTeams, conversation_id: str = CHAT, targeted_at: str = "") -> Spot:
    return Spot("t1", teams.url, conversation_id, targeted_at)


async def test_a_message_goes_to_its_conversation_with_the_bots_token(
    connector: Connector, teams: PretendedTeams
) -> None:
    assert await connector.send(spot(teams), HELLO) == Delivered("m1")
    [request] = teams.requests
    assert (request.method, request.body) == ("POST", HELLO)
    assert request.path == "/emea/v3/conversations/a%3A1%2F2%2B%C3%A4%3F%23%25/activities"
    assert request.authorization == "Bearer token-1"


async def test_changing_and_deleting(connector: Connector, teams: PretendedTeams) -> None:
    assert await connector.update(spot(teams, "a:1"), "m 7", HELLO) == Delivered("m1")
    teams.answers = [web.Response(status=200)]
    assert await connector.delete(spot(teams, "a:1"), "m 7") == Delivered()
    assert [(one.method, one.path) for one in teams.requests] == [
        ("PUT", "/emea/v3/conversations/a%3A1/activities/m%207"),
        ("DELETE", "/emea/v3/conversations/a%3A1/activities/m%207"),
    ]
    assert teams.requests[0].body == {**HELLO, "id": "m 7"}
    assert teams.requests[1].body is None


async def test_a_targeted_message_names_its_recipient_only_when_sent(
    connector: Connector, teams: PretendedTeams
) -> None:
    only = spot(teams, THREAD, "29:kari")
    await connector.send(only, HELLO)
    await connector.update(only, "m1", HELLO)
    await connector.delete(only, "m1")
    assert {one.query for one in teams.requests} == {"isTargetedActivity=true"}
    assert teams.requests[0].body == {**HELLO, "recipient": {"id": "29:kari"}}
    assert "recipient" not in str(teams.requests[1].body)


async def test_a_new_one_to_one_conversation(connector: Connector, teams: PretendedTeams) -> None:
    teams.answers = [web.json_response({"id": "a:new"}, status=201)]
    assert await connector.create_personal("t1", teams.url, "29:maija") == Delivered(conversation_id="a:new")
    assert teams.requests[0].path == "/emea/v3/conversations"
    assert teams.requests[0].body == {
        "isGroup": False,
        "bot": {"id": BOT},
        "members": [{"id": "29:maija"}],
        "tenantId": "t1",
        "channelData": {"tenant": {"id": "t1"}},
    }


@pytest.mark.parametrize("answer", [{"id": THREAD, "activityId": "17"}, {"id": THREAD}])
async def test_a_new_channel_thread(connector: Connector, teams: PretendedTeams, answer: dict[str, str]) -> None:
    teams.answers = [web.json_response(answer, status=201)]
    outcome = await connector.start_thread("t1", teams.url, "19:k@thread.tacv2", HELLO)
    assert outcome == Delivered(activity_id="17", conversation_id=THREAD)
    body = teams.requests[0].body
    assert isinstance(body, dict)
    assert (body["isGroup"], body["channelData"]["channel"], body["activity"]) == (
        True,
        {"id": "19:k@thread.tacv2"},
        HELLO,
    )


def error(status: int, code: str = "", **headers: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "no"}}, status=status, headers=headers)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (error(429, **{"Retry-After": "7"}), TryLater("429", timedelta(seconds=7))),
        (error(429), TryLater("429")),
        (error(429, **{"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), TryLater("429")),
        (error(412), TryLater("412")),
        (error(502), TryLater("502")),
        (error(503), TryLater("503")),
        (error(504), TryLater("504")),
        (error(500), Refused(Refusal.REJECTED, "500")),
        (error(400, "BadSyntax"), Refused(Refusal.REJECTED, "400")),
        (
            error(403, "BotNotInConversationRoster"),
            Refused(Refusal.NOT_INSTALLED, "403 BotNotInConversationRoster"),
        ),
        (error(403, "ConversationBlockedByUser"), Refused(Refusal.BLOCKED_BY_USER, "403 ConversationBlockedByUser")),
        (error(403, "BotDisabledByAdmin"), Refused(Refusal.DISABLED_BY_ADMIN, "403 BotDisabledByAdmin")),
        (
            web.json_response({"errorCode": 209, "message": '{"subCode":"MessageWritesBlocked"}'}, status=403),
            Refused(Refusal.WRITES_BLOCKED, "403 MessageWritesBlocked"),
        ),
        (error(403), Refused(Refusal.FORBIDDEN, "403")),
        (error(404, "ConversationNotFound"), Refused(Refusal.CONVERSATION_GONE, "404 ConversationNotFound")),
        (
            error(404, "ActivityNotFoundInConversation"),
            Refused(Refusal.MESSAGE_GONE, "404 ActivityNotFoundInConversation"),
        ),
        (error(413, "MessageSizeTooBig"), Refused(Refusal.TOO_BIG, "413 MessageSizeTooBig")),
        (web.Response(status=413, text="<html>"), Refused(Refusal.TOO_BIG, "413")),
        (web.Response(status=302, headers={"Location": "https://evil.example/"}), Refused(Refusal.REJECTED, "302")),
        (web.Response(status=200, text="not json"), Delivered()),
        (web.json_response([1], status=200), Delivered()),
        (web.json_response({"id": 5}, status=202), Delivered()),
    ],
)
async def test_how_answers_are_taken(
    connector: Connector, teams: PretendedTeams, answer: web.Response, outcome: Outcome
) -> None:
    teams.answers = [answer]
    assert await connector.send(spot(teams), HELLO) == outcome
    assert len(teams.requests) == 1


@pytest.mark.parametrize(("status", "refusal"), [(403, Refusal.NOT_INSTALLED), (404, Refusal.PERSON_UNKNOWN)])
async def test_a_person_who_cannot_be_written_to(
    connector: Connector, teams: PretendedTeams, status: int, refusal: Refusal
) -> None:
    teams.answers = [error(status)]
    assert await connector.create_personal("t1", teams.url, "29:x") == Refused(refusal, str(status))


async def test_a_token_that_is_no_longer_accepted_is_replaced_once(connector: Connector, teams: PretendedTeams) -> None:
    teams.answers = [error(401)]
    assert await connector.send(spot(teams), HELLO) == Delivered("m1")
    assert [one.authorization for one in teams.requests] == ["Bearer token-1", "Bearer token-2"]
    teams.answers = [error(401), error(401)]
    assert await connector.send(spot(teams), HELLO) == TryLater("401")


async def test_one_token_serves_until_shortly_before_its_end(
    connector: Connector, teams: PretendedTeams, clock: StandingClock
) -> None:
    for _ in range(3):
        await connector.send(spot(teams), HELLO)
    assert teams.tokens_given == 1
    clock.forward(minutes=56)
    await connector.send(spot(teams), HELLO)
    assert teams.tokens_given == 2


async def test_a_token_that_cannot_be_renewed_early_is_used_to_its_end(
    connector: Connector, teams: PretendedTeams, clock: StandingClock
) -> None:
    await connector.send(spot(teams), HELLO)
    teams.token_status = 503
    clock.forward(minutes=56)
    assert await connector.send(spot(teams), HELLO) == Delivered("m1")
    clock.forward(minutes=5)
    assert await connector.send(spot(teams), HELLO) == TryLater("token_503")


async def test_the_token_is_never_sent_to_an_address_that_is_not_allowed(
    connector: Connector, teams: PretendedTeams
) -> None:
    elsewhere = Spot("t1", "https://evil.example/", CHAT)
    assert await connector.send(elsewhere, HELLO) == Refused(Refusal.ADDRESS_NOT_ALLOWED, "service_url")
    assert teams.tokens_given == 0


async def test_when_nobody_answers_it_is_tried_later(connector: Connector) -> None:
    nobody = Spot("t1", "http://127.0.0.1:9/", CHAT)
    outcome = await connector.send(nobody, HELLO)
    assert isinstance(outcome, TryLater)


async def test_our_own_limits_are_kept_without_asking_teams(teams: PretendedTeams, clock: StandingClock) -> None:
    async with open_session() as session:
        tokens = SendingTokens(
            session, clock, login_url=teams.url, app_tenant="", app_id="", app_password=SecretStr("")
        )
        pacing = Pacing((Limit(1, timedelta(seconds=1)),), ())
        slow = Connector(session, tokens, ServiceAddresses((), any_loopback=True), pacing, clock, BOT)
        assert await slow.send(spot(teams), HELLO) == Delivered("m1")
        assert await slow.send(spot(teams), HELLO) == TryLater("paced", timedelta(seconds=1))
        assert len(teams.requests) == 1
        assert teams.requests[0].authorization == ""
        assert teams.tokens_given == 0
