"""A browser on the page of Local Teams, with the real bot behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from bot.demo import demonstration
from bot.local_teams.app import LocalTeams
from config.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or "chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
async def demo(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalTeams]:
    """What `make demo` runs, on free ports."""
    monkeypatch.chdir(tmp_path)
    yielded = AsyncExitStack()
    async with yielded:
        yield await yielded.enter_async_context(demonstration(Settings(database_url=sqlite_url, port=0), 0))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: `KUNTAYHTEYS_PICTURES` keeps them, for the README."""
    kept = os.environ.get("KUNTAYHTEYS_PICTURES")
    folder = Path(kept) if kept else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder
