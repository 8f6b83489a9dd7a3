"""The texts people read, in Finnish, Swedish and English, from one gettext catalogue per room and language.

The English sentence in the code is the message id; `config/locales/<language>/<room>.po` hold the others.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from babel.messages.pofile import read_po

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
LOCALES = Path(__file__).parent / "locales"


class Translate(Protocol):
    """Gives a text in one reader's language, its `{fields}` filled in."""

    def __call__(self, message: str, /, *, context: str = "", **fields: object) -> str: ...


@cache
def catalogue(language: Language) -> Mapping[tuple[str, str], str]:
    """All texts of a language by (context, English text); empty for English, which is the message id itself."""
    texts: dict[tuple[str, str], str] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string and not message.fuzzy:
                    texts[(message.context or "", str(message.id))] = str(message.string)
    return texts


def texts(language: Language) -> Translate:
    """The translator for a reader of this language; a text the catalogue lacks comes out in English."""
    known = catalogue(language)

    def translate(message: str, /, *, context: str = "", **fields: object) -> str:
        text = known.get((context, message), message)
        return text.format_map(fields) if fields else text

    return translate


def language_of(locale: str | None) -> Language:
    """The supported language nearest to a locale such as `sv-FI`; Finnish when nothing is known."""
    for language in LANGUAGES:
        if (locale or "").lower().startswith(language):
            return language
    return "fi"
