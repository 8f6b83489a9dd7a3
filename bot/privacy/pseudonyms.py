"""Pseudonyms: two organisations recognise the same client again, and nobody keeps the identity code. The same pepper
signs what only this installation may state."""

import hmac
import json
from typing import NewType

from typing_extensions import override

from bot.privacy.hetu import Hetu

Pseudonym = NewType("Pseudonym", str)
_SCHEME = "p1"
_CONTEXT = "kuntayhteys/client-pseudonym/1"
_STATEMENT = "kuntayhteys/statement/1"


class Pseudonymiser:
    """Makes pseudonyms under one pepper (HMAC-SHA256). Who has no pepper cannot try identity codes one by one."""

    __slots__ = ("_pepper",)

    def __init__(self, pepper: str) -> None:
        """The pepper is checked by bot.privacy.secrets."""
        self._pepper = pepper.encode()

    def pseudonym(self, hetu: Hetu, organisation: str, other: str) -> Pseudonym:
        """The client's pseudonym between two organisations, given by their codes in either order.

        Another pair gives another pseudonym, so what two counties keep cannot be joined.
        """
        content = json.dumps([_CONTEXT, *sorted((organisation, other)), hetu.in_clear()]).encode()
        return Pseudonym(f"{_SCHEME}_{hmac.digest(self._pepper, content, 'sha256').hex()}")

    def signature(self, statement: str) -> str:
        """Shows that this installation said it: whoever may only write to the database cannot sign."""
        content = json.dumps([_STATEMENT, statement]).encode()
        return hmac.digest(self._pepper, content, "sha256").hex()

    def signed(self, signature: str, statement: str) -> bool:
        """Whether the signature is of this statement."""
        return hmac.compare_digest(self.signature(statement).encode(), signature.encode("utf-8", "surrogatepass"))

    @override
    def __repr__(self) -> str:
        return "Pseudonymiser(…)"
