"""One town for all stories of time: bot and Local Teams over HTTP run on, each story begins anew on its day."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import Mode, running
from bot.demo import demo_world
from bot.jobs.schedule import Pace
from bot.local_teams.local_app import Options, local_teams
from bot.local_teams.people.teams_client import personas
from tests.databases import KINDS, new_database
from tests.story.time.days import Days
from tests.story.town import APP_ID, FIRST_NAMES, PATIENCE_S, MovingClock, Town, settings_of_bot

_DAY = timedelta(days=1)
NEVER = Pace(timers=_DAY, directory=_DAY, rounds=_DAY, watchdog=_DAY)
"""Nothing is done but when the story says so."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One test process runs all stories of one database, so that each town is built once."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and isinstance(item, pytest.Function):
            kind = item.callspec.params.get("lasting_url", "") if hasattr(item, "callspec") else ""
            item.add_marker(pytest.mark.xdist_group(f"time-{kind}"))


@pytest.fixture(scope="package", params=KINDS)
def lasting_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of each kind, for all stories of time."""
    with new_database(request.param, "sample", request) as url:
        yield url


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def lasting_days(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Days]:
    """Local Teams and the bot, tokens checked in both directions."""
    clock = MovingClock()
    async with AsyncExitStack() as stack:
        world = demo_world()
        # Graph's client counts the life of its token by the machine's clock, which does not jump here.
        lasting = timedelta(days=5000)
        options = Options(
            app_id=APP_ID,
            app_password="a-secret-of-the-test",
            clock=clock,
            token_lifetime=lasting,
            redeliver_after_s=PATIENCE_S,
        )
        teams = await stack.enter_async_context(local_teams(world, options))
        settings = settings_of_bot(teams, lasting_url, tmp_path_factory.mktemp("secrets"), turns_per_minute=10_000)
        bot = await stack.enter_async_context(running(settings, Mode(sample_data=True), clock, pace=NEVER))
        teams.connect(f"http://127.0.0.1:{bot.port}")
        ids = {user.name: user.aad_id for user in world.users}
        found = await stack.enter_async_context(personas(teams.page_url, *ids.values()))
        people = dict(zip(ids, found, strict=True))
        yield Days(Town(teams, bot, clock, people | {first: people[name] for first, name in FIRST_NAMES.items()}))


@pytest_asyncio.fixture(loop_scope="package")
async def days(lasting_days: Days) -> Days:
    """It is 9.12 on Tuesday 24.11.2026 and nothing has happened."""
    await lasting_days.begin()
    return lasting_days
