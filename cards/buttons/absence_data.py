"""What the buttons of absences carry."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Code, Number


class AbsenceData(ButtonData, verb="absence.save"):
    """An absence: the form, a colleague chosen, taken away or ended."""

    contact: Code = ""
    """Who is away."""
    step: Literal["", "save", "choose", "cancel", "back"] = ""
    starts: Code = ""
    """The first day of the absence that is taken away or ended."""
    first: Chosen = ""
    last: Chosen = ""
    deputy: Chosen = ""


class OpenQuestionsData(ButtonData, verb="absence.handover"):
    """The open questions of an absence: shown, moved to the deputy, taken back, or left."""

    contact: Code = ""
    starts: Code = ""
    step: Literal["", "show", "move", "back", "keep"] = ""
    matter: Number | None = None
    """One question; without it all of them."""
