"""Looks people up in Microsoft Graph, each tenant with a client and token of its own. Never raises.

Needs the application permission User.ReadBasic.All, to which each tenant's administrator consents.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import structlog

from directory.graph.found_people import FoundPerson, NotFound
from directory.graph.graph_access import GraphAccess, GraphRefusedError
from directory.graph.graph_opening import opener

if TYPE_CHECKING:
    from directory.graph.graph_client import TenantGraph

PATIENCE_S = 3.0
"""How long a person who typed an address waits."""
CHECK_PATIENCE_S = 30.0
"""How long checking a tenant's people may take; nobody waits for it."""
IDS_AT_MOST = 15
"""Values in one `in`, as Graph allows."""

log = structlog.get_logger()


class GraphPeople:
    """People of several tenants."""

    def __init__(self, access: GraphAccess, *, patience_s: float = PATIENCE_S) -> None:
        self._access = access
        self._patience_s = patience_s
        self._clients: dict[str, TenantGraph] = {}

    async def find(self, tenant_id: str, who: str) -> FoundPerson | NotFound:
        """The one person of the tenant with this e-mail address, sign-in name or directory id."""
        value = _quoted(who.strip())
        condition = f"mail eq {value} or userPrincipalName eq {value}" if "@" in who else f"id in ({value})"
        found = await self._ask(tenant_id, condition, self._patience_s)
        if isinstance(found, str):
            return found
        people = [_person(one) for one in found if one.get("id")]
        return people[0] if len(people) == 1 else "not_found"

    async def still_there(self, tenant_id: str, ids: Iterable[str]) -> Mapping[str, bool]:
        """Whether the tenant still has each of these people; those about whom Graph gave no answer are left out."""
        wanted = [one for one in dict.fromkeys(ids) if one]
        told: dict[str, bool] = {}
        for start in range(0, len(wanted), IDS_AT_MOST):
            batch = wanted[start : start + IDS_AT_MOST]
            quoted = ", ".join(map(_quoted, batch))
            found = await self._ask(tenant_id, f"id in ({quoted})", CHECK_PATIENCE_S)
            if isinstance(found, str):
                break
            there = {str(one.get("id")).lower() for one in found}
            told |= {one: one.lower() in there for one in batch}
        return told

    async def close(self) -> None:
        """Gives the connections back."""
        for client in self._clients.values():
            await client.close()
        self._clients.clear()

    async def _ask(self, tenant_id: str, condition: str, patience_s: float) -> list[Mapping[str, object]] | NotFound:
        if not self._access.usable:
            return "unreachable"
        try:
            async with asyncio.timeout(patience_s):
                return _users(await (await self._client(tenant_id)).users(condition))
        except GraphRefusedError as refusal:
            log.warning("people_not_read", tenant=tenant_id, kind=refusal.kind, status=refusal.status)
            return "no_consent" if refusal.no_consent else "unreachable"
        except (TimeoutError, ValueError, OSError) as error:
            log.warning("people_not_read", tenant=tenant_id, kind=type(error).__name__)
            return "unreachable"

    async def _client(self, tenant_id: str) -> "TenantGraph":
        open_graph = await opener()
        if tenant_id not in self._clients:
            self._clients[tenant_id] = open_graph(self._access, tenant_id)
        return self._clients[tenant_id]


def _quoted(value: str) -> str:
    """As a string of an OData condition."""
    return "'" + value.replace("'", "''") + "'"


def _users(answer: object) -> list[Mapping[str, object]]:
    match answer:
        case {"value": list(found)}:
            return [one for one in found if isinstance(one, dict)]
    raise ValueError("Graph gave something else than users")


def _person(one: Mapping[str, object]) -> FoundPerson:
    email = one.get("mail") or one.get("userPrincipalName") or ""
    return FoundPerson(str(one.get("id")).lower(), str(one.get("displayName") or ""), str(email))
