"""Writes a pattern's alternatives so that most of them are left at the first letter."""

from collections.abc import Iterable
from itertools import groupby


def any_of(alternatives: Iterable[str]) -> str:
    """A pattern that matches any of these, of those with the same first letter the first one that fits.

    Each begins with a letter that stands for itself. Python tries alternatives one by one; so it tries the first
    letters, and only what follows the right one.
    """
    ordered = sorted(alternatives, key=_first_letter)
    groups = ((letter, "|".join(one[1:] for one in same)) for letter, same in groupby(ordered, key=_first_letter))
    return f"(?:{'|'.join(f'{letter}(?:{rest})' for letter, rest in groups)})"


def _first_letter(alternative: str) -> str:
    return alternative[:1]
