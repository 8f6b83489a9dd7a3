"""What a button carries: one frozen class for each verb, which the card fills and the button's handler reads.

A class holds what the button bears itself and what the person fills in on the card. Teams sends both together, in
whatever dress a client gives them, and an attacker sends anything: reading checks every value. Keys that a class does
not name are ignored, so a card that was sent before still works.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from typing_extensions import override

from cards.kit.text import Translate

_NUMBER = re.compile(r"([0-9]{1,9})(?:\.0)?")


def whole_number(value: object) -> int:
    """A whole number as clients send it: 1042, "1042", 1042.0 or "1042.0". Raises ValueError for anything else."""
    found = _NUMBER.fullmatch(str(value)) if isinstance(value, int | str | float) else None
    if found is None:
        raise ValueError("not a whole number")
    return int(found[1])


def number_or_none(value: object) -> int | None:
    """The same, and None for anything else."""
    try:
        return whole_number(value)
    except ValueError:
        return None


def _text(value: object) -> str:
    # PostgreSQL stores no NUL characters.
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""


def _filled_in(value: object) -> str:
    # What looks like a number some clients send as one.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _text(value)


class Kind(Enum):
    """What a text or a tick may be, beside the numbers, steps and flags of a button."""

    CODE = auto()
    TOPIC_WORDS = auto()
    CHOSEN = auto()
    FILLED_IN = auto()
    """Only from the card's fields: no button carries it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Marks the fields of a card whose names begin like this; they are read by the rest of their names."""

    prefix: str


Number = Annotated[int, BeforeValidator(whole_number)]
"""A consultation, a change, a version: the card is out of date when it is no whole number."""
NumberOrNone = Annotated[int | None, BeforeValidator(number_or_none)]
"""Where a part of a list begins: anything but a whole number says nothing."""
Flag = Annotated[bool | None, BeforeValidator(lambda value: True if value is True else None)]
"""What the card itself remembers: on the wire it is there, or it is not."""
Code = Annotated[str, BeforeValidator(_text), Kind.CODE]
"""A code, an id or a day: never what somebody wrote or who somebody is."""
TopicWords = Annotated[str, BeforeValidator(_text), Kind.TOPIC_WORDS]
"""Words that tell a topic, as coordinators keep them."""
Chosen = Annotated[str, BeforeValidator(_filled_in), Kind.CHOSEN]
"""A field with a choice or a day, or the same from a button. The handler looks whether it may be chosen."""
Ticked = Annotated[bool, BeforeValidator(lambda value: str(value).lower() == "true"), Kind.FILLED_IN]
"""A box that the person ticks."""
Written = Annotated[str, BeforeValidator(_filled_in), Kind.FILLED_IN]
"""What the person writes. A button never carries it."""


class ButtonData(BaseModel):
    """The data of the buttons with one verb: `class ClaimData(ButtonData, verb="consultation.claim")`.

    A step is a Literal: an unknown one makes the card out of date.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    verb: ClassVar[str] = ""
    _named: ClassVar[Mapping[str, str]] = {}

    @override
    def __init_subclass__(cls, verb: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.verb = verb or cls.verb

    @classmethod
    @override
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        marks = ((name, mark) for name, field in cls.model_fields.items() for mark in field.metadata)
        cls._named = {name: mark.prefix for name, mark in marks if isinstance(mark, Named)}

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, sent: object) -> object:
        if not cls._named or not isinstance(sent, Mapping):
            return sent
        gathered = {
            name: {key.removeprefix(prefix): value for key, value in sent.items() if key.startswith(prefix)}
            for name, prefix in cls._named.items()
        }
        rest = {key: value for key, value in sent.items() if key not in gathered}
        return rest | {name: found for name, found in gathered.items() if found}

    @staticmethod
    def out_of_date(t: Translate) -> str:
        """What whoever presses a button is told whose data cannot be read."""
        return t("This form is no longer valid. Start again, for example: /consult Lappeenranta housing costs")

    def carried(self) -> dict[str, Any]:
        """What the button bears on the wire: what the card has set, and the verb."""
        return {"verb": self.verb, **self.model_dump(exclude=set(self._named), exclude_unset=True, exclude_none=True)}


class FileData(ButtonData):
    """The same of a file that is offered: what comes back when it is accepted or declined."""
