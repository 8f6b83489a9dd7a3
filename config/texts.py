"""The texts people read, in Finnish, Swedish and English, from one gettext catalogue per room and language.

The English sentence in the code is the message id; `config/locales/<language>/<room>.po` hold the others. A sentence
with a number has a form for one and one for many: which a number takes is said in the header of each catalogue.
"""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from babel.messages.pofile import read_po

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
LOCALES = Path(__file__).parent / "locales"
ENGLISH_FORMS = "(n != 1)"
"""As gettext writes it: the first form for one, the second for any other number."""


class Translate(Protocol):
    """Gives a text in one reader's language, its `{fields}` filled in.

    With `plural`, `message` is the sentence for one, `plural` that for many, and the field `count` says how many.
    """

    def __call__(self, message: str, /, *, context: str = "", plural: str = "", **fields: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of a language by (context, English text for one), each in its forms, and which form a number takes."""

    texts: Mapping[tuple[str, str], tuple[str, ...]]
    form: Callable[[int], int]


@cache
def catalogue(language: Language) -> Catalogue:
    """A language's texts of all rooms; none for English, which is the message id itself."""
    texts: dict[tuple[str, str], tuple[str, ...]] = {}
    rule = ENGLISH_FORMS
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            room = read_po(file)
        rule = room.plural_expr
        for message in room:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and all(forms) and not message.fuzzy:
                one = message.id[0] if isinstance(message.id, tuple) else message.id
                texts[(message.context or "", str(one))] = tuple(str(form) for form in forms)
    return Catalogue(texts, gettext.c2py(rule))


def texts(language: Language) -> Translate:
    """The translator for a reader of this language; a text the catalogue lacks comes out in English."""
    known = catalogue(language)

    def translate(message: str, /, *, context: str = "", plural: str = "", **fields: object) -> str:
        forms = known.texts.get((context, message)) or ((message, plural) if plural else (message,))
        text = forms[_form(known, fields["count"])] if plural else forms[0]
        return text.format_map(fields) if fields else text

    return translate


def _form(known: Catalogue, count: object) -> int:
    """Which form a number takes. A part of one, as in 0,5 hours, takes that of many in all three languages."""
    if not isinstance(count, int | float):
        raise TypeError(f"a text with a plural needs a number, not {count!r}")
    return known.form(int(count) if count == int(count) else 2)


def language_of(locale: str | None) -> Language:
    """The supported language nearest to a locale such as `sv-FI`; Finnish when nothing is known."""
    for language in LANGUAGES:
        if (locale or "").lower().startswith(language):
            return language
    return "fi"
