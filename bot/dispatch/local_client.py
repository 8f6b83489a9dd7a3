"""Microsoft's local clients belong to no organisation: with `--insecure-local` their people act for Kela."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.turns.answers import Answer
from bot.turns.services import DirectorySource
from bot.turns.turn import Turn
from directory.reference import KELA

LOCAL_TENANTS = frozenset({"", "00000000-0000-0000-0000-0000000000001"})
"""No tenant at all, and the fixed one of the Microsoft 365 Agents Playground."""


class LocalClient:
    """Hands turns on, those of a local client under Kela's tenant."""

    def __init__(self, handle: Callable[[Turn], Awaitable[Answer]], directory: DirectorySource) -> None:
        self._handle = handle
        self._directory = directory

    async def handle(self, turn: Turn) -> Answer:
        """The answer to the turn, under the tenant it belongs to."""
        kela = self._directory.current.organisations.get(KELA)
        if kela is None or turn.actor.tenant_id not in LOCAL_TENANTS:
            return await self._handle(turn)
        actor = replace(turn.actor, tenant_id=kela.tenant_id)
        place = replace(turn.place, tenant_id=kela.tenant_id)
        return await self._handle(replace(turn, actor=actor, place=place))
