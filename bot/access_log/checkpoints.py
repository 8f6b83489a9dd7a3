"""Checkpoints of the access log in a file: kept outside the database, they show later that nothing was rewritten."""

import json
import re
from pathlib import Path

from bot.access_log.access_log import OF_ALL, Ends
from bot.access_log.bindings import from_json, to_json
from config.private_files import open_private

_HASH = re.compile(r"[0-9a-f]{64}")


class UnreadableCheckpointError(ValueError):
    """The file holds no checkpoint; the message says what to do."""


def read_checkpoint(path: Path) -> Ends | None:
    """The newest checkpoint of the file; None when there is no such file yet. Raises UnreadableCheckpointError.

    A line `{"row": .., "hash": ..}` is of the time when the log was one chain, and proves of it what it did.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path) from None
    try:
        newest = json.loads(lines[-1])
        ends = from_json(newest["ends"] if "ends" in newest else {OF_ALL: [newest["row"], newest["hash"]]})
    except (ValueError, LookupError, TypeError, RecursionError):
        raise _unreadable(path) from None
    if not all(_HASH.fullmatch(end.hash) for end in ends.values()):
        raise _unreadable(path)
    return ends


def add_checkpoint(path: Path, ends: Ends) -> None:
    """Appends the checkpoint as a line of JSON. Earlier ones stay: copy the file where the bot cannot write.

    Raises OSError when it cannot be written.
    """
    with open_private(path, append=True) as file:
        file.write(f'{{"ends":{to_json(ends)}}}\n'.encode())


def _unreadable(path: Path) -> UnreadableCheckpointError:
    return UnreadableCheckpointError(f"{path} holds no checkpoint of the access log. Give the file that was kept.")
