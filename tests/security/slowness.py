"""Whether reading a text takes time that grows faster than the text: told by counting CPU time, never by the clock."""

import gc
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from math import inf
from types import FrameType

from bot.errors import Expected

SHORT, MIDDLE, LONG = 4_000, 16_000, 64_000
QUICK: Mapping[int, float] = {SHORT: 0.0005, MIDDLE: 0.006, LONG: 0.06}
"""Seconds for each length that need no second look: even if they grew with the square, the longest took 0.13 s."""
AT_ONCE = 0.6
"""Seconds for a text of the length that people can type, on a busy machine. It is read beside the event loop."""
FACTOR = 3
"""How much more than the text the time may grow: memory and caches make long texts dearer."""
LIMIT = 2.0
"""Seconds after which a reader is stopped: nothing that this was meant for comes near it by chance."""
TRIES = 4

_UNITS = (
    *" 0-aA.,\"'\n\t–ä€;(<&@",
    "0 ",
    "1.",
    "1-",
    "1.1.",
    "1.1.-",
    "010594-",
    "12.12.2026 ",
    "klo 1 ",
    "ma ",
    "9-10 ",
    "a ",
    "Aa ",
    "a.",
    "a@",
    "a1",
    "K-",
    "K - ",
    "[(",
    "<b>",
    "<a ",
    "<!--",
    "</at",
    "&#",
    "&#1",
    "https://a",
    "x=",
    "a: ",
    "ja ",
    "från och med ",
    "vuokra ",
    "Lahti, ",
)
_FRAMES = (
    ("K", " ", "x"),
    ("K-1001", " ", ""),
    ("M", " ", "x"),
    ("1.1.", " ", "x"),
    ("a:", " ", "\n!"),
    ("a 0", "0 ", "\n!"),
    ("a@a.", "a.", "@"),
    ("https://a/", ".", "\n"),
    ("FI", "1a", "!"),
    ("&#", "1", ";"),
    ("<table><tr><td>", "<a ", ""),
    ("<table><tr><td>", "<b>", ""),
)
TEXTS: tuple[tuple[str, str, str], ...] = (*(("", unit, "") for unit in _UNITS), *_FRAMES)
"""What is at the beginning, what comes again and again, and what is at the end."""
FEWER = (*(one for one in TEXTS if one[1] in set(' 0-a.,"\n') and not one[0]), *TEXTS[20::3])
"""For readers of many steps, each of which has patterns that are tried with all texts."""


class TooSlow(Exception):  # noqa: N818 - a finding
    """The time is up."""


@lru_cache(maxsize=512)
def text_of(shape: tuple[str, str, str], length: int) -> str:
    """A text of this length."""
    begins, unit, ends = shape
    body = length - len(begins) - len(ends)
    return begins + (unit * (body // len(unit) + 1))[:body] + ends


def faults(read: Callable[[str], object], shapes: Sequence[tuple[str, str, str]] = TEXTS) -> Iterator[str]:
    """The shapes of text that are read too slowly."""
    return (repr(shape) for shape in shapes if not _is_quick(read, shape))


def seconds(read: Callable[[str], object], text: str) -> float:
    """CPU time of this thread for reading the text once; infinite when it is stopped at the limit.

    Collecting what other tests left over is not part of it.
    """
    gc.disable()
    began = time.thread_time()
    try:
        with _stopped_after(LIMIT), suppress(Expected, ValueError):  # a refusal takes its time too
            read(text)
    except TooSlow:
        return inf
    finally:
        gc.enable()
    return time.thread_time() - began


def _is_quick(read: Callable[[str], object], shape: tuple[str, str, str]) -> bool:
    """The reader is quick at one of the lengths, or it grows no faster than the text and is quick enough at first."""
    short = seconds(read, text_of(shape, SHORT))
    if short <= QUICK[SHORT]:
        return True
    if short * MIDDLE / SHORT <= QUICK[MIDDLE] and seconds(read, text_of(shape, MIDDLE)) <= QUICK[MIDDLE]:
        return True
    for _ in range(TRIES):
        long = seconds(read, text_of(shape, LONG))
        if long <= QUICK[LONG]:
            return True
        if long == inf:
            return False
        short = min(seconds(read, text_of(shape, SHORT)) for _ in range(3))
        if short < AT_ONCE and long <= short * (LONG / SHORT) * FACTOR:
            return True
    return False


@contextmanager
def _stopped_after(limit: float) -> Iterator[None]:
    """The regular expressions of Python look for signals on their way, so that even they can be stopped."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
