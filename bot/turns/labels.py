"""How a consultation's number is shown to people, and how it is read when they type it."""

import re


def consultation_label(number: int) -> str:
    """How a consultation is shown to people: K-1042."""
    return f"K-{number}"


NUMBER = re.compile(r"\s*(?:[Kk]\s{0,3}[-–]?\s{0,3})?(\d{3,9})\b[\s:,.]*(.*)", re.DOTALL)
