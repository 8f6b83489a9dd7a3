"""A card with a sentence on top: why a press did nothing, above the state as it is now."""

from collections.abc import Mapping

from cards.kit.frame import Card
from cards.kit.text import plain


def with_notice(card: Mapping[str, object], sentence: str) -> Card:
    """The same card, the sentence in a warning box above it."""
    body = card.get("body")
    box = {
        "type": "Container",
        "style": "warning",
        "items": [{"type": "TextBlock", "text": plain(sentence), "wrap": True, "weight": "Bolder"}],
    }
    return {**card, "body": [box, *(body if isinstance(body, list) else [])]}
