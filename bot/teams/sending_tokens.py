"""The token that the bot shows to Teams when it sends: fetched with the client's secret, kept, renewed early.

The token always comes from the tenant of the bot's registration, whichever tenant the message goes to.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import aiohttp
import orjson
import structlog
from pydantic import SecretStr

from bot.teams.json_shapes import Json, json_object
from config.clock import Clock

log = structlog.get_logger()

SCOPE = "https://api.botframework.com/.default"
RENEWED_BEFORE_END = timedelta(minutes=5)
LAST_USE_BEFORE_END = timedelta(seconds=30)
TIMEOUT = aiohttp.ClientTimeout(total=10)


class NoToken(Exception):  # noqa: N818 - an expected state of the world
    """No token could be had now; `code` says why, without anything secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SendingTokens:
    """One token for all sending. Without an app id sending is anonymous, for local use."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        *,
        login_url: str,
        app_tenant: str,
        app_id: str,
        app_password: SecretStr,
    ) -> None:
        self._session = session
        self._clock = clock
        self._address = f"{login_url.rstrip('/')}/{quote(app_tenant, safe='')}/oauth2/v2.0/token"
        self._app_id = app_id
        self._app_password = app_password
        self._token = ""
        self._ends = datetime.min.replace(tzinfo=UTC)
        self._fetching = asyncio.Lock()

    async def token(self) -> str:
        """A token that is good for the next moments; empty when sending is anonymous. Raises NoToken."""
        if not self._app_id or self._lasts(RENEWED_BEFORE_END):
            return self._token
        if self._fetching.locked() and self._lasts(LAST_USE_BEFORE_END):
            return self._token
        async with self._fetching:
            if not self._lasts(RENEWED_BEFORE_END):
                await self._renew()
        return self._token

    def discard(self, token: str) -> None:
        """Teams did not accept this token: the next call fetches another, unless that has happened already."""
        if token == self._token:
            self._token = ""

    def _lasts(self, margin: timedelta) -> bool:
        return bool(self._token) and self._clock() + margin < self._ends

    async def _renew(self) -> None:
        try:
            self._token, lifetime = _read(await self._ask())
            self._ends = self._clock() + lifetime
            log.info("sending_token_renewed")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            code = f"token_{error.status}" if isinstance(error, aiohttp.ClientResponseError) else "token_unreachable"
            log.warning("sending_token_unavailable", code=code)
            if not self._lasts(LAST_USE_BEFORE_END):
                raise NoToken(code) from None

    async def _ask(self) -> Json:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._app_id,
            "client_secret": self._app_password.get_secret_value(),
            "scope": SCOPE,
        }
        async with self._session.post(
            self._address, data=form, timeout=TIMEOUT, allow_redirects=False, raise_for_status=True
        ) as response:
            return json_object(orjson.loads(await response.read()))


def _read(answer: Json) -> tuple[str, timedelta]:
    token, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(token, str) or not token or not isinstance(seconds, int | float | str):
        raise ValueError("no token in the answer")
    return token, timedelta(seconds=min(float(seconds), 86_400))
