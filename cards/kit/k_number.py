"""A consultation's number as people see it, K-1042, and as they type it."""

import re
from typing import NamedTuple

_K = r"[Kk]\s{0,3}[-–]?\s{0,3}"
_LEADING = re.compile(rf"\s*(?:{_K})?(\d{{3,9}})\b[\s:,.]*(.*)", re.DOTALL)
_BEFORE_TIME = re.compile(rf"\s*(?:{_K}(\d{{3,9}})|(\d{{4,9}})(?![.,:/-]?\d))\b[\s:,.]*(.*)", re.DOTALL)
_BEGUN = re.compile(rf"(?:{_K})?\d")
_NAMED = re.compile(r"\b[Kk]\s?[-–]?\s?(\d{3,9})\b")
_LABELLED = re.compile(rf"{_NAMED.pattern}[\s:,.–-]{{0,4}}")
_ADDRESSED = re.compile(rf"{_NAMED.pattern}\s{{0,3}}[:,.–-]?\s+(\S.*)", re.DOTALL)


class Leading(NamedTuple):
    """What a line says that begins with a consultation's number."""

    number: int
    rest: str
    """What follows the number and the marks behind it."""


def consultation_label(number: int) -> str:
    """How a consultation is shown to people: K-1042."""
    return f"K-{number}"


def leading_number(text: str) -> Leading | None:
    """Reads what follows a command: `K-1042`, `k 1042: …` or `1042 …`; None for what begins otherwise.

    What begins with a number is never for another consultation, whatever stands behind the number.
    """
    found = _LEADING.fullmatch(text)
    return Leading(int(found[1]), found[2]) if found is not None else None


def leading_number_or_time(text: str) -> Leading | None:
    """The same where a moment may stand instead: without its letter, `2026-12-24`, `120 min` and `8.30` are moments."""
    found = _BEFORE_TIME.fullmatch(text)
    return Leading(int(found[1] or found[2]), found[3]) if found is not None else None


def begins_with_number(text: str) -> bool:
    """Whether a line goes on with a number after an everyday word, which makes the word a command."""
    return _BEGUN.match(text) is not None


def addressed_number(text: str) -> Leading | None:
    """Reads a line that is no command: the consultation it is for stands first, `K-1042 ok` or `K-1042: ok`.

    None for others, and where the rest names one too.
    """
    found = _ADDRESSED.fullmatch(text.strip())
    return Leading(int(found[1]), found[2]) if found is not None and not numbers_named(found[2]) else None


def after_label(text: str) -> str:
    """What follows the consultation's number, with its letter, at the beginning; the whole text where there is none."""
    found = _LABELLED.match(text)
    return text[found.end() :] if found is not None else text


def numbers_named(text: str) -> tuple[int, ...]:
    """All consultations that a text names with the letter, `K-1042` or `k1042`, wherever they stand."""
    return tuple(int(one) for one in _NAMED.findall(text))
