"""Tokens: those that prove to the bot who speaks, and those the bot must show."""

from datetime import timedelta

import jwt
import pytest
from jwt import PyJWKSet

from tests.local_teams.towns import AINO, APP_ID, APP_PASSWORD, NORTH, REGISTRATION, Town

CONNECTOR_SCOPE, GRAPH_SCOPE = "https://api.botframework.com/.default", "https://graph.microsoft.com/.default"


TO_AINO = {"members": [{"id": AINO}], "tenantId": NORTH}


async def login(town: Town, tenant: str, scope: str, secret: str = APP_PASSWORD) -> tuple[int, dict[str, object]]:
    form = {"grant_type": "client_credentials", "client_id": APP_ID, "client_secret": secret, "scope": scope}
    async with town.http.post(f"{town.teams.login_url}/{tenant}/oauth2/v2.0/token", data=form) as response:
        return response.status, await response.json()


async def published(town: Town) -> PyJWKSet:
    async with town.http.get(town.teams.openid_url) as response:
        metadata = await response.json()
    assert metadata["issuer"] == "https://api.botframework.com"
    async with town.http.get(metadata["jwks_uri"]) as response:
        keys = await response.json()
    assert all(key["endorsements"] == ["msteams"] for key in keys["keys"])
    return PyJWKSet.from_dict(keys)


def signed_by(keys: PyJWKSet, header: str) -> dict[str, object]:
    token = header.removeprefix("Bearer ")
    key = keys[jwt.get_unverified_header(token)["kid"]]
    unbounded = {"verify_exp": False, "verify_nbf": False}
    return jwt.decode(token, key.key, algorithms=["RS256"], audience=APP_ID, options=unbounded)  # type: ignore[arg-type]


async def test_activities_bear_a_token_like_microsofts(guarded: Town) -> None:
    await guarded.persona(AINO).say("hello")
    claims = signed_by(await published(guarded), guarded.bot.tokens[0])
    now = guarded.clock.now.timestamp()
    assert claims == {
        "iss": "https://api.botframework.com",
        "aud": APP_ID,
        "serviceurl": guarded.teams.url,
        "nbf": now,
        "exp": now + 3600,
    }
    assert guarded.bot.last()["serviceUrl"] == guarded.teams.url


async def test_a_new_key_signs_from_then_on_and_the_old_one_stays_known(guarded: Town) -> None:
    await guarded.persona(AINO).say("before")
    async with guarded.http.post(f"{guarded.teams.page_url}/keys/roll", json={}) as response:
        assert response.status == 200
    await guarded.persona(AINO).say("after")
    keys = await published(guarded)
    before, after = guarded.bot.tokens
    assert signed_by(keys, before)
    assert signed_by(keys, after)
    kids = {jwt.get_unverified_header(one.removeprefix("Bearer "))["kid"] for one in (before, after)}
    assert len(kids) == 2


async def test_without_tokens_nothing_is_signed(here: Town) -> None:
    await here.persona(AINO).say("hello")
    assert here.bot.tokens == [""]


class TestWhoMaySend:
    async def test_a_token_of_the_registrations_tenant_is_asked_for(self, guarded: Town) -> None:
        status, body = await login(guarded, REGISTRATION, CONNECTOR_SCOPE)
        assert (status, body["token_type"], body["expires_in"]) == (200, "Bearer", 3600)
        token = str(body["access_token"])
        assert (await guarded.connector("POST", "v3/conversations", TO_AINO, token))[0] == 201

    @pytest.mark.parametrize(("tenant", "scope"), [(NORTH, CONNECTOR_SCOPE), (REGISTRATION, GRAPH_SCOPE)])
    async def test_no_other_token_will_do(self, guarded: Town, tenant: str, scope: str) -> None:
        _, body = await login(guarded, tenant, scope)
        answer = await guarded.connector("POST", "v3/conversations", TO_AINO, str(body["access_token"]))
        assert answer == (401, {"message": "Authorization has been denied for this request."})

    async def test_none_or_nonsense_is_refused(self, guarded: Town) -> None:
        assert (await guarded.connector("POST", "v3/conversations", TO_AINO))[0] == 401
        assert (await guarded.connector("POST", "v3/conversations", TO_AINO, "a.b.c"))[0] == 401

    async def test_a_token_lasts_an_hour(self, guarded: Town) -> None:
        _, body = await login(guarded, REGISTRATION, CONNECTOR_SCOPE)
        guarded.clock.forward(timedelta(hours=1, seconds=1))
        token = str(body["access_token"])
        assert (await guarded.connector("POST", "v3/conversations", TO_AINO, token))[0] == 401

    async def test_the_login_service_knows_the_secret_and_the_scopes(self, guarded: Town) -> None:
        assert (await login(guarded, REGISTRATION, CONNECTOR_SCOPE, "guess"))[0] == 401
        assert (await login(guarded, REGISTRATION, "https://example.com/.default"))[0] == 400
