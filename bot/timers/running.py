"""Doing what is due: each timer in a transaction of its own, whole or not at all, once among all replicas."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.timers import timer_queue
from bot.timers.timer_queue import Due, Timer
from bot.turns.services import Services
from bot.turns.work import Work, working
from config.database_faults import may_be_done_again
from config.logging import origin
from config.transaction import Committed

log = structlog.get_logger()

Handler = Callable[[Work, Timer], Awaitable[datetime | None]]
"""Does one timer's work in the transaction; sends only through the outbox, and awaits nothing outside the database.
Returns when it wants to be called again with the same timer; None when it is done."""
ATTEMPTS_AT_MOST = 8
FIRST_PAUSE = timedelta(seconds=30)
"""After a failure; doubled each time."""


class Timers:
    """Runs what is due with the handler of its kind; leaves kinds alone for which it has none."""

    def __init__(self, services: Services, handlers: Mapping[str, Handler]) -> None:
        self._services = services
        self._handlers = handlers

    async def run_due(self) -> int:
        """Everything that is due now, in the order of the moments; how many were done."""
        count = 0
        while await self._run_one():
            count += 1
        if count:
            self._services.wake_outbox()
        return count

    async def _run_one(self) -> bool:
        services = self._services
        claimed: Due | None = None
        try:
            committed = Committed()
            async with services.database.write(committed) as connection:
                claimed = await timer_queue.take(connection, services.clock(), self._handlers.keys())
                if claimed is None:
                    return False
                async with working(services, connection, committed) as work:
                    later = await self._handlers[claimed.timer.kind](work, claimed.timer)
                    if later is None:
                        await timer_queue.done(connection, claimed, work.now)
                    else:
                        await timer_queue.again(connection, claimed, later)
        except Exception as error:  # the runner's boundary: one bad timer must not stop the others
            if claimed is None:
                raise
            # A turn holds the matter and waits for this timer, or the connection was lost: it is claimed anew.
            if may_be_done_again(error):
                return True
            await self._put_off(claimed, error)
            return True
        for step in work.afterwards:
            await step()
        return True

    async def _put_off(self, claimed: Due, error: Exception) -> None:
        """Later again, or given up: the watchdog tells of it."""
        log.error(
            "timer_failed", timer=claimed.id, kind=claimed.timer.kind, error=type(error).__name__, at=origin(error)
        )
        pause = FIRST_PAUSE * 2**claimed.attempts
        again = None if claimed.attempts + 1 >= ATTEMPTS_AT_MOST else self._services.clock() + pause
        async with self._services.database.write() as connection:
            await timer_queue.failed(connection, claimed, type(error).__name__, again)
