"""Whether a person is there now, as far as anybody can tell: the values, and what is known at one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Presence = Literal["available", "busy", "away", "offline", "out_of_office", "unknown"]


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


def presence_value(availability: str, activity: str, *, out_of_office: bool) -> Presence:
    """One value from what Graph gives. Out of office wins even over `Available`; a word not known is `unknown`.

    Graph writes the words in either case and its list grows, so they are compared in lower case.
    """
    if out_of_office or activity.lower() == "outofoffice":
        return "out_of_office"
    return _VALUES.get(availability.lower(), "unknown")
