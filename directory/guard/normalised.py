"""Text as the eye reads it, in plain characters that still know where in the original they stood."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MINUS_SIGNS = frozenset("−⁃˗➖ー一")
_BLANK_LETTERS = frozenset("\u2800\u3164\u115f\u1160\uffa0")
_INVISIBLE = frozenset({"Cf", "Me", "Cc", "Co", "Cn", "Cs"})
# Cyrillic and Greek letters that look like the Latin letters of an identity code or an address.
_LOOKALIKES = str.maketrans("АВСЕНКМРТХУЅЈавсенкмртхуѕјΑΒΕΗΚΜΝΡΤΧΥ➕", "ABCEHKMPTXYSJabcehkmptxysjABEHKMNPTXY+")


@dataclass(frozen=True, slots=True, repr=False)
class Normalised:
    """Plain text and, for each of its characters, the stretch of the original that it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def without(self, unwanted: str) -> "Normalised":
        """The same text without these characters."""
        kept = [index for index, character in enumerate(self.text) if character not in unwanted]
        if len(kept) == len(self.text):
            return self
        return Normalised(
            "".join(self.text[index] for index in kept),
            tuple(self.starts[index] for index in kept),
            tuple(self.ends[index] for index in kept),
        )


def normalise(text: str) -> Normalised:
    """Digits of every script become 0-9, every dash `-`, any run of blanks one space; what cannot be seen is dropped.

    Works in time linear to the text. Letters keep their case.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        if characters and unicodedata.category(character) == "Mn":
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            characters[-1] = composed if len(composed) == 1 else characters[-1]
            ends[-1] = index + 1
            continue
        for plain in _plain(character):
            if plain == " " and characters and characters[-1] == " ":
                ends[-1] = index + 1
                continue
            characters.append(plain)
            starts.append(index)
            ends.append(index + 1)
    return Normalised("".join(characters), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character as plain characters: none, one, or several for a ligature."""
    if character.isspace() or character in _BLANK_LETTERS:
        return " "
    category = unicodedata.category(character)
    if category in _INVISIBLE or category == "Mn":
        return ""
    if category == "Pd" or character in _MINUS_SIGNS:
        return "-"
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    compatible = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)
    if compatible in _MINUS_SIGNS:
        return "-"
    return character if compatible.startswith(" ") else compatible
