"""A small country for stories: Local Teams with several tenants, the real bot over HTTP, people who act."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.app import Mode, running
from bot.demo import demo_world
from bot.jobs.schedule import Pace
from bot.local_teams.local_app import LocalTeams, Options, local_teams
from bot.local_teams.people.teams_client import personas
from config.settings import Settings
from directory.graph.graph_presence import GraphPresence
from tests.databases import Content
from tests.quick_start import quick_start
from tests.story.ticking import ticks_when_something_happens
from tests.story.town import APP_ID, FIRST_NAMES, PATIENCE_S, QUICK, MovingClock, Town, settings_of_bot

__all__ = ["quick_start"]


@pytest.fixture(scope="session", autouse=True)
def quick_ticks() -> Iterator[None]:
    """Nobody waits for a tick, nor for who is there: on a busy machine the bot would go on without Graph's answer."""
    with ticks_when_something_happens(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.GraphPresence", partial(GraphPresence, patience_s=PATIENCE_S))
        yield


@pytest.fixture
def database_content() -> Content:
    """The bot finds the sample directory that it would put there itself."""
    return "sample"


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def bot_settings(database_url: str, tmp_path: Path) -> Callable[[LocalTeams], Settings]:
    """The settings of a bot that trusts this Local Teams."""
    return lambda teams: settings_of_bot(teams, database_url, tmp_path)


@pytest.fixture
def pace() -> Pace:
    """How often the bot looks whether something is due."""
    return QUICK


@pytest.fixture
async def town(bot_settings: Callable[[LocalTeams], Settings], clock: MovingClock, pace: Pace) -> AsyncIterator[Town]:
    """Local Teams and the bot, tokens checked in both directions."""
    async with AsyncExitStack() as stack:
        world = demo_world()
        options = Options(app_id=APP_ID, app_password="a-secret-of-the-test", clock=clock, redeliver_after_s=PATIENCE_S)
        teams = await stack.enter_async_context(local_teams(world, options))
        bot = await stack.enter_async_context(running(bot_settings(teams), Mode(sample_data=True), clock, pace=pace))
        teams.connect(f"http://127.0.0.1:{bot.port}")
        ids = {user.name: user.aad_id for user in world.users}
        found = await stack.enter_async_context(personas(teams.page_url, *(ids[name] for name in ids)))
        people = dict(zip(ids, found, strict=True))
        for first, name in FIRST_NAMES.items():
            people[first] = people[name]
        yield Town(teams, bot, clock, people)
