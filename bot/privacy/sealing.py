"""Sealing: authenticated encryption of what only some may read, under keys that can be changed while the bot runs."""

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from typing_extensions import override


class CannotOpenError(ValueError):
    """The sealed text was changed, belongs to another place, or was sealed with a key that is no longer given."""


class Sealer:
    """Seals with the first key and opens with all of them.

    A sealed text carries the `place` it belongs to, such as `consultation/1042/client`, and opens only there: moved to
    another row of the database it stays shut.
    """

    __slots__ = ("_fernet",)

    def __init__(self, keys: Sequence[str]) -> None:
        """Keys newest first, checked by bot.privacy.secrets. Raises ValueError for what is not a Fernet key."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, text: str, place: str) -> bytes:
        """The sealed text, ASCII."""
        return self._fernet.encrypt(json.dumps([place, text]).encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again. Raises CannotOpenError."""
        try:
            content = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken:
            raise CannotOpenError("the sealed text was changed or its key is missing") from None
        if content[0] != place:
            raise CannotOpenError("the sealed text belongs to another place")
        return str(content[1])

    def rotate(self, sealed: bytes) -> bytes:
        """The same content under the newest key. Raises CannotOpenError."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise CannotOpenError("the sealed text was changed or its key is missing") from None

    @override
    def __repr__(self) -> str:
        return "Sealer(…)"
