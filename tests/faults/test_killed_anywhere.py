"""Wherever a bot dies, nothing is lost, doubled, turned round or shown to others. All points: `bench/faults.py`."""

from itertools import count

from tests.faults.killing import killed_at_each
from tests.faults.mortal_office import Installation

SOME = {"sqlite": 9, "postgres": 31}
"""Of so many points a step is killed at one; each step has some dozens."""


async def test_killed_at_some_points_of_each_step(office: Installation) -> None:
    verdict = await killed_at_each(office, count(3, SOME["sqlite" if office.looking.is_sqlite else "postgres"]))
    assert verdict.is_whole, verdict.told
    assert verdict.runs > 12
