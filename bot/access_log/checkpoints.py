"""Checkpoints of the access log in a file: kept outside the database, they show later that nothing was rewritten."""

import json
import re
from pathlib import Path

from bot.access_log.access_log import Checkpoint
from config.private_files import open_private

_HASH = re.compile(r"[0-9a-f]{64}")


class UnreadableCheckpointError(ValueError):
    """The file holds no checkpoint; the message says what to do."""


def read_checkpoint(path: Path) -> Checkpoint | None:
    """The newest checkpoint of the file; None when there is no such file yet. Raises UnreadableCheckpointError."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path) from None
    if not lines:
        raise _unreadable(path)
    try:
        newest = json.loads(lines[-1])
        row_id, digest = newest["row"], newest["hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _unreadable(path) from None
    if type(row_id) is not int or row_id < 0 or not isinstance(digest, str) or not _HASH.fullmatch(digest):
        raise _unreadable(path)
    return Checkpoint(row_id, digest)


def add_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Appends the checkpoint as a line of JSON. Earlier ones stay: copy the file where the bot cannot write.

    Raises OSError when it cannot be written.
    """
    with open_private(path, append=True) as file:
        file.write(json.dumps({"row": checkpoint.row_id, "hash": checkpoint.hash}).encode() + b"\n")


def _unreadable(path: Path) -> UnreadableCheckpointError:
    return UnreadableCheckpointError(f"{path} holds no checkpoint of the access log. Give the file that was kept.")
