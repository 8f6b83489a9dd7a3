"""Text as the eye reads it, in plain characters that still know where in the original they stood."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MINUS_SIGNS = frozenset("−⁃˗➖ー一")
_BLANK_LETTERS = frozenset("\u2800\u3164\u115f\u1160\uffa0")
_INVISIBLE = frozenset({"Cf", "Me", "Cc", "Co", "Cn", "Cs"})
# Letters of other scripts that look like the Latin letters of an identity code or an address.
_LOOKALIKES = str.maketrans(
    "ΘθØø∅⌀АВСЕНКМРТХУЅЈавсенкмртхуѕјΑΒΕΗΚΜΝΡΤΧΥΖΙΟОоοІіӏҮүԜԝԌՍՏΥϒᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳ◯〇➕",
    "OOOOOOABCEHKMPTXYSJabcehkmptxysjABEHKMNPTXYZIOOooIilYyWwGUSYYABCDEHJKLMPRSTVW00+",
)
# The letter in a picture or of another size: "NEGATIVE SQUARED LATIN CAPITAL LETTER Y", "LATIN LETTER SMALL CAPITAL Y".
_NAMED_LETTER = re.compile(
    r"(?:.*LATIN|REGIONAL INDICATOR SYMBOL)(?: CAPITAL| SMALL)? LETTER (?:SMALL CAPITAL )?([A-Z])"
)
# Most texts: each character stands for one, and the result is the same as the long way's.
_ORDINARY = re.compile(r"(?:[!-~äöåÄÖÅéÉüÜ§€–—]|[ \u00a0\n](?![ \u00a0\n]))*")
_ORDINARY_SIGNS = str.maketrans("–—\u00a0\n", "--  ")


@dataclass(frozen=True, slots=True, repr=False)
class Normalised:
    """Plain text and, for each of its characters, the stretch of the original that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def without(self, unwanted: str) -> "Normalised":
        """The same text without these characters."""
        if not any(character in self.text for character in unwanted):
            return self
        kept = [index for index, character in enumerate(self.text) if character not in unwanted]
        return Normalised(
            "".join(self.text[index] for index in kept),
            tuple(self.starts[index] for index in kept),
            tuple(self.ends[index] for index in kept),
        )

    def rewritten(self, pattern: re.Pattern[str], write: Callable[[re.Match[str]], str | None]) -> "Normalised":
        """The text with each match as `write` gives it, None for as it is; itself when nothing changes.

        The new characters stand for the whole stretch of the match.
        """
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for match in pattern.finditer(self.text):
            new = write(match)
            if new is None:
                continue
            start, end = match.span()
            characters += [self.text[position:start], new]
            starts += [*self.starts[position:start], *[self.starts[start]] * len(new)]
            ends += [*self.ends[position:start], *[self.ends[end - 1]] * len(new)]
            position = end
        if not position:
            return self
        text = "".join([*characters, self.text[position:]])
        return Normalised(text, (*starts, *self.starts[position:]), (*ends, *self.ends[position:]))

    def with_blanks_for(self, sign: str) -> "Normalised":
        """The same text with a blank for each of these signs."""
        return Normalised(self.text.replace(sign, " "), self.starts, self.ends)

    def normalised(self) -> "Normalised":
        """The text in plain characters, which know where in this one's original they stood."""
        plain = normalise(self.text)
        if isinstance(plain.starts, range):
            return Normalised(plain.text, self.starts, self.ends)
        starts = tuple(self.starts[start] for start in plain.starts)
        return Normalised(plain.text, starts, tuple(self.ends[end - 1] for end in plain.ends))


def as_it_stands(text: str) -> Normalised:
    """The text with nothing changed."""
    return Normalised(text, range(len(text)), range(1, len(text) + 1))


def normalise(text: str) -> Normalised:
    """Digits of every script become 0-9, every dash `-`, any run of blanks one space; what cannot be seen is dropped.

    Works in time linear to the text. Letters keep their case.
    """
    if _ORDINARY.fullmatch(text):
        return as_it_stands(text.translate(_ORDINARY_SIGNS))
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
    if "\U000e0020" <= character <= "\U000e007e":  # letters that nobody sees, but programs read
        character = chr(ord(character) - 0xE0000)
    if character.isspace() or character in _BLANK_LETTERS:
        return " "
    category = unicodedata.category(character)
    if category in _INVISIBLE or category == "Mn":
        return ""
    if category == "Pd" or character in _MINUS_SIGNS:
        return "-"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    compatible = unicodedata.normalize("NFKC", character).translate(_LOOKALIKES)
    if compatible in _MINUS_SIGNS:
        return "-"
    if compatible == character > "\x7f" and (letter := _NAMED_LETTER.fullmatch(unicodedata.name(character, ""))):
        return letter[1]
    drawn_word = category == "So" and len(compatible) > 1 and compatible.isalpha()
    return character if drawn_word or compatible.startswith(" ") else compatible
