"""What the buttons carry from a search to the form and from the form to a consultation."""

from collections.abc import Mapping
from typing import Annotated, Literal

from cards.buttons.client_data import ClientFields
from cards.kit.button_data import Chosen, Code, Flag, Named, Number, NumberOrNone, Written


class FormFields(ClientFields):
    """What is filled in on the form of a question."""

    question: Written = ""
    situation: Chosen = ""
    receiver: Chosen = ""
    answer_by: Chosen = ""
    reason: Written = ""
    arrived: Chosen = ""
    fields: Annotated[Mapping[str, Chosen], Named("field_")] = {}
    """The topic's own fields."""


class ChooseData(FormFields, verb="consultation.choose"):
    """A reading chosen or corrected, a new form begun, or a consultation shown."""

    draft: Code = ""
    consultation: Number | None = None
    version: NumberOrNone = None
    step: Literal[
        "",
        "start",
        "show",
        "correct",
        "others",
        "fields",
        "within_kela",
        "county",
        "urgent",
        "not_urgent",
        "own_worker",
        "own",
    ] = ""
    area: Code = ""
    municipality: Code = ""
    topic: Chosen = ""
    place: Written = ""
    to: Code = ""
    """Whom the new form asks, by contact id, if they are offered on it."""


class SendData(FormFields, verb="consultation.send"):
    """The filled form."""

    draft: Code = ""
    about: Code = ""
    """Whom and what the form asks, as the card shows it."""
    asked: Flag = None
    """The form has already asked whether the personal data in the text is needed."""
