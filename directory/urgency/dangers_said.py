"""What texts were found to tell of a danger to life, so that a text is read but once."""

import secrets
from hashlib import blake2b

from directory.urgency.dangers import Danger, dangers_in

REMEMBERED = 10_000
"""Texts of which it is remembered what they tell: some hundred bytes each."""


class _Read:
    """What texts were found to tell: each step of a turn asks it of what was typed, and each card of every line.

    Known by a digest that only this process can make, so nothing of a text stays when it is wiped.
    """

    def __init__(self) -> None:
        self._dangers: dict[bytes, frozenset[Danger]] = {}
        self._secret = secrets.token_bytes(16)

    def dangers_in(self, text: str) -> frozenset[Danger]:
        """As directory.urgency.dangers tells it."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=16).digest()
        found = self._dangers.get(key)
        if found is None:
            found = dangers_in(text)
            if len(self._dangers) >= REMEMBERED:
                self._dangers.clear()
            self._dangers[key] = found
        return found


_READ = _Read()


def dangers_said_in(text: str) -> frozenset[Danger]:
    """The dangers to life that what somebody wrote tells of: the same for each who is shown it."""
    return _READ.dangers_in(text)
