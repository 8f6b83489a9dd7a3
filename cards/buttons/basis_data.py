"""What the buttons of the list of legal bases carry."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Code, Number, NumberOrNone, Ticked, Written


class BasisFormData(ButtonData, verb="basis.form"):
    """The form of a basis; of a new one without a code."""

    basis: Code = ""


class BasisSaveData(ButtonData, verb="basis.save"):
    """The filled form."""

    basis: Code = ""
    name_fi: Written = ""
    name_sv: Written = ""
    name_en: Written = ""
    explanation_fi: Written = ""
    explanation_sv: Written = ""
    explanation_en: Written = ""
    law: Written = ""
    topics: Chosen = ""
    valid_from: Chosen = ""
    allows_client: Ticked = False
    verify_law: Ticked = False
    asks_consent: Ticked = False
    in_use: Ticked = False
    asks: Ticked | None = None
    """None on a form that does not ask, as below."""
    own_worker: Ticked | None = None


class BasisDecideData(ButtonData, verb="basis.decide"):
    """A proposed version, accepted or rejected."""

    version: Number
    step: Literal["accept", "reject"]


class BasisChangesData(ButtonData, verb="basis.changes"):
    """What has been decided over the list."""

    first: NumberOrNone = None
