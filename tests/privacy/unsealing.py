"""Rows of the database with the sealed texts in clear, wherever they are bound to: for looking at what is stored."""

import json
from collections.abc import Iterable

from bot.privacy.sealed_texts import is_sealed
from bot.privacy.sealing import Sealer


def in_clear(sealer: Sealer, row: Iterable[object]) -> tuple[object, ...]:
    """The row as the bot reads it."""
    return tuple(_opened(sealer, cell) for cell in row)


def _opened(sealer: Sealer, cell: object) -> object:
    if not isinstance(cell, str) or not is_sealed(cell):
        return cell
    # Past the check of the place: it does not matter here.
    place_and_text = json.loads(sealer._fernet.decrypt(cell.removeprefix("s1:")))
    return place_and_text[1]
