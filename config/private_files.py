"""Files that only the bot's own user may read: the database, what is exported, checkpoints."""

import os
import stat
from pathlib import Path
from typing import IO

import structlog

log = structlog.get_logger()
_OTHERS = 0o077


def open_private(path: Path, *, append: bool = False) -> IO[bytes]:
    """Opens the file to write it anew or to go on at its end. A file that was not there is its owner's alone.

    Raises OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    return os.fdopen(os.open(path, flags, 0o600), "ab" if append else "wb")


def keep_private(path: Path) -> None:
    """Takes the file from everybody but its owner, if there is one, and says so in the log."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(found.st_mode) and found.st_mode & _OTHERS:
        if _changed(path, stat.S_IMODE(found.st_mode) & ~_OTHERS):
            log.warning("file_made_private", file=path.name)
        else:
            log.error("file_open_to_others", file=path.name)


def _changed(path: Path, mode: int) -> bool:
    try:
        path.chmod(mode)
    except PermissionError:  # somebody else's file, as on a mounted volume: its owner has to do it
        return False
    return True
