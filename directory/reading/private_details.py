"""Cutting personal details out of a typed text before anything else looks at it.

First what the product's one detector finds (`directory.guard`), then, generously, what only looks like a detail: half a
code, a birth date, a street without its number. A search loses little by it. Nothing that was cut is kept: only which
kinds there were.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.guard.finding import Finding, Kind, check
from directory.reading.reading import Removed
from directory.reading.words import normalised

_HETU = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d\s{0,2}"
    r"(?:[-+a-fu-y\u2010-\u2015\u2212]\s{0,2}\d{3}\s?[0-9a-z]|\d{3}\s?[a-z])(?![0-9a-z])"
)
_HETU_GLUED = re.compile(r"(?<!\d)[0-3]\d[01]\d{3}[-+a-fu-y\u2010-\u2015\u2212]\d{2,3}[0-9a-z]?")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_ACCOUNT = re.compile(r"\bfi\d\d(?:\s?\d{4}){3}\s?\d\d\b")
_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)\d{2,3}(?:[\s.()/-]{0,2}\d){6,11}(?!\d)|(?<!\w)\(?0\d(?:[\s.()/-]{0,2}\d){5,9}(?!\d)"
)
_BIRTH_DATE = re.compile(
    r"(?<![\w.])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?![\w])|(?<![\w.])\d{1,2}\.\d{1,2}\.(?:19[2-9]\d|200\d|201\d)\b"
)
_STREET_WORD = (
    r"(?:kat(?:u|ua|un)|kadun|kadulla|kadulta|kadulle|tie|tien|tiellä|tielle|tieltä|kuja|kujan|kujalla|polku|polun|polulla"
    r"|väylä|väylän|raitti|raitin|kaari|kaaren|kaarella|tori|torin|aukio|aukion|bulevardi|bulevardin|bulevardilla|esplanadi|esplanadin|portti|portin|torget|puistotie|rinne|rinteen"
    r"|penger|penkereen|mutka|tanhua|gatan|gata|vägen|gränd|gränden|stigen|esplanaden|allén|svängen)"
)
_NUMBER = (
    r"\s{1,3}\d{1,3}(?:\s?[a-z](?![^\W\d_]))?(?:\s{0,2}(?:as\.?\s?|bst\.?\s?|lgh\.?\s?|-)?\d{1,3}(?!\d))?(?![\d%§.])"
)
_POST_OFFICE = r"(?:\s{0,2},?\s{0,2}\d{5}(?!\d))?"
_ADDRESS = re.compile(
    rf"(?<![^\W\d_])(?:(?:iso|pieni|vanha|uusi|itäinen|läntinen|pohjoinen|eteläinen|[^\W\d_]{{2,20}}n)\s{{1,2}})?"
    rf"[^\W\d_]{{0,30}}(?:-[^\W\d_]{{1,20}})?{_STREET_WORD}{_NUMBER}{_POST_OFFICE}"
)
_STREET_ALONE = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,30}(?:katu|kadun|kadulla|kadulta|kadulle|gatan)(?![^\W\d_])")

_CUTS: tuple[tuple[Removed, re.Pattern[str]], ...] = (
    ("email", _EMAIL),
    ("account", _ACCOUNT),
    ("hetu", _HETU),
    ("hetu", _HETU_GLUED),
    ("phone", _PHONE),
    ("address", _ADDRESS),
    ("address", _STREET_ALONE),
    ("birth_date", _BIRTH_DATE),
)


_MAY_HOLD_DETAILS = re.compile(r"[\d@]|katu|kadu|gatan")
_MAY_BE_FOUND = re.compile(r"[\d@&]|[(\[]at[)\]]|[^\x00-\xff]", re.IGNORECASE)
_CALLED: Mapping[Kind, Removed] = {
    Kind.HETU: "hetu",
    Kind.HETU_PIECE: "hetu",
    Kind.IBAN: "account",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
}
"""Addresses are left to the pattern below, which takes the post office with them."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a text, and which kinds of detail were cut out."""

    text: str
    removed: tuple[Removed, ...]


def without_private_details(text: str) -> Cleaned:
    """Cuts the details out of a text as it was typed; gives the rest in normal form, a space where each was."""
    removed: list[Removed] = []
    if _MAY_BE_FOUND.search(text):
        found = [one for one in check(text, dict.fromkeys(Kind, "")).found if one.kind in _CALLED]
        removed += dict.fromkeys(_CALLED[one.kind] for one in found)
        text = _without(text, found)
    text = normalised(text)
    patterns = _CUTS if _MAY_HOLD_DETAILS.search(text) else ()
    for kind, pattern in patterns:
        text, count = pattern.subn(" ", text)
        if count and kind not in removed:
            removed.append(kind)
    return Cleaned(text, tuple(removed))


def _without(text: str, found: Sequence[Finding]) -> str:
    parts, position = [], 0
    for one in found:
        parts.append(text[position : one.start])
        position = one.end
    return " ".join([*parts, text[position:]])
