"""Sealing: authenticated encryption of what only some may read, under keys that can be changed while the bot runs."""

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from typing_extensions import override

from config.quick_json import read, written

_FINGERPRINT = b"kuntayhteys/fingerprint/1"


class CannotOpenError(ValueError):
    """The sealed text was changed, belongs to another place, or was sealed with a key that is no longer given."""


class Sealer:
    """Seals with the first key and opens with all of them.

    A sealed text carries the `place` it belongs to, such as `consultation/1042/client`, and opens only there: moved to
    another row of the database it stays shut.
    """

    __slots__ = ("_fernet", "_fingerprint_keys", "_newest")

    def __init__(self, keys: Sequence[str]) -> None:
        """Keys newest first, checked by bot.privacy.secrets. Raises ValueError for what is not a Fernet key."""
        fernets = [Fernet(key) for key in keys]
        self._fernet, self._newest = MultiFernet(fernets), fernets[0]
        self._fingerprint_keys = [hmac.digest(urlsafe_b64decode(key), _FINGERPRINT, "sha256") for key in keys]

    def seal(self, text: str, place: str) -> bytes:
        """The sealed text, ASCII."""
        return self._fernet.encrypt(written([place, text]).encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again. Raises CannotOpenError."""
        try:
            content = read(self._fernet.decrypt(sealed))
        except InvalidToken:
            raise CannotOpenError("the sealed text was changed or its key is missing") from None
        if content[0] != place:
            raise CannotOpenError("the sealed text belongs to another place")
        return str(content[1])

    def opens(self, sealed: bytes) -> bool:
        """Whether it is sealed under one of the keys, wherever it belongs."""
        try:
            self._fernet.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def is_newest(self, sealed: bytes) -> bool:
        """Whether it is sealed under the newest key."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def rotate(self, sealed: bytes) -> bytes:
        """The same content under the newest key. Raises CannotOpenError."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise CannotOpenError("the sealed text was changed or its key is missing") from None

    def fingerprint(self, content: str) -> str:
        """Tells equal contents apart from others; without the key nobody can try which content it is of."""
        return _fingerprint(self._fingerprint_keys[0], content)

    def is_fingerprint(self, fingerprint: str, content: str) -> bool:
        """Whether it is of this content, made under any of the keys."""
        return any(hmac.compare_digest(_fingerprint(key, content), fingerprint) for key in self._fingerprint_keys)

    @override
    def __repr__(self) -> str:
        return "Sealer(…)"


def _fingerprint(key: bytes, content: str) -> str:
    return hmac.digest(key, content.encode("utf-8", "surrogatepass"), "sha256").hex()
