"""Keeping below Teams' rate limits: how long a message must wait, from the moments of those sent before. Pure.

Source: Microsoft, "Rate limiting for bots": per bot and conversation, and per app and tenant.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

NO_WAIT = timedelta(0)
CLOCK_IS_BACK = timedelta(seconds=1)
"""A message sent later than this after now was sent before the machine's clock was put back."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` messages in any stretch of `within`."""

    count: int
    within: timedelta


CONVERSATION_LIMITS = (
    Limit(7, timedelta(seconds=1)),
    Limit(8, timedelta(seconds=2)),
    Limit(60, timedelta(seconds=30)),
    Limit(1800, timedelta(hours=1)),
)
TENANT_LIMITS = (Limit(50, timedelta(seconds=1)),)


@dataclass(slots=True)
class Window:
    """The moments of what was sent under one set of limits, newest last."""

    limits: tuple[Limit, ...]
    moments: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> timedelta:
        """How long until one more may be sent; zero when it may be now.

        A clock that was put back makes moments of the future: they tell nothing any more.
        """
        if self.moments and self.moments[-1] - now > CLOCK_IS_BACK:
            self.moments.clear()
        ends = (self.moments[-limit.count] + limit.within for limit in self.limits if len(self.moments) >= limit.count)
        return max((end - now for end in ends), default=NO_WAIT) if self.moments else NO_WAIT

    def record(self, now: datetime) -> None:
        """One was sent at this moment."""
        self.moments.append(now)
        while len(self.moments) > max((limit.count for limit in self.limits), default=0):
            self.moments.popleft()

    def is_idle(self, now: datetime) -> bool:
        """Nothing in it matters any more."""
        return not self.moments or now - self.moments[-1] >= max(one.within for one in self.limits)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a message must wait, and whether everything else to its tenant must wait as long."""

    time: timedelta = NO_WAIT
    whole_tenant: bool = False


class Pacing:
    """The windows of all conversations and tenants. With no limits at all (`Pacing((), ())`) nothing ever waits."""

    def __init__(
        self,
        conversation_limits: tuple[Limit, ...] = CONVERSATION_LIMITS,
        tenant_limits: tuple[Limit, ...] = TENANT_LIMITS,
    ) -> None:
        self._limits = {"conversation": conversation_limits, "tenant": tenant_limits}
        self._windows: dict[tuple[str, str], Window] = {}
        self._tidied: datetime | None = None

    def reserve(self, tenant_id: str, conversation: str, now: datetime) -> Wait:
        """No wait: go ahead, it is counted. Otherwise nothing is counted."""
        self._tidy(now)
        tenant, own = self._window("tenant", tenant_id), self._window("conversation", f"{tenant_id}/{conversation}")
        whole, alone = tenant.wait(now), own.wait(now)
        if whole > NO_WAIT or alone > NO_WAIT:
            return Wait(max(whole, alone), whole_tenant=whole >= alone)
        tenant.record(now)
        own.record(now)
        return Wait()

    def _window(self, kind: str, key: str) -> Window:
        return self._windows.setdefault((kind, key), Window(self._limits[kind]))

    def _tidy(self, now: datetime) -> None:
        """Once a minute forgets who has been quiet for longer than every limit reaches."""
        if self._tidied is not None and timedelta(0) <= now - self._tidied < timedelta(minutes=1):
            return
        self._tidied = now
        self._windows = {key: window for key, window in self._windows.items() if not window.is_idle(now)}
