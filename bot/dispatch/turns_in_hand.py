"""Which turns are handled now: those of one conversation one after the other, and of one tenant not all at once.

Teams sends each line by itself, and two that were typed quickly may be on their way together: the second must not be
committed first. A tenant whose people all press at once leaves places for everybody else's.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.teams.door import Handle
from bot.teams.door_refusals import TooMuch
from bot.turns.answers import Answer
from bot.turns.turn import Read, Search, Turn, Typing

SHARE = 0.75
"""Of all places, what one tenant may have: Kela's people alone are half of all who use the bot."""


@dataclass
class _Line:
    """Those who wait for their turn in one conversation, in the order in which they came."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class TurnsInHand:
    """Hands turns on. `at_once`: how many the web lets in at a time, of all tenants together."""

    def __init__(self, handle: Handle, at_once: int) -> None:
        self._handle = handle
        self._of_one_tenant = max(1, int(at_once * SHARE))
        self._by_tenant: Counter[str] = Counter()
        self._lines: dict[tuple[str, str], _Line] = {}

    async def handle(self, turn: Turn) -> Answer:
        """The answer, once the turn's time has come. Raises TooMuch when its tenant has its share of the places."""
        tenant = turn.actor.tenant_id
        if self._by_tenant[tenant] >= self._of_one_tenant:
            raise TooMuch("share_of_tenant")
        self._by_tenant[tenant] += 1
        try:
            if isinstance(turn.doing, Search | Read | Typing):  # whoever types into a field waits for nothing
                return await self._handle(turn)
            async with self._in_line(tenant, turn.place.conversation_id):
                return await self._handle(turn)
        finally:
            self._by_tenant[tenant] -= 1
            if not self._by_tenant[tenant]:
                del self._by_tenant[tenant]

    @asynccontextmanager
    async def _in_line(self, tenant: str, conversation: str) -> AsyncIterator[None]:
        key = (tenant, conversation)
        line = self._lines.setdefault(key, _Line())
        line.waiting += 1
        try:
            async with line.lock:
                yield
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[key]
