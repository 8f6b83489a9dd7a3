"""What processes on one PostgreSQL tell one another at once: that there is something new to look at, never what.

Looking now and then is the net beneath: whatever is not heard is found at the next look.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog

from config.database import async_url
from config.logging import origin
from config.postgres_driver import is_pooled, open_connection, with_defaults

log = structlog.get_logger()

CHANNEL = "kuntayhteys"
DIRECTORY = "directory"
"""The directory, its words or the legal bases have changed: told by the tables themselves, in the same transaction."""
OUTBOX = "outbox"
"""There is more to deliver than the process that stored it can."""
AGAIN_AFTER_S = 1.0
"""Before a lost connection is made anew."""
ASKED_EVERY_S = 30.0
"""How often a connection on which nothing is heard is asked whether it is still one."""
ANSWERS_WITHIN_S = 5.0
TOLD_AT_MOST_EVERY_S = 0.02
# What is told is not worth waiting for the disk.
_ASKED = {"application_name": "kuntayhteys listener", "synchronous_commit": "off"}

Hearer = Callable[[], Awaitable[object]]


class Listener:
    """One connection of a process: hears the words of others, and tells its own. Nobody waits for either.

    On SQLite there is one process; a pooler gives nobody a connection to listen on. There it does nothing.
    """

    def __init__(self, address: str) -> None:
        url = async_url(address)
        self._is_on = url.get_backend_name() == "postgresql" and not is_pooled(url)
        self._url = with_defaults(url, _ASKED) if self._is_on else url
        self._heard: dict[str, asyncio.Event] = {}
        self._to_tell: set[str] = set()
        self._something = asyncio.Event()
        """Something to tell, or the end of the connection."""
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, hearers: Mapping[str, Hearer]) -> None:
        """Begins to listen: the hearer of a word is called when it is told, and each of them when something may have
        been missed. One call of each at a time.
        """
        if self._is_on:
            self._heard = {word: asyncio.Event() for word in hearers}
            self._tasks = [asyncio.create_task(self._hear(word, hearer)) for word, hearer in hearers.items()]
            self._tasks.append(asyncio.create_task(self._keep_listening()))

    async def stop(self) -> None:
        """Hears and tells nothing any more."""
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []

    def tell(self, word: str) -> None:
        """The other processes hear it soon; returns at once. Told often, it is heard once in a while."""
        self._to_tell.add(word)
        self._something.set()

    async def _keep_listening(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - it goes on whatever the database does
                log.warning("listening_failed", kind=type(error).__name__, at=origin(error))
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _listen(self) -> None:
        """Until the connection ends."""
        connection = await open_connection(self._url)
        own = connection.get_server_pid()

        def heard(_: object, pid: int, __: str, word: str) -> None:
            if pid != own and word in self._heard:
                self._heard[word].set()

        try:
            connection.add_termination_listener(lambda _: self._something.set())
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                await connection.add_listener(CHANNEL, heard)
            for missed in self._heard.values():
                missed.set()
            while not connection.is_closed():
                words, self._to_tell = self._to_tell, set()
                for word in words:
                    await connection.execute(f"NOTIFY {CHANNEL}, '{word}'", timeout=ANSWERS_WITHIN_S)
                await asyncio.sleep(TOLD_AT_MOST_EVERY_S if words else 0)
                try:
                    async with asyncio.timeout(ASKED_EVERY_S):
                        await self._something.wait()
                except TimeoutError:
                    await connection.execute("SELECT 1", timeout=ANSWERS_WITHIN_S)
                self._something.clear()
        finally:
            connection.terminate()

    async def _hear(self, word: str, hearer: Hearer) -> None:
        while True:
            await self._heard[word].wait()
            self._heard[word].clear()
            try:
                await hearer()
            except Exception as error:  # noqa: BLE001 - the next look makes it good
                log.warning("heard_in_vain", word=word, kind=type(error).__name__, at=origin(error))
