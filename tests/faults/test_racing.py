"""Two people at one moment. Hundreds of races of each pair: `bench/faults.py --injections 10000`."""

from tests.faults.mortal_office import Installation
from tests.faults.racing import RACES, raced

HEADS = (0, 9)
"""Rounds of the event loop by which the second one comes later."""


async def test_two_at_one_moment(office: Installation) -> None:
    for name, race in RACES.items():
        verdict = await raced(office, race, HEADS[: 1 + office.looking.is_sqlite])
        assert verdict.is_whole, (name, verdict.told)
        assert verdict.sent_again == 0
