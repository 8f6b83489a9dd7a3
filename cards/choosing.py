"""The place and topic fields of the cards that ask what was meant."""

from collections.abc import Sequence
from typing import Literal

from microsoft_teams.cards import Choice, ChoiceSetInput, QueryData

from cards.template import Option
from cards.text import Translate


def place_field(options: Sequence[Option], value: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over areas and municipalities; the short list is there for clients that cannot search."""
    label = t("Area or municipality")
    return _field("place", label, t("Area or municipality: type or choose"), options, value)


def topic_field(options: Sequence[Option], value: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over topics."""
    return _field("topic", t("Topic"), t("Topic: type or choose"), options, value)


def _field(
    element_id: Literal["place", "topic"], label: str, placeholder: str, options: Sequence[Option], value: str
) -> ChoiceSetInput:
    return ChoiceSetInput(
        id=element_id,
        label=label,
        placeholder=placeholder,
        style="filtered",
        value=value or None,
        choices=[Choice(title=one.title, value=one.value) for one in options],
        choices_data=QueryData(dataset=f"{element_id}s"),
    )
