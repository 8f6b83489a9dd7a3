"""A running bot sees at once what another process changes in the directory, long before its next look at it."""

import asyncio
import time
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.app import Mode, running
from bot.jobs.schedule import Pace
from config.database import Database
from config.settings import Settings
from directory.stored.store import switch_organisation

SELDOM = timedelta(hours=1)
NEVER_BY_ITSELF = Pace(SELDOM, SELDOM, SELDOM, SELDOM, SELDOM, SELDOM)
SEEN_WITHIN_S = 0.5


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("database_content", ["sample"])
async def test_an_organisation_switched_off_elsewhere_is_off_here(
    database: Database, database_url: str, sealing_key: str
) -> None:
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        port=0,
        keys=(SecretStr(sealing_key),),
        pepper=SecretStr("q8Zr2vTn5LwYc7HsJd4KbXm9GfPa3eUiRoTyVxCz"),
    )
    async with running(settings, Mode(insecure_local=True), pace=NEVER_BY_ITSELF) as bot:
        took = []
        for off in (True, False) * 3:
            async with database.write() as connection:
                assert await switch_organisation(connection, "11", off=off)
            began = time.perf_counter()
            async with asyncio.timeout(60):
                while bot.services.directory.current.organisations["11"].switched_off is not off:  # noqa: ASYNC110 - nothing tells of it
                    await asyncio.sleep(0.005)
            took.append(time.perf_counter() - began)
    assert min(took) < SEEN_WITHIN_S  # the best of six: what the machine does beside it is not the bot's
