"""What the buttons carry that are about a client and the legal basis."""

from typing import Literal

from cards.kit.button_data import ButtonData, Chosen, Number, NumberOrNone, Ticked, Written


class ClientFields(ButtonData):
    """The fields about a client, on every form that has them."""

    client: Written = ""
    basis: Chosen = ""
    consent: Chosen = ""
    consent_on: Chosen = ""
    consent_until: Chosen = ""
    consent_names_us: Ticked = False


class BasisData(ClientFields, verb="consultation.basis"):
    """The basis of a question: looked at, ended, chosen anew."""

    consultation: Number
    version: NumberOrNone = None
    step: Literal["", "change", "withdrawn", "narrowed", "back"] = ""
