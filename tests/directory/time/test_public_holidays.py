"""Our own rule of Finland's days off against the calendars of the holidays package."""

import pytest
from holidays import country_holidays

from directory.time.public_holidays import days_off


@pytest.mark.parametrize("year", range(1992, 2100))
def test_they_are_those_that_the_holidays_package_tells(year: int) -> None:
    assert days_off(year) == frozenset(country_holidays("FI", years=year))
