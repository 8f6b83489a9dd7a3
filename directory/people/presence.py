"""Whether a person is there now, as far as anybody can tell: the values, and what is known at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Presence = Literal["available", "busy", "away", "offline", "out_of_office", "unknown"]


BELIEVED_FOR = timedelta(minutes=10)
"""A reading older than this says nothing of now. Graph itself lags by minutes."""
NEW_FOR = timedelta(minutes=1)
"""Up to this age a reading is told without its time."""


@dataclass(frozen=True, slots=True)
class PresenceReading:
    """A presence and when it was read (UTC); an unknown one was never read."""

    value: Presence
    read_at: datetime | None = None


UNKNOWN = PresenceReading("unknown")

_VALUES: dict[str, Presence] = {
    "available": "available",
    "availableidle": "available",
    "busy": "busy",
    "busyidle": "busy",
    "donotdisturb": "busy",
    "focusing": "busy",
    "inacall": "busy",
    "inaconferencecall": "busy",
    "inameeting": "busy",
    "presenting": "busy",
    "away": "away",
    "berightback": "away",
    "inactive": "away",
    "offline": "offline",
    "offwork": "offline",
    "outofoffice": "out_of_office",
}


_WORSE: tuple[Presence, ...] = ("available", "busy", "away", "offline", "out_of_office")
"""From best to worst for whoever wants to reach the person."""


def presence_value(availability: str, activity: str, *, out_of_office: bool) -> Presence:
    """One value from what Graph gives: the worse of availability and activity.

    Out of office wins even over `Available`. An unknown availability is `unknown`; an unknown activity says nothing.
    Graph writes the words in either case and its list grows, so they are compared in lower case.
    """
    if out_of_office or activity.lower() == "outofoffice":
        return "out_of_office"
    available = _VALUES.get(availability.lower(), "unknown")
    doing = _VALUES.get(activity.lower(), available)
    return max(available, doing, key=_WORSE.index) if available != "unknown" else "unknown"


def still_believed(reading: PresenceReading, now: datetime) -> PresenceReading:
    """The reading, or `unknown` when it is too old to say anything of now."""
    return reading if reading.read_at and now - reading.read_at < BELIEVED_FOR else UNKNOWN


def is_old(reading: PresenceReading, now: datetime) -> bool:
    """Whether the reading has to be told with its time."""
    return reading.read_at is not None and now - reading.read_at > NEW_FOR
