"""A finished card: its version, language and fallback, and the plain JSON the wire takes."""

from collections.abc import Sequence

from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from cards.kit.text import Translate, language_code, visible

Card = dict[str, object]


def finished(body: Sequence[CardElement], actions: Sequence[Action], fallback_text: str, t: Translate) -> Card:
    """The card as JSON. `fallback_text` is what a client that cannot draw it shows, and what a notification says."""
    card = AdaptiveCard(
        version="1.5",
        lang=language_code(t),
        fallback_text=fallback_text,
        body=list(body),
        actions=list(actions) or None,
    )
    plain = _wire(card.model_dump(by_alias=True, exclude_none=True))
    if not isinstance(plain, dict):
        raise TypeError("a card is a JSON object")
    return plain


def inner(body: Sequence[CardElement], actions: Sequence[Action]) -> AdaptiveCard:
    """A card inside Action.ShowCard."""
    return AdaptiveCard(version="1.5", body=list(body), actions=list(actions) or None)


def _wire(value: object) -> object:
    """What may leave: texts without unseen signs; whole numbers, which the library dumps as 4000.0, as such."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: _wire(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_wire(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
