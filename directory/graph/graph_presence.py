"""Reads presence from Microsoft Graph, each tenant with a client and token of its own.

Presence makes an answer better and may never make it late or absent: whatever goes wrong comes out as the last reading
with its time, or as `unknown` when that is too old. Only the last reading is kept, in memory: there is no history.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from config.clock import Clock
from directory.graph.graph_access import GraphAccess
from directory.graph.graph_opening import opener
from directory.people.contacts import DirectoryId
from directory.people.presence import BELIEVED_FOR, UNKNOWN, Presence, PresenceReading, presence_value, still_believed

if TYPE_CHECKING:
    from directory.graph.graph_client import TenantGraph

KEPT_FOR = timedelta(seconds=30)
"""Nobody is asked about again sooner."""
LOOKED_AT_FOR = timedelta(minutes=5)
"""So long after somebody looked at a person, a call to the tenant asks about that person, too."""
REST = timedelta(seconds=30)
"""How long a tenant that failed is left alone."""
PATIENCE_S = 1.5
"""How long an answer to a person waits for presence."""
IDS_AT_MOST = 650
"""In one call, as Graph allows."""

log = structlog.get_logger()


class GraphPresence:
    """Presence of people in several tenants: one batched call per tenant, at most once in 30 seconds for each person.

    A call asks about everybody of the tenant who was looked at lately, so that many askers make few calls. An answer
    that comes too late for the asker is still remembered for the next one.
    """

    def __init__(self, access: GraphAccess, clock: Clock, *, patience_s: float = PATIENCE_S) -> None:
        self._access = access
        self._clock = clock
        self._patience_s = patience_s
        self._clients: dict[str, TenantGraph] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._readings: dict[DirectoryId, tuple[datetime, PresenceReading]] = {}
        self._looked_at: dict[DirectoryId, datetime] = {}
        self._resting: dict[str, datetime] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def read(self, people: Iterable[DirectoryId]) -> Mapping[DirectoryId, PresenceReading]:
        """The presence of each person: where Graph gives nothing in time, the last known or `unknown`. Never raises."""
        wanted = tuple(dict.fromkeys(people))
        if self._access.usable:
            self._look_at(wanted)
            await self._ask(wanted)
        now = self._clock()
        return {person: still_believed(self._last(person), now) for person in wanted}

    async def close(self) -> None:
        """Ends what is still being asked and gives the connections back."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for client in self._clients.values():
            await client.close()
        self._clients.clear()

    async def _ask(self, wanted: Sequence[DirectoryId]) -> None:
        tenants: dict[str, list[DirectoryId]] = {}
        for person in wanted:
            if person.aad_object_id and not self._rests(person.tenant_id) and not self._fresh(person):
                tenants.setdefault(person.tenant_id, []).append(person)
        tasks = {tenant: self._start(tenant, people) for tenant, people in tenants.items()}
        if not tasks:
            return
        _, late = await asyncio.wait(tasks.values(), timeout=self._patience_s)
        for tenant, task in tasks.items():
            if task in late:
                self._let_rest(tenant, "too_slow")

    def _start(self, tenant: str, people: Sequence[DirectoryId]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._fetch(tenant, people), name=f"presence {tenant}")
        self._running.add(task)

        def finished(done: asyncio.Task[None]) -> None:
            self._running.discard(done)
            if not done.cancelled() and (error := done.exception()):
                self._let_rest(tenant, type(error).__name__)

        task.add_done_callback(finished)
        return task

    async def _fetch(self, tenant: str, people: Sequence[DirectoryId]) -> None:
        async with self._locks.setdefault(tenant, asyncio.Lock()):
            if self._rests(tenant) or all(self._fresh(person) for person in people):
                return
            if tenant not in self._clients:
                open_graph = await opener()
                self._clients[tenant] = open_graph(self._access, tenant)
            client = self._clients[tenant]
            seen = (person for person in self._looked_at if person.tenant_id == tenant and person.aad_object_id)
            missing = [person for person in dict.fromkeys((*people, *seen)) if not self._fresh(person)]
            for batch in _batches(missing):
                self._remember(batch, await client.presences([person.aad_object_id for person in batch]))

    def _look_at(self, people: Sequence[DirectoryId]) -> None:
        now = self._clock()
        kept = {person: at for person, at in self._looked_at.items() if now - at < LOOKED_AT_FOR}
        self._looked_at = kept | dict.fromkeys(people, now)

    def _remember(self, asked: Sequence[DirectoryId], answer: object) -> None:
        now = self._clock()
        values = _values(answer)
        self._readings = {person: kept for person, kept in self._readings.items() if now - kept[0] < BELIEVED_FOR}
        for person in asked:
            value = values.get(person.aad_object_id.lower(), "unknown")
            self._readings[person] = (now, UNKNOWN if value == "unknown" else PresenceReading(value, now))

    def _fresh(self, person: DirectoryId) -> bool:
        kept = self._readings.get(person)
        return kept is not None and timedelta(0) <= self._clock() - kept[0] < KEPT_FOR

    def _last(self, person: DirectoryId) -> PresenceReading:
        kept = self._readings.get(person)
        return kept[1] if kept else UNKNOWN

    def _rests(self, tenant: str) -> bool:
        until = self._resting.get(tenant)
        return until is not None and timedelta(0) < until - self._clock() <= REST

    def _let_rest(self, tenant: str, why: str) -> None:
        self._resting[tenant] = self._clock() + REST
        log.warning("presence_not_read", tenant=tenant, why=why)


def _batches(people: Sequence[DirectoryId]) -> Iterable[Sequence[DirectoryId]]:
    return (people[start : start + IDS_AT_MOST] for start in range(0, len(people), IDS_AT_MOST))


def _values(answer: object) -> dict[str, Presence]:
    match answer:
        case {"value": list(found)}:
            return dict(map(_value, found))
    raise ValueError("Graph gave something else than presences")


def _value(one: object) -> tuple[str, Presence]:
    match one:
        case {"id": str(user_id), **rest}:
            settings = rest.get("outOfOfficeSettings")
            away = isinstance(settings, dict) and settings.get("isOutOfOffice") is True
            availability, activity = str(rest.get("availability", "")), str(rest.get("activity", ""))
            return user_id.lower(), presence_value(availability, activity, out_of_office=away)
    raise ValueError("Graph gave a presence without an id")
