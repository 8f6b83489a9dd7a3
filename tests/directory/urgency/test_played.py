"""What somebody with fresh eyes typed as a handler and a social worker: danger, urgent need, or an ordinary matter."""

from datetime import date
from pathlib import Path

from directory.reference import rows
from directory.urgency.dangers import dangers_in
from directory.urgency.needs import urgent_needs_in

TUESDAY = date(2026, 11, 24)


def told(text: str) -> str:
    """The graver of what a text tells."""
    if dangers_in(text):
        return "danger"
    return "need" if urgent_needs_in(text, TUESDAY) else "nothing"


def test_each_is_told_apart() -> None:
    played = list(rows(Path(__file__).parent / "data" / "played.csv"))
    assert {row["text"]: told(row["text"]) for row in played} == {row["text"]: row["tells"] for row in played}
