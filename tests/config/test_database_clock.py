"""Replicas whose machines' clocks differ agree on what time it is."""

from datetime import UTC, datetime, timedelta

import pytest

from config.clock import system_clock
from config.database import Database
from config.database_clock import SLOWEST_ANSWER, DatabaseClock

NOON = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
TWO_MINUTES = timedelta(minutes=2)


class Machine:
    """A machine whose clock is wrong, and may be set."""

    def __init__(self, wrong_by: timedelta = timedelta()) -> None:
        self.wrong_by, self.passed = wrong_by, 0.0

    def now(self) -> datetime:
        return NOON + self.wrong_by + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return 700 + self.passed

    def clock(self) -> DatabaseClock:
        return DatabaseClock(self.now, self.seconds)


def test_until_it_is_measured_it_is_the_machine_s() -> None:
    assert Machine(TWO_MINUTES).clock()() == NOON + TWO_MINUTES


@pytest.mark.parametrize("wrong_by", [-TWO_MINUTES, timedelta(), TWO_MINUTES])
def test_it_counts_on_from_what_the_database_told_however_the_machine_is_set(wrong_by: timedelta) -> None:
    machine = Machine(wrong_by)
    clock = machine.clock()
    clock.heard(NOON, 700, 700)
    machine.passed, machine.wrong_by = 5.0, timedelta(days=3)
    assert clock() == NOON + timedelta(seconds=5)


def test_it_stays_where_a_measurement_leaves_it_open_and_moves_where_it_does_not() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.heard(NOON, 700, 700)
    clock.heard(NOON + timedelta(milliseconds=300), 700, 700.5)  # the middle is 0.25 s, the doubt as much
    assert clock() == NOON
    clock.heard(NOON + timedelta(milliseconds=600), 700, 700.5)
    assert clock() == NOON + timedelta(milliseconds=350)


def test_an_answer_that_took_too_long_is_not_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    clock.heard(NOON, 700, 700)
    clock.heard(NOON + TWO_MINUTES, 700, 700.1 + SLOWEST_ANSWER.total_seconds())
    assert clock() == NOON


async def test_two_machines_that_differ_by_four_minutes_agree(database: Database) -> None:
    """On SQLite there is one process, and its machine's clock."""
    clocks = [
        DatabaseClock(lambda: system_clock() - TWO_MINUTES),
        DatabaseClock(lambda: system_clock() + TWO_MINUTES),
    ]
    for clock in clocks:
        await clock.measure(database)
    apart = clocks[1]() - clocks[0]()
    if database.is_sqlite:
        assert apart > TWO_MINUTES
    else:
        assert abs(apart) <= SLOWEST_ANSWER
