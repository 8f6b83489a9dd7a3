"""The kinds of timers that there are: each room names those it sets, with what does them, in its `duties.py`."""

from dataclasses import dataclass

from bot import rooms
from bot.timers.running import Handler


@dataclass(frozen=True, slots=True)
class TimerKind:
    """One kind of timer and what does it."""

    name: str
    handler: Handler
    subject: str
    """What its timers are about, up to the slash: `consultation` of `consultation/1042`."""
    wiped: bool = True
    """They are about a consultation, and go with its texts: behind the slash is its number."""


def timer_kinds() -> dict[str, TimerKind]:
    """The kinds of all rooms by their names."""
    return rooms.by_name(rooms.brought("TIMERS", TimerKind))
