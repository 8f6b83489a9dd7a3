"""The client of the Bot Connector: what goes out to Teams, over one shared HTTP session, with a typed outcome each.

The SDK's own client makes a session per turn and works in threads, which caps a bot at some hundred turns a second.
This one never repeats a request by itself, except once with a fresh token: repeating is the outbox's task.
"""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.outbox.delivery_refusals import Refusal
from bot.outbox.sending import PACED, ActivityJson, Delivered, Outcome, Refused, Spot, TryLater
from bot.teams.connector_answers import outcome_of
from bot.teams.pacing import NO_WAIT, Pacing
from bot.teams.sending_tokens import NoToken, SendingTokens
from bot.teams.service_addresses import ServiceAddresses
from config.clock import Clock
from config.quick_json import written

TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
LARGEST_ANSWER = 64 * 1024
TARGETED = "?isTargetedActivity=true"


def open_session() -> aiohttp.ClientSession:
    """The one HTTP session for everything the bot sends and fetches; close it when the bot stops. No cookies."""
    return aiohttp.ClientSession(
        timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=100)
    )


class Connector:
    """Sends, changes and deletes messages; implements `bot.outbox.sending.Sender`.

    `bot_id` is the bot's own id in Teams: `28:<app id>`.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: SendingTokens,
        addresses: ServiceAddresses,
        pacing: Pacing,
        clock: Clock,
        bot_id: str,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._addresses = addresses
        self._pacing = pacing
        self._clock = clock
        self._bot_id = bot_id

    async def create_personal(self, tenant_id: str, service_url: str, member_id: str) -> Outcome:
        """The 1:1 conversation with a person (`29:…` or the directory id). Asking twice gives the same one."""
        body = {
            "isGroup": False,
            "bot": {"id": self._bot_id},
            "members": [{"id": member_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        spot = Spot(tenant_id, service_url, f"with {member_id}")
        outcome = await self._request("POST", spot, "/v3/conversations", body, creating=True)
        if isinstance(outcome, Delivered):
            return Delivered(conversation_id=outcome.activity_id)
        return outcome

    async def start_thread(self, tenant_id: str, service_url: str, channel_id: str, activity: ActivityJson) -> Outcome:
        """A new thread in a channel; Delivered carries the thread's conversation id and its first message's id."""
        body = {
            "isGroup": True,
            "bot": {"id": self._bot_id},
            "tenantId": tenant_id,
            "channelData": {"channel": {"id": channel_id}, "tenant": {"id": tenant_id}},
            "activity": activity,
        }
        spot = Spot(tenant_id, service_url, channel_id)
        outcome = await self._request("POST", spot, "/v3/conversations", body)
        if isinstance(outcome, Delivered) and not outcome.conversation_id:
            _, _, root = outcome.activity_id.partition(";messageid=")
            return Delivered(activity_id=root, conversation_id=outcome.activity_id)
        return outcome

    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        """A new message; targeted when the spot says at whom."""
        body = {**activity, "recipient": {"id": spot.targeted_at}} if spot.targeted_at else activity
        return await self._request("POST", spot, _path(spot, "activities"), body)

    async def update(self, spot: Spot, activity_id: str, activity: ActivityJson) -> Outcome:
        """Replaces a message. A targeted one must not name its recipient again."""
        body = {**activity, "id": activity_id}
        return await self._request("PUT", spot, _path(spot, "activities", activity_id), body)

    async def delete(self, spot: Spot, activity_id: str) -> Outcome:
        """Removes a message."""
        return await self._request("DELETE", spot, _path(spot, "activities", activity_id), None)

    async def _request(
        self, method: str, spot: Spot, path: str, body: Mapping[str, object] | None, *, creating: bool = False
    ) -> Outcome:
        if not self._addresses.allows(spot.service_url):
            return Refused(Refusal.ADDRESS_NOT_ALLOWED, "service_url")
        wait = self._pacing.reserve(spot.tenant_id, spot.conversation_id, self._clock())
        if wait.time > NO_WAIT:
            return TryLater(PACED, wait.time, wait.whole_tenant)
        url = URL(spot.service_url.rstrip("/") + path, encoded=True)
        data = None if body is None else written(body).encode()
        try:
            outcome, token = await self._once(method, url, data, creating=creating)
            if isinstance(outcome, TryLater) and outcome.code == "401" and token:
                self._tokens.discard(token)
                outcome, _ = await self._once(method, url, data, creating=creating)
        except NoToken as missing:
            return TryLater(missing.code)
        except TimeoutError:
            return TryLater("timeout")
        except (aiohttp.ClientError, OSError) as error:
            return TryLater(type(error).__name__)
        return outcome

    async def _once(self, method: str, url: URL, data: bytes | None, *, creating: bool) -> tuple[Outcome, str]:
        token = await self._tokens.token()
        headers = {"Content-Type": "application/json"} if data is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        async with self._session.request(
            method, url, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
        ) as response:
            answer = await response.content.read(LARGEST_ANSWER)
            retry_after = response.headers.get("Retry-After")
            return outcome_of(response.status, answer, _seconds(retry_after), creating=creating), token


def _path(spot: Spot, *parts: str) -> str:
    rest = "/".join(quote(part, safe="") for part in (spot.conversation_id, *parts))
    return f"/v3/conversations/{rest}" + (TARGETED if spot.targeted_at else "")


def _seconds(header: str | None) -> timedelta | None:
    """Retry-After in seconds; Teams does not use its other form, a date."""
    if header is None or not header.isascii() or not header.isdigit() or len(header) > 6:
        return None
    return timedelta(seconds=int(header))
