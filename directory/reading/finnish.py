"""How a Finnish name or noun bends: rules good enough to recognise its forms, not to write them.

The rules are those of any Finnish grammar (consonant gradation, vowel stems, harmony); `tests/reading` measures them
against the shipped table of municipality names.
"""

import re
from typing import NamedTuple

_BACK = re.compile(r"[aouå]")
_LAST_PART = {
    "mäki": ("mäe", "mäke"),
    "lahti": ("lahde", "lahte"),
    "järvi": ("järve", "järve"),
    "niemi": ("nieme", "nieme"),
    "saari": ("saare", "saare"),
    "vuori": ("vuore", "vuore"),
    "joki": ("joe", "joke"),
    "koski": ("koske", "koske"),
    "salmi": ("salme", "salme"),
    "lampi": ("lamme", "lampe"),
    "niitty": ("niity", "niitty"),
    "kangas": ("kankaa", "kankaa"),
    "keskus": ("keskukse", "keskukse"),
    "vesi": ("vede", "vete"),
    "korpi": ("korve", "korpe"),
    "nummi": ("numme", "numme"),
    "lehti": ("lehde", "lehte"),
    "suoni": ("suone", "suone"),
    "nurmi": ("nurme", "nurme"),
    "lohi": ("lohe", "lohe"),
    "kivi": ("kive", "kive"),
    "tammi": ("tamme", "tamme"),
    "huoli": ("huole", "huole"),
    "nuori": ("nuore", "nuore"),
    "vuosi": ("vuode", "vuote"),
    "käsi": ("käde", "käte"),
    "kieli": ("kiele", "kiele"),
    "ovi": ("ove", "ove"),
    "pieni": ("piene", "piene"),
}
LAST_PARTS = frozenset(_LAST_PART) | {"kaupunki", "kylä", "linna", "maa", "ranta", "salo", "suo", "kunta", "laakso"}
"""What compound names of places often end in."""
_LAST_PART_SIZES = sorted({len(part) for part in _LAST_PART}, reverse=True)
_LAST_LETTERS = frozenset(part[-1] for part in _LAST_PART)
_WEAK_PAIR = dict(
    pair.split("-")
    for pair in ("kk-k", "pp-p", "tt-t", "nk-ng", "mp-mm", "nt-nn", "lt-ll", "rt-rr", "lk-l", "rk-r", "ht-hd", "hk-h")
)
_WEAK_TRIPLE = {"uku": "uvu", "yky": "yvy"}
_WEAK_OF = {"k": "", "p": "v", "t": "d"}
_BEFORE_SINGLE = "aeiouyäöåhlnr"

RESIDENT = (
    *("nen", "sen", "stA", "selle", "sellA", "seltA", "sestA", "sessA", "seen", "seksi", "senA", "set", "sten"),
    *("siA", "sille", "sillA", "siltA", "sistA", "siin"),
)
"""After lappeenrantalai-, the word for one who lives there."""


class Stems(NamedTuple):
    """The two vowel stems of a noun: Lappeenranna-(n), Lappeenranta-(na)."""

    weak: str
    strong: str


def harmony(word: str) -> str:
    """The vowel, a or ä, that this word's endings take: decided by the last part that has a back or front vowel."""
    tail = word.rsplit("-", 1)[-1]
    for letter in reversed(tail):
        if _BACK.match(letter):
            return "a"
        if letter in "äöy":
            return "ä"
    return "ä"


def stems(word: str) -> Stems:
    """The vowel stems of a nominative, guessed by rule; a word that ends in a consonant takes a connecting i or e."""
    ending = word[-1:]
    if ending in _LAST_LETTERS:
        for size in _LAST_PART_SIZES:
            last = _LAST_PART.get(word[-size:])
            if last:
                return Stems(word[:-size] + last[0], word[:-size] + last[1])
    special = _special(word) if ending in "nse" else None
    if special:
        return special
    if ending in "aeiouyäöå":
        return Stems(weakened(word), word)
    return Stems(word + "i", word + "i")


def weakened(word: str) -> str:
    """The word with the consonants before its last vowel in the weak grade: ranta, ranna; Turku, Turu."""
    if len(word) > 2 and word[-2] in "aeiouyäö":
        return word
    head, last = word[:-1], word[-1:]
    weak = _WEAK_PAIR.get(head[-2:])
    if weak is not None:
        return head[:-2] + weak + last
    if word[-3:] in _WEAK_TRIPLE:
        return word[:-3] + _WEAK_TRIPLE[word[-3:]]
    if head[-1:] in _WEAK_OF and head[-2:-1] in _BEFORE_SINGLE and head[-2:-1]:
        return head[:-1] + _WEAK_OF[head[-1]] + last
    return word


def _special(word: str) -> Stems | None:
    """Words whose stem is not their last vowel: -nen, -s, -in, -ton, -e, -el."""
    if word.endswith("nen"):
        return Stems(word[:-3] + "se", word[:-3] + "se")
    if word.endswith(("ton", "tön")):
        stem = word[:-1] + "ma" if word.endswith("ton") else word[:-1] + "mä"
        doubled = stem[: -len("toma")] + "t" + stem[-len("toma") :]
        return Stems(doubled, doubled)
    if word.endswith(("uus", "yys")):
        return Stems(word[:-1] + "de", word[:-1] + "te")
    if word.endswith(("us", "ys", "os", "ös")):
        return Stems(word[:-1] + "kse", word[:-1] + "kse")
    if word.endswith(("as", "äs")):
        long = _strengthened(word[:-2]) + word[-2] * 2
        return Stems(long, long)
    if word.endswith("is"):
        return Stems(word[:-1] + "ii", word[:-1] + "ii")
    if word.endswith("e") and word[-2:-1] not in "aeiouyäö":
        long = _strengthened(word[:-1]) + "ee"
        return Stems(long, long)
    return None


def _strengthened(head: str) -> str:
    """The head of a word with its last consonants in the strong grade: kanka- from kangas, lääkke- from lääke."""
    for strong, weak in (("nk", "ng"), ("mp", "mm"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("ht", "hd")):
        if head.endswith(weak):
            return head[: -len(weak)] + strong
    if head[-1:] in "kpt" and head[-2:-1] in "aeiouyäölnr":
        return head + head[-1]
    if head[-1:] == "d":
        return head[:-1] + "t"
    return head


def into(strong: str) -> str:
    """The illative of a strong vowel stem: Lappeenrantaan, Espooseen, Iihin."""
    last, before = strong[-1:], strong[-2:-1]
    if last == before:
        return strong + "seen"
    if before in "aeiouyäö" and before:
        return strong + "h" + last + "n"
    return strong + last + "n"


def partitive(stem: Stems, nominative: str) -> str:
    """The partitive: Lappeenrantaa, Espoota, Nousiaista."""
    vowel = harmony(nominative)
    if nominative.endswith("nen"):
        return nominative[:-3] + "st" + vowel
    if nominative.endswith("e"):
        return nominative + "tt" + vowel
    if stem.strong[-2:-1] in "aeiouyäö":
        return stem.strong + "t" + vowel
    return stem.strong + vowel
