"""The translator the cards are given, and the few wordings every card shares."""

from itertools import chain
from typing import Literal, Protocol

Language = Literal["fi", "sv", "en"]


class Translate(Protocol):
    """Gives a text in one reader's language, its `{fields}` filled in."""

    def __call__(self, message: str, /, *, context: str = "", plural: str = "", **fields: object) -> str: ...


def language_code(t: Translate) -> str:
    """The language this translator speaks, for the card's `lang`."""
    return t("en", context="code of this language")


def language_name(code: Language, t: Translate) -> str:
    """A language's name inside a sentence."""
    return {"fi": t("Finnish"), "sv": t("Swedish"), "en": t("English")}[code]


def situation_name(code: str, t: Translate) -> str:
    """One of the four fields of a life situation (PRO SOS)."""
    return {
        "income": t("Income"),
        "family": t("Family"),
        "health": t("Health and functioning"),
        "housing": t("Housing"),
    }.get(code, code)


_UNSEEN = dict.fromkeys(
    chain(
        (0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2066, 0x206A),
        range(0xFFF9, 0xFFFC),
        range(0xE0000, 0xE0080),
    )
)
"""Signs that turn the direction of what follows, and signs of no width; those that join letters and emoji stay. Python
takes none of them for printable."""
_MARKS = dict.fromkeys(map(ord, "[]*_`<>#~\\{}|"), " ")


def visible(text: str) -> str:
    """The text without signs that nobody sees and that make it read otherwise than it was written."""
    return text if text.isprintable() or text.isascii() else text.translate(_UNSEEN)


def plain(text: str) -> str:
    """A name made safe for a heading, where Teams would read marks as formatting or a link."""
    return text.translate(_MARKS).strip()
