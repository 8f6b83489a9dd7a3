"""An installation with the sample directory, whose bot may die."""

from collections.abc import AsyncIterator

import pytest

from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from tests.faults.mortal_office import Installation
from tests.turns.conftest import database_content

__all__ = ["database_content"]


@pytest.fixture
async def office(database_url: str, sealer: Sealer, pseudonymiser: Pseudonymiser) -> AsyncIterator[Installation]:
    office = Installation(database_url, sealer, pseudonymiser)
    await office.start()
    yield office
    await office.stop()
