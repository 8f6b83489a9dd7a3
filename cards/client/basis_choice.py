"""The choice of a legal basis, with the criteria of each beneath it: whoever chooses reads what has to hold first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput

from cards.kit.pieces import line, note, run
from cards.kit.template import Option
from cards.kit.text import Translate

CRITERIA_LENGTH = 2400
"""Characters of criteria on one card: Teams takes no card of any length, and an organisation's list may grow long."""


@dataclass(frozen=True, slots=True)
class BasisOption(Option):
    """A basis that may be chosen."""

    criteria: str = ""
    """When it holds, in a sentence or two; empty where whoever keeps the list has told nothing."""


def basis_choice(
    bases: Sequence[BasisOption], t: Translate, *, chosen: str = "", before: Sequence[Option] = ()
) -> list[CardElement]:
    """None is chosen for the writer. `before` are choices that are no basis and need no criteria."""
    field = ChoiceSetInput(
        id="basis",
        label=t("Legal basis"),
        style="compact",
        placeholder=t("Choose the legal basis"),
        value=chosen or None,
        choices=[Choice(title=one.title, value=one.value) for one in (*before, *bases)],
    )
    told = [one for one in bases if one.criteria]
    lengths = list(accumulate(len(one.title) + len(one.criteria) for one in told))
    shown = [one for one, length in zip(told, lengths, strict=True) if length <= CRITERIA_LENGTH]
    rest = [note(t("When the other bases hold: /basis"))] if len(shown) < len(told) else []
    return [field, *map(_criteria, shown), *rest]


def _criteria(one: BasisOption) -> CardElement:
    return line(run(f"{one.title}: ", small=True, bold=True), run(one.criteria, small=True, subtle=True))
