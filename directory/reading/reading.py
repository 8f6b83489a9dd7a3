"""What the reader made of a text: the answer, how sure it is, and what else it could have been."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "ambiguous", "unknown"]
Removed = Literal["hetu", "phone", "address", "email", "account", "birth_date"]
"""What kind of personal detail was cut out of a text; the detail itself is kept nowhere."""
Why = Literal["place", "topic", "spelling", "former"]
"""Why an alternative is offered: two places, two topics, a name near in spelling, or an old name with two heirs."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another thing the text may have meant, ready for a button; what it does not speak of is empty."""

    area: str = ""
    municipality: str = ""
    topic: str = ""
    why: Why = "place"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read.

    `ok`: the place is certain; the topic is empty when none was named. Where several municipalities of one county were
    named, the county is certain, the municipality empty and they are the alternatives. `ambiguous`: two places or two
    topics, what is certain filled and the rest among the alternatives; or one place, filled and the only alternative,
    whose short name was so badly misspelt that it is to be confirmed. `unknown`: no place; the topic is filled when one
    was named.
    """

    status: Status
    area: str = ""
    """An area code, `AX`, `KELA`, or empty."""
    municipality: str = ""
    topic: str = ""
    confidence: float = 0.0
    """From 0 to 1, of what is filled; 1 when every word was known as it was typed."""
    place_words: tuple[str, ...] = ()
    """The words, in lower case, that the place came from."""
    topic_words: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    """Best first."""
    removed: tuple[Removed, ...] = ()
    """The kinds of personal detail that were cut out, each once."""
    former_name: str = ""
    """The old organisation or merged municipality the place was called by, as it is written: Eksote, Nastola."""
    names_kela: bool = False
    """Kela is named, alone or beside a place."""
    guessed: bool = False
    """A word was taken for another one near it in spelling: worth showing before anything is sent."""
    outside_finland: bool = False
    """The text names a place abroad."""
    names_a_person: bool = False
    """The text names somebody, whose place is in the client field."""
