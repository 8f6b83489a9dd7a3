"""What a turn is answered with at once, in the HTTP response; everything else leaves through the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass

CardJson = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing to say in the response: 200 with an empty body (an empty success for an invoke)."""


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """A card that replaces the pressed one in the presser's view (adaptiveCard/action)."""

    card: CardJson


@dataclass(frozen=True, slots=True)
class SentenceAnswer:
    """A short sentence shown to the presser (adaptiveCard/action, or a dialog with one line)."""

    text: str


@dataclass(frozen=True, slots=True)
class DialogAnswer:
    """A dialog of the presser's own (task/fetch); Teams keeps no copy of it in the chat."""

    title: str
    card: CardJson


@dataclass(frozen=True, slots=True)
class Choice:
    """One typeahead result."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Typeahead results (application/search)."""

    choices: tuple[Choice, ...]


Answer = NoAnswer | CardAnswer | SentenceAnswer | DialogAnswer | SearchAnswer
