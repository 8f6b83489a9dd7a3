"""Requests that Teams would never send: forged tokens, bodies made to do harm. None opens or changes anything."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
import structlog
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.security.guarded_bot import QUESTION, Body, GuardedBot
from tests.teams.signing import APP_ID, KEYS, published

pytestmark = pytest.mark.asyncio(loop_scope="package")
IN_A_SECOND = 1.0
"""Of this process: what others of the machine do meanwhile does not count."""
"""How long any of these may take, on a busy machine too."""
FORGED: dict[str, dict[str, Any]] = {
    "expired": {"exp": 1_700_000_000},
    "not yet": {"nbf": 2**40},
    "another audience": {"aud": "another-bot"},
    "several audiences": {"aud": [APP_ID, "another-bot"]},
    "another issuer": {"iss": "https://evil.example"},
    "another key": {"key": KEYS[1]},
    "an unknown key": {"kid": "k2"},
    "a key by a path": {"kid": "../../etc/passwd"},
    "HS256": {"key": "a secret that is long enough for HS256", "algorithm": "HS256"},
    "RS512": {"algorithm": "RS512"},
    "PS256": {"algorithm": "PS256"},
    "none": {"key": None, "algorithm": "none"},
    "no end": {"without": "exp"},
    "no audience": {"without": "aud"},
    "no issuer": {"without": "iss"},
    "an end in words": {"exp": "2099-01-01"},
    "an end that is true": {"exp": True},
    "an endless end": {"exp": 10**400},
}


def claim(bot: GuardedBot) -> Body:
    return bot.press(*bot.people()["asked"], "consultation.claim", {"consultation": 1001, "version": 1})


async def unchanged(bot: GuardedBot) -> None:
    now = await bot.protected()
    assert {name for name in now if now[name] != bot.as_it_was[name]} == set()


async def sent(bot: GuardedBot, authorization: str | None, content: bytes = b"") -> tuple[int, str]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
    body = content or json.dumps(claim(bot)).encode()
    async with bot.session.post(bot.url, data=body, headers=headers) as response:
        return response.status, await response.text()


@pytest.mark.parametrize("how", FORGED)
async def test_a_forged_token_opens_nothing(standing: GuardedBot, how: str) -> None:
    status, answer = await standing.post(claim(standing), **FORGED[how])
    assert (status, QUESTION in answer) == (401, False)
    await unchanged(standing)


async def test_headers_that_are_no_token_open_nothing(standing: GuardedBot) -> None:
    good = standing.issuer.token(serviceurl=standing.service)
    head, payload, signature = good.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed = base64.urlsafe_b64encode(json.dumps(claims | {"exp": 2**40}).encode()).rstrip(b"=").decode()
    for authorization in (
        None, "", "Bearer", "Bearer ", f"Basic {good}", good, f"Bearer {head}.{changed}.{signature}",
        f"Bearer {head}.{payload}.", f"Bearer {head}.{payload}", f"Bearer {good}x", "Bearer " + "a" * 20_000,
        "Bearer ä.ö.å", "Bearer ..", "Bearer null",
    ):  # fmt: skip
        assert (await sent(standing, authorization))[0] in {400, 401}
    await unchanged(standing)


async def test_a_token_that_brings_its_own_key_opens_nothing(standing: GuardedBot) -> None:
    """Keys named or carried in the token's head are not looked at."""
    own = json.loads(RSAAlgorithm.to_jwk(KEYS[1].public_key()))
    claims = jwt.decode(standing.issuer.token(serviceurl=standing.service), options={"verify_signature": False})
    for more in ({"jwk": own}, {"jku": f"{standing.service}keys"}, {"x5u": f"{standing.service}key"}, {"crit": ["x"]}):
        token = jwt.encode(claims, KEYS[1], algorithm="RS256", headers={"kid": "k1", **more})
        assert (await sent(standing, f"Bearer {token}"))[0] == 401
    await unchanged(standing)


async def test_the_public_key_is_not_taken_for_a_secret(standing: GuardedBot) -> None:
    """The old trick: HS256 with the published key as the secret."""
    good = standing.issuer.token(serviceurl=standing.service)
    secret = KEYS[0].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"k1","typ":"JWT"}').rstrip(b"=").decode()
    signed = f"{head}.{good.split('.')[1]}"
    mark = base64.urlsafe_b64encode(hmac.new(secret, signed.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
    assert (await sent(standing, f"Bearer {signed}.{mark}"))[0] == 401
    await unchanged(standing)


async def test_a_key_that_may_not_speak_for_teams_opens_nothing(standing: GuardedBot) -> None:
    standing.issuer.keys = [published("k1", KEYS[0]), published("other", KEYS[1], ["webchat"])]
    try:
        status, _ = await standing.post(claim(standing), kid="other", key=KEYS[1])
    finally:
        standing.issuer.keys = [published("k1", KEYS[0])]
    assert status in {401, 403}
    await unchanged(standing)


@pytest.mark.parametrize("channel", ["emulator", "webchat", "directline", "", "msteams "])
async def test_another_channel_opens_nothing(standing: GuardedBot, channel: str) -> None:
    assert (await standing.post({**claim(standing), "channelId": channel}))[0] == 403
    await unchanged(standing)


async def test_a_token_for_another_service_address_opens_nothing(standing: GuardedBot) -> None:
    teams, body = "https://smba.trafficmanager.net/emea/", claim(standing)
    assert (await standing.post(body, serviceurl=teams))[0] == 403
    assert (await standing.post({**body, "serviceUrl": teams}))[0] == 403
    assert (await standing.post(body, without="serviceurl"))[0] == 403
    elsewhere = standing.service.replace("127.0.0.1", "127.0.0.1@evil.example")
    for address in ("https://evil.example/", "http://169.254.169.254/", "file:///etc/passwd", elsewhere):
        assert (address, (await standing.post({**body, "serviceUrl": address}, serviceurl=address))[0]) == (
            address,
            403,
        )
    await unchanged(standing)


def _deep(levels: int) -> bytes:
    return b'{"type":"message","value":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


BODIES: dict[str, tuple[bytes, set[int]]] = {
    "arrays without end": (b"[" * 200_000, {400}),
    "objects without end": (b'{"a":' * 40_000, {400}),
    "a deep value": (_deep(1_000), {400}),
    "a value as deep as the parser goes": (_deep(20_000), {400}),
    "not UTF-8": (b'{"type":"message","text":"\xff\xfe"}', {400}),
    "UTF-16": ('{"type":"message"}'.encode("utf-16"), {400}),
    "a mark before it": (b'\xef\xbb\xbf{"type":"message"}', {400}),
    "NaN": (b'{"type":"message","value":NaN}', {400}),
    "infinity": (b'{"type":"message","value":-Infinity}', {400}),
    "half a surrogate": (b'{"type":"message","text":"\\ud800"}', {400}),
    "a list": (b"[]", {400}),
    "null": (b"null", {400}),
    "nothing": (b" ", {400}),
    "cut off": (b'{"type":"message"', {400}),
    "two bodies": (b'{"type":"message"}{"type":"message"}', {400}),
    "a comment": (b'{"type":"message"/**/}', {400}),
    "too large": (b'{"type":"' + b"x" * 300_000 + b'"}', {413}),
    "a long number": (b'{"type":"message","value":' + b"9" * 200_000 + b"}", {400, 403}),
    "a number out of bounds": (b'{"type":"message","value":1e999}', {400, 403}),
}


@pytest.mark.parametrize("what", BODIES)
async def test_a_body_made_to_do_harm_is_turned_away_at_once(standing: GuardedBot, what: str) -> None:
    content, allowed = BODIES[what]
    began = time.process_time()
    with structlog.testing.capture_logs() as logged:
        status, _ = await standing.post(content)
    assert status in allowed
    assert time.process_time() - began < IN_A_SECOND
    assert not [line for line in logged if line["log_level"] == "error"]
    await unchanged(standing)


def _press(standing: GuardedBot, data: object) -> Body:
    return standing.press(*standing.people()["other county"], "consultation.claim", data)


async def test_large_and_deep_card_data_is_answered_at_once(standing: GuardedBot) -> None:
    deep: object = 1
    for _ in range(15):
        deep = {"items": [deep]}
    shapes: tuple[object, ...] = (
        {f"k{number}": number for number in range(15_000)},
        {"consultation": "9" * 100_000, "version": 10**30},
        {"consultation": [1001] * 20_000},
        {"text": "\u202e" * 40_000, "consultation": 1001},
        {"verb": ["consultation.claim"], "consultation": {"$gt": 0}},
        {"consultation": "1001 OR 1=1", "draft": "'; DROP TABLE consultation;--"},
        {"__proto__": {"admin": True}, "constructor": {"prototype": {}}, "consultation": True},
        {"card": {"type": "AdaptiveCard", "body": [deep]}, "consultation": -1},
    )
    for data in shapes:
        began = time.process_time()
        with structlog.testing.capture_logs() as logged:
            status, answer = await standing.post(_press(standing, data))
        assert status in {200, 400}
        assert QUESTION not in answer
        assert time.process_time() - began < IN_A_SECOND
        assert not [line for line in logged if line["log_level"] == "error"]
    await unchanged(standing)


async def test_a_key_given_twice_makes_nobody_of_two_people(standing: GuardedBot) -> None:
    """Only one of the two counts, for the whole turn; what is judged is what is done."""
    body = json.dumps(claim(standing))
    kela = standing.people()["colleague"][0]
    stranger = json.dumps({"id": "29:x", "name": "Joku", "aadObjectId": "dddddddd-0000-0000-0000-00000000000d"})
    twice = body[:-1] + f', "from": {stranger}, "channelData": {{"tenant": {{"id": "{kela}"}}}}' + "}"
    status, answer = await standing.post(twice.encode())
    assert (status, QUESTION in answer) in {(200, False), (403, False)}
    await unchanged(standing)
