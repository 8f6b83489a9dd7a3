"""A clock that several processes read and one sets forward: it stands still in between, and never goes back."""

import mmap
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

START = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""Tuesday 24 November 2026 at 9.12 in Finland."""
_SECONDS = struct.Struct("d")


@dataclass(frozen=True, slots=True)
class PacedClock:
    """START and the seconds written in a small file that all of them share."""

    file: str

    def __call__(self) -> datetime:
        seconds: float = _SECONDS.unpack(_shared(self.file)[: _SECONDS.size])[0]
        return START + timedelta(seconds=seconds)

    def set_forward(self, by: timedelta) -> None:
        """Later by so much, for everybody at once."""
        seconds = (self() - START + by).total_seconds()
        _shared(self.file)[: _SECONDS.size] = _SECONDS.pack(seconds)


def begun(file: Path) -> PacedClock:
    """A new one, at START."""
    file.write_bytes(_SECONDS.pack(0.0))
    return PacedClock(str(file))


@cache
def _shared(file: str) -> mmap.mmap:
    with Path(file).open("r+b") as opened:
        return mmap.mmap(opened.fileno(), _SECONDS.size)
