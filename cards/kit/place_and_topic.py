"""The place and topic fields of the cards that ask what was meant.

What arrives is an option's value in Teams; the npm library sends the title of something found by searching, and shows a
preset's value instead of its title. A caller whose values are their own titles is read and shown alike by both.
"""

from collections.abc import Sequence
from typing import Literal

from microsoft_teams.cards import Choice, ChoiceSetInput, QueryData

from cards.kit.template import Option
from cards.kit.text import Translate


def place_field(options: Sequence[Option], chosen: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over areas and municipalities; the short list is there for clients that cannot search."""
    return _field("place", t("Area or municipality"), t("Area or municipality: type or choose"), options, chosen)


def topic_field(options: Sequence[Option], chosen: str, t: Translate) -> ChoiceSetInput:
    """Typeahead over topics."""
    return _field("topic", t("Topic"), t("Topic: type or choose"), options, chosen)


def with_option(options: Sequence[Option], value: str) -> tuple[Option, ...]:
    """The options with this value in front when they lack it: a client refuses a preset that is not among them."""
    if not value or any(one.value == value for one in options):
        return tuple(options)
    return (Option(value, value), *options)


def _field(
    element_id: Literal["place", "topic"], label: str, placeholder: str, options: Sequence[Option], chosen: str
) -> ChoiceSetInput:
    return ChoiceSetInput(
        id=element_id,
        label=label,
        placeholder=placeholder,
        style="filtered",
        value=chosen or None,
        choices=[Choice(title=one.title, value=one.value) for one in options],
        choices_data=QueryData(dataset=f"{element_id}s"),
    )
