"""Whatever fails in whatever order: what people were told is whole. More of it: `bench/faults.py`."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from tests.databases import new_database
from tests.faults.any_faults import WITHOUT_SHRINKING, any_faults
from tests.faults.mortal_office import Installation

EXAMPLES = {"sqlite": 7, "postgres": 5}
"""Hypothesis begins with simple ones, in which little fails."""
STEPS = 12


@pytest.mark.parametrize("kind", EXAMPLES)
def test_whatever_fails(
    kind: str, request: pytest.FixtureRequest, sealer: Sealer, pseudonymiser: Pseudonymiser
) -> None:
    @contextmanager
    def installed() -> Iterator[Installation]:
        with new_database(kind, "sample", request) as address:
            yield Installation(address, sealer, pseudonymiser)

    machine = any_faults(installed)
    some = settings(max_examples=EXAMPLES[kind], stateful_step_count=STEPS, phases=WITHOUT_SHRINKING)
    run_state_machine_as_test(seed(2026)(machine), settings=some)
    assert machine.found.runs > 40
    assert machine.found.sent_again  # so that Teams failed after it had taken something, too
