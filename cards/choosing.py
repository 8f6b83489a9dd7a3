"""The place and topic fields of the cards that ask what was meant.

A choice's value is its own title, in the reader's language. The npm library shows a preset's value, not its title, and
sends the title of what was searched for; Teams sends the value. Being the same, both reach the bot as the same words.
"""

from collections.abc import Sequence
from typing import Literal

from microsoft_teams.cards import Choice, ChoiceSetInput, QueryData

from cards.text import Translate


def place_field(names: Sequence[str], chosen: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over areas and municipalities; the short list is there for clients that cannot search."""
    return _field("place", t("Area or municipality"), t("Area or municipality: type or choose"), names, chosen)


def topic_field(names: Sequence[str], chosen: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over topics."""
    return _field("topic", t("Topic"), t("Topic: type or choose"), names, chosen)


def _field(
    element_id: Literal["place", "topic"], label: str, placeholder: str, names: Sequence[str], chosen: str
) -> ChoiceSetInput:
    """`chosen` is offered even when the short list lacks it: a client refuses a preset it does not know."""
    offered = list(dict.fromkeys([*([chosen] if chosen else []), *names]))
    return ChoiceSetInput(
        id=element_id,
        label=label,
        placeholder=placeholder,
        style="filtered",
        value=chosen or None,
        choices=[Choice(title=name, value=name) for name in offered],
        choices_data=QueryData(dataset=f"{element_id}s"),
    )
