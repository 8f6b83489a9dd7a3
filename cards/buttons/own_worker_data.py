"""What the buttons of clients' own workers carry."""

from typing import Literal

from typing_extensions import override

from cards.kit.button_data import ButtonData, Chosen, Code, Number, NumberOrNone, Ticked, Written
from cards.kit.text import Translate


class OwnWorkerFields(ButtonData):
    """The fields of the form for an own worker."""

    client: Written = ""
    basis: Chosen = ""
    consent: Chosen = ""
    place: Written = ""
    municipality: Chosen = ""
    worker: Written = ""
    until: Chosen = ""


class OwnWorkerFindData(OwnWorkerFields, verb="ownworker.find"):
    """Who is the client's own worker?"""

    step: Literal["", "find"] = ""


class OwnWorkerSaveData(OwnWorkerFields, verb="ownworker.save"):
    """What a county tells of own workers: on a form, at a consultation's end, by a table, or before links end."""

    step: Literal["add", "remove", "remember", "extend", "end", "move", "accept", "drop"]
    consultation: Number | None = None
    """Whose client remembers the presser."""
    version: NumberOrNone = None
    draft: Code = ""
    """The table that waits."""
    forget_others: Ticked = False
    links: Chosen = ""

    @staticmethod
    @override
    def out_of_date(t: Translate) -> str:
        """Where to begin again."""
        return t("This card is no longer valid. Start again: /own")
