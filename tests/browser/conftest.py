"""A browser on the page of Local Teams, with the real bot behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from bot.demo import demonstration
from bot.local_teams.local_app import LocalTeams
from config.settings import Settings
from directory.graph.graph_presence import GraphPresence
from tests.quick_start import quick_start

__all__ = ["quick_start"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or "chromium"
HERE = Path(__file__).parent
expect.set_options(timeout=60_000)  # on a busy machine; what is there is seen at once all the same
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(loop_scope="session")
async def demo(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalTeams]:
    """What `make demo` runs, on free ports."""
    monkeypatch.chdir(tmp_path)
    # On a machine that is busy with tests the first look at who is there may take long; the bot would go on without it.
    monkeypatch.setattr("bot.app.GraphPresence", partial(GraphPresence, patience_s=60.0))
    yielded = AsyncExitStack()
    async with yielded:
        yield await yielded.enter_async_context(demonstration(Settings(database_url=sqlite_url, port=0), 0))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of this folder run on the event loop that the one browser belongs to."""
    for item in items:
        if Path(item.path).is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, started once."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """A browser without pages; those of the test are closed behind it."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: `KUNTAYHTEYS_PICTURES` keeps them, for the README."""
    kept = os.environ.get("KUNTAYHTEYS_PICTURES")
    folder = Path(kept) if kept else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder
