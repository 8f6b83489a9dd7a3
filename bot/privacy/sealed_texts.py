"""Texts of people sealed for the database: each opens only in the row it was written for."""

from bot.privacy.sealing import CannotOpenError, Sealer

_SCHEME = "s1:"
"""Part of the stored text: another scheme can come beside it, and a clear text is never taken for a sealed one."""


def seal_text(sealer: Sealer, text: str, table: str, key: str) -> str:
    """The text as it is stored. `key` tells the row apart and must be known before it is written: not a serial id."""
    return _SCHEME + sealer.seal(text, _place(table, key)).decode("ascii")


def open_text(sealer: Sealer, stored: str, table: str, key: str) -> str:
    """The text again. Raises CannotOpenError when it was changed, moved from another row, or stored in clear."""
    if not stored.startswith(_SCHEME):
        raise CannotOpenError("the stored text is not sealed")
    return sealer.open(stored.removeprefix(_SCHEME).encode("utf-8"), _place(table, key))


def _place(table: str, key: str) -> str:
    return f"text/{table}/{key}"
