"""What the buttons of an open consultation carry, on the cards of both sides."""

from typing import Literal, Protocol

from cards.kit.button_data import ButtonData, Chosen, Code, Flag, Number, NumberOrNone, Ticked, Written


class Shown(Protocol):
    """A card's view of one consultation."""

    @property
    def consultation(self) -> int: ...

    @property
    def version(self) -> int: ...


class ClaimData(ButtonData, verb="consultation.claim"):
    """*Otan tämän*, and taking over from the taker whom the card shows."""

    consultation: Number
    version: NumberOrNone = None
    takeover: Flag = None


class ReleaseData(ButtonData, verb="consultation.release"):
    """*Ei kuulu minulle*."""

    consultation: Number
    version: NumberOrNone = None
    reason: Written = ""
    whose: Chosen = ""
    named: Written = ""


class ReplyData(ButtonData, verb="consultation.reply"):
    """A line to the other side, or what becomes of a line that the bot holds."""

    consultation: Number | None = None
    version: NumberOrNone = None
    held: Code = ""
    step: Literal["", "clean", "as_is", "discard"] = ""
    piece: Flag = None
    text: Written = ""


class RevealData(ButtonData, verb="consultation.reveal"):
    """*Näytä asiakas*."""

    consultation: Number
    version: NumberOrNone = None


class CloseData(ButtonData, verb="consultation.close"):
    """The outcome."""

    consultation: Number
    version: NumberOrNone = None
    outcome: Chosen = ""
    client_reached: Chosen = ""
    kelmu: Chosen = ""
    correction_avoided: Ticked = False
    followup_on: Chosen = ""
    followup_note: Written = ""


class ReachedData(ButtonData, verb="consultation.reached"):
    """The county says after the closing whether the client was reached."""

    consultation: Number
    version: NumberOrNone = None
    reached: Literal["yes", "no"]


class HandoverData(ButtonData, verb="consultation.handover"):
    """A colleague has it in one's place."""

    consultation: Number
    version: NumberOrNone = None
    whose: Chosen = ""
