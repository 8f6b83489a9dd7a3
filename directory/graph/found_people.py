"""Somebody looked for in an organisation's own directory, and why nobody was found."""

from dataclasses import dataclass
from typing import Literal

NotFound = Literal["not_found", "no_consent", "unreachable"]
"""`not_found`: nobody, or more than one; `no_consent`: the organisation has not let the app look; `unreachable`: no
answer in time."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person as their own tenant knows them."""

    aad_object_id: str
    """In lower case."""
    name: str
    email: str
