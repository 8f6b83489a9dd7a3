"""Signs that somebody is typing, sent past the outbox.

Nothing of them is kept, and nothing is promised: the outbox would keep a row for each, and send it when it is no
longer true.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.outbox.sending import ActivityJson, Spot

EVERY_S = 4.0
"""Clients show a sign for some seconds; more often it says nothing new."""
WITHIN_S = 3.0
"""A sign that takes longer comes too late to be true."""
PEOPLE_AT_MOST = 10_000
"""How many people's last signs are remembered; then all are forgotten, and some may come once too often."""
TYPING: ActivityJson = {"type": "typing"}

SendNow = Callable[[Spot, ActivityJson], Awaitable[object]]


class TypingSigns:
    """Sends signs, at most one of each person every few seconds."""

    def __init__(self, send: SendNow, seconds: Callable[[], float]) -> None:
        self._send = send
        self._seconds = seconds
        self._last: dict[tuple[str, str], float] = {}

    def wanted(self, tenant_id: str, aad_object_id: str) -> bool:
        """Whether this person's last sign is old enough for another one, which is then counted as given."""
        who, now = (tenant_id, aad_object_id), self._seconds()
        if now - self._last.get(who, -EVERY_S) < EVERY_S:
            return False
        if len(self._last) >= PEOPLE_AT_MOST:
            self._last.clear()
        self._last[who] = now
        return True

    async def show(self, spot: Spot) -> None:
        """The sign, if it gets there in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(WITHIN_S):
                await self._send(spot, TYPING)
