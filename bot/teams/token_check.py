"""Whether a request really comes from Teams: our own check of the Bot Framework's token.

Source: Microsoft, "Authenticate requests with the Bot Connector API": RS256 by a published key that is endorsed for
`msteams`, issuer, audience, time, and a `serviceurl` claim equal to the activity's serviceUrl. The SDK's own check
skips what the body leaves out, answers 500 to a bad token, and does not fetch new keys; hence this one.
"""

import hashlib
import math
from datetime import timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.types import Options

from bot.teams.door_refusals import NotAllowed, NotSigned
from bot.teams.signing_keys import SigningKeys
from config.clock import Clock

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY = timedelta(minutes=5)
LONGEST_TOKEN = 16 * 1024
REMEMBERED = 4096

_ONLY_THE_SIGNATURE: Options = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
"""The claims are checked below, by our own clock."""


class TokenCheck:
    """Checks tokens; one that was found good is remembered, by its hash, until it runs out."""

    def __init__(self, app_id: str, keys: SigningKeys, clock: Clock) -> None:
        self._app_id = app_id
        self._keys = keys
        self._clock = clock
        self._good: dict[bytes, tuple[float, str]] = {}
        """Hash of a token: the second at which it runs out, its serviceurl claim."""

    async def check(self, authorization: str, channel_id: str, service_url: str) -> None:
        """Returns if the Authorization header proves that Teams sent an activity with this channel and address.

        Raises NotSigned (401) when there is no valid token, NotAllowed (403) when the token is valid but not for this.
        """
        token = _bearer(authorization)
        mark = hashlib.sha256(token.encode()).digest()
        remembered = self._good.get(mark)
        if remembered is None:
            remembered = await self._verify(token)
            self._remember(mark, remembered)
        expires, allowed_url = remembered
        if self._clock().timestamp() > expires + LEEWAY.total_seconds():
            self._good.pop(mark, None)
            raise NotSigned("expired")
        if channel_id != CHANNEL:
            raise NotAllowed("channel")
        if not service_url or service_url.rstrip("/") != allowed_url.rstrip("/"):
            raise NotAllowed("service_url")

    async def _verify(self, token: str) -> tuple[float, str]:
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise NotSigned("unreadable") from error
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str):
            raise NotSigned("algorithm")
        key = await self._keys.find(kid)
        if key is None:
            raise NotSigned("unknown_key")
        claims = _claims(token, key.public)
        expires = self._check_claims(claims)
        if CHANNEL not in key.endorsements:
            raise NotAllowed("endorsement")
        address = claims.get("serviceurl")
        return expires, address if isinstance(address, str) else ""

    def _check_claims(self, claims: dict[str, object]) -> float:
        now, leeway = self._clock().timestamp(), LEEWAY.total_seconds()
        if claims.get("iss") != ISSUER:
            raise NotSigned("issuer")
        if claims.get("aud") != self._app_id:
            raise NotSigned("audience")
        expires = _moment(claims.get("exp"))
        if now > expires + leeway:
            raise NotSigned("expired")
        if "nbf" in claims and now < _moment(claims["nbf"]) - leeway:
            raise NotSigned("not_yet_valid")
        return expires

    def _remember(self, mark: bytes, found: tuple[float, str]) -> None:
        if len(self._good) >= REMEMBERED:
            now = self._clock().timestamp()
            self._good = {known: value for known, value in self._good.items() if value[0] > now}
        if len(self._good) >= REMEMBERED:
            self._good.pop(next(iter(self._good)))
        self._good[mark] = found


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise NotSigned("no_token")
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise NotSigned("unreadable")
    return token


def _claims(token: str, key: RSAPublicKey) -> dict[str, object]:
    try:
        return jwt.decode(token, key, algorithms=["RS256"], options=_ONLY_THE_SIGNATURE)
    except jwt.PyJWTError as error:
        raise NotSigned("signature") from error


def _moment(claim: object) -> float:
    """Seconds since 1970; a claim that is no sensible number is no valid time."""
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        raise NotSigned("time")
    try:
        seconds = float(claim)
    except OverflowError as error:
        raise NotSigned("time") from error
    if not math.isfinite(seconds):
        raise NotSigned("time")
    return seconds
