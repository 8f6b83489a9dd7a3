"""What an urgent need is called, as part of a line: built from its kind, never from what was written."""

from collections.abc import Iterable

from config.texts import Translate
from directory.urgency.needs import Need


def needs_words(needs: Iterable[Need], t: Translate) -> str:
    """The needs, always in the same order: `lääkkeet loppumassa tai loppu`."""
    words = {
        Need.FOOD: t("food is running out or has run out"),
        Need.MEDICINE: t("medicine is running out or has run out"),
        Need.HOME: t("the home is about to be lost, or there is nowhere to sleep"),
        Need.POWER: t("the power or the heating is about to be cut, or is off"),
    }
    told = frozenset(needs)
    return ", ".join(words[one] for one in Need if one in told)
