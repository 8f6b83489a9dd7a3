"""When a message that Teams did not take is tried again."""

from datetime import timedelta

LONGEST_PAUSE = timedelta(minutes=10)


def back_off(attempts: int, random: float) -> timedelta:
    """The pause after the `attempts`-th failure: it doubles, from two seconds to ten minutes, and half of it is random.

    `random` is from 0 to 1: it spreads the messages that failed together.
    """
    longest = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts, 20)))
    return longest * (0.5 + random / 2)
