"""The public keys that sign incoming tokens: found through OpenID metadata, kept a day, fetched anew if one is new."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import jwt
import orjson
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from bot.teams.json_shapes import json_object, json_objects, json_strings
from config.clock import Clock

log = structlog.get_logger()

KEPT_FOR = timedelta(hours=24)
ASKED_AT_MOST_EVERY = timedelta(minutes=1)
"""Made-up key ids must not make us ask more often than this."""
FIRST_KEYS_AGAIN_AFTER = timedelta(seconds=5)
"""Without any key nobody gets in, so a failed first fetch is repeated sooner."""
TIMEOUT = aiohttp.ClientTimeout(total=5)
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One published key and the channels it may speak for."""

    public: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The keys that the metadata at `openid_url` leads to."""

    def __init__(self, session: aiohttp.ClientSession, openid_url: str, clock: Clock) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._not_before = datetime.min.replace(tzinfo=UTC)
        self._stale_from = self._not_before
        self._asking = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """The key with this id, or None. Unknown, or last fetched a day ago: the keys are fetched first.

        When they cannot be fetched the old ones go on serving.
        """
        if self._needs_fetching(kid) and not (kid in self._keys and self._asking.locked()):
            async with self._asking:
                if self._needs_fetching(kid):
                    await self._fetch()
        return self._keys.get(kid)

    def _needs_fetching(self, kid: str) -> bool:
        now = self._clock()
        if now < self._not_before:
            return False
        return kid not in self._keys or now >= self._stale_from

    async def _fetch(self) -> None:
        first = not self._keys
        try:
            metadata = await self._get(self._openid_url)
            keys = _read_keys(await self._get(str(metadata.get("jwks_uri", ""))))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self._not_before = self._clock() + (FIRST_KEYS_AGAIN_AFTER if first else ASKED_AT_MOST_EVERY)
            log.warning("signing_keys_unavailable", kind=type(error).__name__)
            return
        # The very first fetch does not hold back the next: the first key unknown after it is looked for at once.
        if not first:
            self._not_before = self._clock() + ASKED_AT_MOST_EVERY
        self._stale_from = self._clock() + KEPT_FOR
        self._keys = keys
        log.info("signing_keys_fetched", count=len(keys))

    async def _get(self, url: str) -> Mapping[str, object]:
        async with self._session.get(url, timeout=TIMEOUT, allow_redirects=False) as response:
            response.raise_for_status()
            if response.status != 200:
                raise ValueError("not an answer")
            body = await response.content.read(LARGEST)
            while not response.content.at_eof() and len(body) < LARGEST:
                body += await response.content.read(LARGEST - len(body))
        return json_object(orjson.loads(body))


def _read_keys(found: Mapping[str, object]) -> Mapping[str, SigningKey]:
    """The usable RSA keys of a JSON Web Key Set; others are passed over."""
    keys: dict[str, SigningKey] = {}
    for entry in json_objects(found.get("keys")):
        kid = entry.get("kid")
        if entry.get("kty") != "RSA" or not isinstance(kid, str):
            continue
        try:
            public = RSAAlgorithm.from_jwk({"kty": "RSA", "n": entry["n"], "e": entry["e"]})
        except (jwt.PyJWTError, KeyError, ValueError, TypeError):
            continue
        if isinstance(public, RSAPublicKey):
            keys[kid] = SigningKey(public, frozenset(json_strings(entry.get("endorsements"))))
    return keys
