"""Whoever signs the tokens of a pretended Teams: its keys, its OpenID metadata and its tokens."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from config.clock import Clock

APP_ID = "11111111-2222-3333-4444-555555555555"
SERVICE = "https://smba.trafficmanager.net/emea/"

# Generating a key is slow; the tests share a few.
KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


def published(kid: str, key: rsa.RSAPrivateKey, endorsements: list[str] | None = None) -> dict[str, object]:
    """A key as it stands in the published set; endorsed for Teams unless said otherwise."""
    found: dict[str, object] = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    return found | {"kid": kid, "endorsements": ["msteams", "webchat"] if endorsements is None else endorsements}


@dataclass
class Issuer:
    """Signs tokens; counts how often its keys were asked for."""

    clock: Clock
    keys: list[dict[str, object]] = field(default_factory=lambda: [published("k1", KEYS[0])])
    asked: int = 0
    broken: bool = False
    openid_url: str = ""

    def token(
        self, *, kid: str = "k1", key: object = KEYS[0], algorithm: str = "RS256", without: str = "", **claims: object
    ) -> str:
        """A good token, except for what is given."""
        now = int(self.clock().timestamp())
        payload: dict[str, object] = {
            "iss": "https://api.botframework.com",
            "aud": APP_ID,
            "nbf": now,
            "exp": now + 3600,
            "serviceurl": SERVICE,
        }
        payload |= claims
        payload.pop(without, None)
        return jwt.encode(payload, key, algorithm=algorithm, headers={"kid": kid})  # type: ignore[arg-type]

    def authorization(self, **how: object) -> str:
        """The same as a header."""
        return "Bearer " + self.token(**how)  # type: ignore[arg-type]


@asynccontextmanager
async def running(issuer: Issuer) -> AsyncIterator[Issuer]:
    """Publishes the issuer's keys on loopback."""

    async def metadata(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def keys(_: web.Request) -> web.Response:
        issuer.asked += 1
        return web.Response(status=503) if issuer.broken else web.json_response({"keys": issuer.keys})

    app = web.Application()
    app.add_routes([web.get("/openid", metadata), web.get("/keys", keys)])
    async with TestServer(app) as server:
        issuer.openid_url = str(server.make_url("/openid"))
        yield issuer
