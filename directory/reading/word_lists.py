"""The shipped lists of words, one a line."""

from pathlib import Path

from directory.reading import finnish
from directory.reading.words import normalised, without_marks


def word_list(path: Path) -> frozenset[str]:
    """The words of a list, without marks. Raises OSError when it is missing."""
    return frozenset(without_marks(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def stems_of_list(path: Path) -> frozenset[str]:
    """The names of a list with their vowel stems, without marks. Raises OSError when it is missing."""
    found: set[str] = set()
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        name = normalised(line)
        stem = finnish.stems(name)
        found.update(map(without_marks, (name, stem.weak, stem.strong)))
    return frozenset(found)
