"""Who is told when something changes: open pages by events, waiting scripts by a version number."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager

from bot.local_teams.world.shapes import Json

_KEPT = 500


class Hub:
    """Passes events on to those who listen as a person; nobody listening, nothing is kept."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[asyncio.Queue[Json]]] = {}
        self._changed = asyncio.Event()
        self.version = 0
        """Grows with every change of anything."""

    def publish(self, people: Iterable[str], event: Json) -> None:
        """Tells these people (directory ids). A listener that has fallen far behind misses the event."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()
        for person in people:
            for queue in self._listeners.get(person, ()):
                if not queue.full():
                    queue.put_nowait({**event, "for": person})

    def publish_to_all(self, event: Json) -> None:
        """Tells everybody who listens."""
        self.publish(tuple(self._listeners), event)

    @contextmanager
    def listening(self, people: Iterable[str]) -> Iterator[asyncio.Queue[Json]]:
        """The events of these people from now on; `for` says whose each is."""
        queue: asyncio.Queue[Json] = asyncio.Queue(_KEPT)
        listened = tuple(dict.fromkeys(people))
        for person in listened:
            self._listeners.setdefault(person, []).append(queue)
        try:
            yield queue
        finally:
            for person in listened:
                self._listeners[person].remove(queue)

    async def wait(self, after: int, timeout_s: float) -> int:
        """Returns the version as soon as it is greater than `after`, or the present one when the time is up."""
        try:
            async with asyncio.timeout(timeout_s):
                while self.version <= after:
                    await self._changed.wait()
        except TimeoutError:
            pass
        return self.version


async def heartbeats(queue: asyncio.Queue[Json], every_s: float) -> AsyncIterator[Json | None]:
    """The events of a queue, and None whenever there has been none for a while."""
    while True:
        try:
            async with asyncio.timeout(every_s):
                event = await queue.get()
        except TimeoutError:
            yield None
        else:
            yield event
