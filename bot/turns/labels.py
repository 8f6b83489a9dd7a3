"""How a consultation's number is shown to people, and how it is read when they type it."""

import re

_LEADING = re.compile(r"\s*(?:[Kk]\s{0,3}[-–]?\s{0,3})?(\d{3,9})\b[\s:,.]*(.*)", re.DOTALL)


def consultation_label(number: int) -> str:
    """How a consultation is shown to people: K-1042."""
    return f"K-{number}"


def leading_number(text: str) -> tuple[int, str] | None:
    """The number that a line begins with, as `K-1042`, `k 1042` or `1042`, and what follows it; None for any other."""
    found = _LEADING.match(text)
    return (int(found[1]), found[2]) if found is not None else None
