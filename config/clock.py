"""The clock that everything is given: the only place that asks the machine what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Returns the present moment as an aware datetime in UTC."""

HELSINKI = ZoneInfo("Europe/Helsinki")
"""The zone in which people are shown times and in which working hours are counted."""


def system_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
