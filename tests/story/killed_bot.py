"""A bot in a process of its own, as `kuntayhteys serve` runs it, killed at any moment and started again."""

import asyncio
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.story.warm_start"])
"""Imports and reading what never changes take seconds: every start is a fork of the process that has done it."""
STARTS_WITHIN_S = 30.0


class KilledBot:
    """One installation: the same settings, port and database at every start."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {**environment, "KUNTAYHTEYS_PORT": str(self.port), "KUNTAYHTEYS_LOG_LEVEL": "WARNING"}
        self._folder = folder
        self._process: ForkServerProcess | None = None

    async def start(self) -> None:
        """Comes back when the bot is ready for Teams."""
        self._process = FORKS.Process(target=serve, args=(self._environment, str(self._folder)), daemon=True)
        self._process.start()
        ends = time.monotonic() + STARTS_WITHIN_S
        async with aiohttp.ClientSession() as session:
            while not await _is_ready(session, self.url):
                assert self._process.is_alive(), "the bot did not start"
                assert time.monotonic() < ends, "the bot is not ready"
                await asyncio.sleep(0.03)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is told to anybody."""
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        await asyncio.to_thread(self._process.join)
        self._process = None

    async def stop(self) -> None:
        """After the test: also where it failed half-way."""
        if self._process is not None:
            await self.kill()


def serve(environment: Mapping[str, str], folder: str) -> None:
    """What the process does."""
    from bot.__main__ import cli

    for name in [name for name in os.environ if name.startswith("KUNTAYHTEYS_")]:
        del os.environ[name]
    os.environ.update(environment)
    os.chdir(folder)
    cli(["serve", "--sample-data"])


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/readyz") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
