"""The beginning of a typed line as the eye sees it. Pure.

What looks like a command is for the bot alone. Marks that nobody sees, a list's dash, quotation marks, formatting or a
slash of another alphabet come along when a line is copied, and must not send a command to the other organisation.
"""

import re
import unicodedata

from cards.kit.k_number import after_label

SLASHES = frozenset("/\uff0f\u2044\u2215\u29f8\u2571\\")
"""Full-width, fraction, division, box drawing, and the one that leans the other way: taken for a slash by people."""
_SMILES = frozenset(":;=")
"""Before a slash, without a blank, half a face and no decoration."""
_IN_A_LIST = re.compile(r"[0-9a-z]{1,2}[.)]\s", re.IGNORECASE | re.ASCII)
_CLOSING = "\"'`\u00b4\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u203a\uff09*_~)]}"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Hangul fillers and the empty Braille pattern: letters and symbols that leave no mark."""
_NAMED = re.compile(r"(?:@?kuntayhteys[:,]?\s+)+", re.IGNORECASE)
_MARKS_AT_MOST = 40
"""So many decorations are looked behind: more of them is a drawing, not a slip."""


def as_seen(text: str) -> str:
    """The line from its first visible mark on; one that begins with a slash to the eye begins with `/` and its word.

    What stood around such a command is taken off: `\u201d/open\u201d` is `/open`. Any other line keeps its marks.
    """
    line = _visible(text)
    rest, decorated = _visible(after_name(line) or line), 0
    while decorated < _MARKS_AT_MOST and (length := _decoration(rest)):
        rest, decorated = _visible(rest[length:]), decorated + 1
    if not rest or rest[0] not in SLASHES:
        return line
    word, blank, more = _first_word(_visible(rest[1:]))
    if not word[:1].isalpha():
        return line if decorated else f"/{rest[1:]}"
    command = f"/{word}{blank}{more}".rstrip()
    return command.rstrip(_CLOSING).rstrip() if decorated else command


def after_name(line: str) -> str | None:
    """What follows the bot's name at the beginning, where Teams makes no mention of it; None without it."""
    found = _NAMED.match(line)
    return line[found.end() :] if found is not None else None


def is_slashed(text: str) -> bool:
    """Whether a line begins with a slash to the eye: it is for the bot, even with a slip in it, or behind a number."""
    seen = as_seen(text)
    return seen.startswith("/") or as_seen(after_label(seen)).startswith("/")


def _decoration(text: str) -> int:
    """Characters of the decoration at the beginning: a number in a list, or a mark that is neither word nor slash."""
    if found := _IN_A_LIST.match(text):
        return found.end()
    if not text or text[0] in SLASHES or (text[0] in _SMILES and text[1:2] in SLASHES):
        return 0
    return 1 if unicodedata.category(text[0])[0] in "PS" else 0


def _visible(text: str) -> str:
    """Without what nobody sees at the beginning."""
    start = next((at for at, mark in enumerate(text) if not _is_unseen(mark)), len(text))
    return text[start:]


def _first_word(text: str) -> tuple[str, str, str]:
    """The first word without unseen marks within it, the blank behind it, and what follows."""
    end = next((at for at, mark in enumerate(text) if mark.isspace()), len(text))
    word = "".join(mark for mark in text[:end] if unicodedata.category(mark) != "Cf" and mark not in _BLANK_LETTERS)
    return word, text[end : end + 1], text[end + 1 :]


def _is_unseen(mark: str) -> bool:
    return mark in _BLANK_LETTERS or mark.isspace() or unicodedata.category(mark) in _UNSEEN
