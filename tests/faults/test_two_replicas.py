"""Two replicas on one database, whose clocks are two minutes apart: each step of a question by another one."""

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import cycle

import pytest

from tests.faults.matters import STEPS, new_matter
from tests.faults.mortal_office import Installation
from tests.faults.witness import Witness
from tests.turns.office import Clock

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def late(office: Installation) -> AsyncIterator[Installation]:
    """The other one: the same database, Teams and clock of claims, another clock for all else."""
    clock = Clock(office.clock.now - timedelta(minutes=2))
    late = Installation(office.address, office.sealer, office.pseudonymiser, office.teams, clock, office.leases)
    office.beside, late.beside = late, office
    await late.start()
    yield late
    await late.stop()


async def test_two_clocks_do_no_harm(office: Installation, late: Installation) -> None:
    witness, replicas = Witness(), cycle((office, late, late, office, late))
    for _ in range(3):
        matter = new_matter(office, witness)
        for step in STEPS:
            office.office.pipeline = next(replicas)  # type: ignore[assignment]
            await step(matter)
            await late.run_until_idle()
    verdict = await witness.judge(office)
    assert verdict.is_whole, verdict.told
    assert verdict.sent_again == 0
