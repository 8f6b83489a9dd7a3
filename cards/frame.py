"""A finished card: its version, language and fallback, and the plain JSON the wire takes."""

from collections.abc import Mapping, Sequence

from microsoft_teams.cards import Action, AdaptiveCard, CardElement

from cards.text import Translate, language_code

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
    plain = _whole_numbers(card.model_dump(by_alias=True, exclude_none=True))
    if not isinstance(plain, dict):
        raise TypeError("a card is a JSON object")
    return plain


def inner(body: Sequence[CardElement], actions: Sequence[Action]) -> AdaptiveCard:
    """A card inside Action.ShowCard."""
    return AdaptiveCard(version="1.5", body=list(body), actions=list(actions) or None)


def _whole_numbers(value: object) -> object:
    """The library dumps 4000 as 4000.0, which strict clients refuse."""
    if isinstance(value, Mapping):
        return {str(key): _whole_numbers(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole_numbers(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
