"""What a topic adds to the form: an example, what to tell, its own fields; worded by the caller."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the code that is sent and the words that are read."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A structured field of a topic. Never free text: that would invite names."""

    id: str
    """Sent as `field_<id>`."""
    kind: Literal["choice", "date", "number"]
    label: str
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One topic's form, worded in one language and for one direction."""

    topic: str
    example: str
    hints: tuple[str, ...] = ()
    """What to tell, so that the question can be answered at once."""
    fields: tuple[TemplateField, ...] = ()
    basis: str = ""
    """The legal basis that may fit where consent cannot be had; listed after it, never chosen for the writer."""
    situation: tuple[str, ...] = ()
    """The fields of the life situation that usually matter: named in the form, never ticked for the writer."""
    reminder: str = ""
    """Something to do besides asking, such as a Kelmu notice or a telephone call."""
    kelmu: Literal["unknown", "to_be_done"] = "unknown"
    """What the close form presets about the notice of need."""
