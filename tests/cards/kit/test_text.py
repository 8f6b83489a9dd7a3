"""What is shown of what people write."""

import pytest

from cards.kit.text import visible

UNSEEN = (
    "\u061c",
    "\u180e",
    "\u200b",
    "\u200e",
    "\u2060",
    "\ufeff",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\U000e0041",
)


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_no_sign_that_nobody_sees_is_shown(sign: str) -> None:
    assert visible(f"Äiti{sign}123") == "Äiti123"


@pytest.mark.parametrize("text", ["Äiti\n123\t", "\N{FAMILY}\u200d\N{HEAVY BLACK HEART}\ufe0f", "شا\u200cب", "plain"])
def test_what_is_seen_stays(text: str) -> None:
    assert visible(text) == text
