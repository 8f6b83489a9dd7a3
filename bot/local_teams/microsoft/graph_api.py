"""The few Microsoft Graph calls a bot of this kind makes: presence of many people, a person by id or address."""

import asyncio
import re
from collections.abc import Callable

from aiohttp import web

from bot.local_teams.microsoft.connector_refusals import graph_error
from bot.local_teams.microsoft.identity import GRAPH, Identity
from bot.local_teams.world.faults import Switchboard
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Unreadable, as_object, strings
from bot.local_teams.world.world import World

ROOT = "/graph/v1.0"
IDS_AT_MOST = 650
_IN_AT_MOST = 15
_QUOTED = r"'((?:[^']|'')*)'"
_EQUALS = rf"(?:mail|userPrincipalName)\s+eq\s+{_QUOTED}"
_ANY_EQUALS = re.compile(rf"{_EQUALS}(?:\s+or\s+{_EQUALS})*")
_IN = re.compile(rf"id\s+in\s+\({_QUOTED}(?:\s*,\s*{_QUOTED})*\)")
_SHOWN = {
    "DoNotDisturb": ("DoNotDisturb", "Presenting"),
    "OutOfOffice": ("Available", "OutOfOffice"),
}
"""Availability and activity where they differ: out of office is an activity, Graph says so with any availability."""


class Graph:
    """Answers as Graph does for the tenant whose token it is shown; with auth off, for all tenants."""

    def __init__(self, world: World, identity: Identity, switchboard: Switchboard) -> None:
        self._world = world
        self._identity = identity
        self._switchboard = switchboard
        self._sequence = 0

    def routes(self) -> list[web.RouteDef]:
        """Presence and people."""
        return [
            web.post(ROOT + "/communications/getPresencesByUserId", self._presences),
            web.get(ROOT + "/users", self._search),
            web.get(ROOT + "/users/{user}", self._user),
        ]

    async def _presences(self, request: web.Request) -> web.Response:
        tenant, refusal = await self._enter(request)
        if refusal is not None:
            return refusal
        try:
            ids = strings(as_object(await request.json(), "body").get("ids"))
        except (Unreadable, ValueError) as error:
            return graph_error(400, "BadRequest", str(error))
        if not 1 <= len(ids) <= IDS_AT_MOST:
            return graph_error(400, "BadRequest", f"The number of ids must be between 1 and {IDS_AT_MOST}.")
        found = [user for one in ids if (user := self._of_tenant(one, tenant)) is not None]
        return web.json_response({"value": [self._presence(user) for user in found]})

    async def _user(self, request: web.Request) -> web.Response:
        tenant, refusal = await self._enter(request)
        if refusal is not None:
            return refusal
        user = self._of_tenant(request.match_info["user"], tenant)
        if user is None:
            message = (
                f"Resource '{request.match_info['user']}' does not exist or one of its queried references is absent."
            )
            return graph_error(404, "Request_ResourceNotFound", message)
        return web.json_response(_shown(user))

    async def _search(self, request: web.Request) -> web.Response:
        tenant, refusal = await self._enter(request)
        if refusal is not None:
            return refusal
        wanted = _condition(request.query.get("$filter", "").strip())
        if wanted is None:
            return graph_error(400, "Request_UnsupportedQuery", "Only eq of mail and userPrincipalName, and id in.")
        users = [user for user in self._world.users.values() if wanted(user) and self._of_tenant(user.aad_id, tenant)]
        fields = tuple(name for name in request.query.get("$select", "").split(",") if name)
        top = request.query.get("$top", "100")
        return web.json_response({"value": [_selected(_shown(user), fields) for user in users[: int(top)]]})

    async def _enter(self, request: web.Request) -> tuple[str, web.Response | None]:
        faults = self._switchboard.general
        if faults.slow_ms:
            await asyncio.sleep(faults.slow_ms / 1000)
        tenant = self._identity.tenant_of(request, GRAPH)
        refusal = None
        if tenant is None:
            refusal = graph_error(401, "InvalidAuthenticationToken", "Access token is empty or invalid.")
        elif faults.graph_down:
            refusal = graph_error(503, "ServiceUnavailable", "Service is unavailable.")
        elif faults.graph_throttle:
            faults.graph_throttle -= 1
            refusal = graph_error(429, "TooManyRequests", "Too many requests", faults.retry_after_s)
        elif tenant in self._world.without_consent:
            refusal = graph_error(403, "Forbidden", "Insufficient privileges to complete the operation.")
        return tenant or "", refusal

    def _of_tenant(self, any_id: str, tenant: str) -> UserSeed | None:
        wanted = any_id.lower()
        people = self._world.users
        user = people.get(wanted) or next((one for one in people.values() if one.email and one.email == wanted), None)
        known = user is not None and user.aad_id not in self._world.left
        return user if user and known and tenant in {"", user.tenant_id.lower()} else None

    def _presence(self, user: UserSeed) -> dict[str, object]:
        self._sequence += 1
        availability, activity = _SHOWN.get(user.presence, (user.presence, user.presence))
        return {
            "id": user.aad_id,
            "availability": availability,
            "activity": activity,
            "sequenceNumber": f"A{self._sequence:016d}",
            "statusMessage": None,
            "outOfOfficeSettings": {"message": None, "isOutOfOffice": user.presence == "OutOfOffice"},
            "workLocation": None,
        }


def _condition(wanted: str) -> Callable[[UserSeed], bool] | None:
    """The users a `$filter` lets through; None for one this Graph does not know."""
    values = {one.replace("''", "'").lower() for one in re.findall(_QUOTED, wanted)}
    if _IN.fullmatch(wanted) and len(values) <= _IN_AT_MOST:
        return lambda user: user.aad_id in values
    if _ANY_EQUALS.fullmatch(wanted):
        return lambda user: bool(user.email) and user.email in values
    return None


def _selected(user: dict[str, object], fields: tuple[str, ...]) -> dict[str, object]:
    return {name: user[name] for name in fields if name in user} if fields else user


def _shown(user: UserSeed) -> dict[str, object]:
    first, _, last = user.name.partition(" ")
    return {
        "@odata.type": "#microsoft.graph.user",
        "id": user.aad_id,
        "displayName": user.name,
        "givenName": first,
        "surname": last,
        "mail": user.email or None,
        "userPrincipalName": user.email or None,
        "jobTitle": user.title or None,
        "companyName": user.organisation or None,
        "preferredLanguage": user.locale,
    }
