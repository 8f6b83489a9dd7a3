"""Who is who between Local Teams and the bot: signs what is sent to the bot, gives and checks the bot's own tokens."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm
from jwt.types import Options

from config.clock import Clock

ISSUER = "https://api.botframework.com"
LIFETIME = timedelta(hours=1)
CONNECTOR, GRAPH = "https://api.botframework.com", "https://graph.microsoft.com"
METADATA = "/identity/v1/.well-known/openidconfiguration"
_KEYS = "/identity/v1/.well-known/keys"
_TIMES_BY_OUR_CLOCK: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}


class Identity:
    """The keys and the tokens. With `auth` off, nothing is signed and nobody is asked for a token."""

    def __init__(
        self,
        clock: Clock,
        app_id: str,
        app_password: str,
        app_tenant: str,
        *,
        auth: bool,
        token_lifetime: timedelta = LIFETIME,
    ) -> None:
        self._clock = clock
        self._lifetime = token_lifetime
        self._app_id = app_id
        self._app_password = app_password
        self._app_tenant = app_tenant.lower()
        self.auth = auth
        self._keys: dict[str, RSAPrivateKey] = {}
        self._kid = ""
        if auth:
            self.roll_key()

    def routes(self) -> list[web.RouteDef]:
        """OpenID metadata, the public keys, and the login service."""
        return [
            web.get(METADATA, self._metadata),
            web.get(_KEYS, self._jwks),
            web.post("/login/{tenant}/oauth2/v2.0/token", self._login),
        ]

    def roll_key(self) -> None:
        """Signs with a new key from now on; the older ones stay published."""
        self._kid = secrets.token_urlsafe(12)
        self._keys[self._kid] = generate_private_key(public_exponent=65537, key_size=2048)

    def header_for_bot(self, service_url: str) -> dict[str, str]:
        """The Authorization header of an activity on its way to the bot."""
        if not self.auth:
            return {}
        claims = {"iss": ISSUER, "aud": self._app_id, "serviceurl": service_url}
        return {"Authorization": f"Bearer {self._signed(claims)}"}

    def tenant_of(self, request: web.Request, audience: str) -> str | None:
        """The tenant whose token a request bears, in lower case; empty with auth off; None when it may not come in."""
        if not self.auth:
            return ""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            kid = str(jwt.get_unverified_header(token).get("kid"))
            key = self._keys[kid].public_key()
            claims = jwt.decode(token, key, algorithms=["RS256"], audience=audience, options=_TIMES_BY_OUR_CLOCK)
        except (jwt.PyJWTError, KeyError):
            return None
        if datetime.fromtimestamp(float(claims["exp"]), UTC) < self._clock():
            return None
        tenant = str(claims.get("tid", ""))
        return None if audience == CONNECTOR and tenant != self._app_tenant else tenant

    def _signed(self, claims: Mapping[str, object]) -> str:
        now = self._clock()
        times = {"nbf": now.timestamp() // 1, "exp": (now + self._lifetime).timestamp() // 1}
        return jwt.encode({**claims, **times}, self._keys[self._kid], algorithm="RS256", headers={"kid": self._kid})

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": ISSUER,
                "jwks_uri": f"http://{request.host}{_KEYS}",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _jwks(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [self._jwk(kid, key) for kid, key in self._keys.items()]})

    def _jwk(self, kid: str, key: RSAPrivateKey) -> dict[str, object]:
        public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        return {**public, "kid": kid, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}

    async def _login(self, request: web.Request) -> web.Response:
        form = await request.post()
        scope = str(form.get("scope", ""))
        audience = scope.removesuffix("/.default")
        if form.get("grant_type") != "client_credentials" or audience not in {CONNECTOR, GRAPH}:
            return _refused("invalid_scope", "AADSTS70011: The provided value for 'scope' is not valid.", 400)
        secret = str(form.get("client_secret", ""))
        right = form.get("client_id") == self._app_id and secrets.compare_digest(secret, self._app_password)
        if not right or not self.auth:
            return _refused("invalid_client", "AADSTS7000215: Invalid client secret provided.", 401)
        tenant = request.match_info["tenant"].lower()
        issuer = f"https://sts.windows.net/{tenant}/"
        token = self._signed({"iss": issuer, "aud": audience, "tid": tenant, "appid": self._app_id})
        seconds = int(self._lifetime.total_seconds())
        return web.json_response(
            {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": token}
        )


def _refused(error: str, description: str, status: int) -> web.Response:
    return web.json_response({"error": error, "error_description": description}, status=status)
