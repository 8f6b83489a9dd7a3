"""What one cell says, whoever copied, typed or exported it: the same text to every reader of tables."""

import re
import unicodedata

_BROKEN = re.compile(r"#{2,}|#[A-ZÅÄÖ/0-9]{1,20}[!?]?(?:\([A-Z]\))?|[+-]?\d[.,]?\d*E[+-]\d{1,3}", re.IGNORECASE)
"""Narrow columns written out as ####, errors of formulas in any language, numbers that lost their last figures."""


def clean_cell(text: str) -> str:
    """Without marks that nobody sees, with ordinary blanks, and each letter in one form. Line breaks stay."""
    if text.isascii() and text.isprintable():
        return text.strip()
    shown = "".join(_shown(mark) for mark in unicodedata.normalize("NFC", text.replace("\r", "\n")))
    return "\n".join(filter(None, (part.strip() for part in shown.split("\n"))))


def on_one_line(text: str) -> str:
    """A cell with line breaks of its own, as one line."""
    return text.replace("\n", " ") if "\n" in text else text


def is_broken(text: str) -> bool:
    """Whether a spreadsheet wrote an error or a shortened number in the place of what was typed."""
    return _BROKEN.fullmatch(text.strip()) is not None


def _shown(mark: str) -> str:
    if mark == "\n":
        return mark
    kind = unicodedata.category(mark)
    if kind in {"Zs", "Zl", "Zp"} or mark in "\t\v\f":
        return " "
    return "" if kind == "Cf" or "\ufe00" <= mark <= "\ufe0f" else mark
