"""Numbers, months and letters that are written as words, in Finnish, Swedish and English, in figures."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from directory.guard.alternatives import any_of
from directory.guard.normalised import Normalised

_FI = ["nolla", "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän"]
_OF = ["nollan", "yhden", "kahden", "kolmen", "neljän", "viiden", "kuuden", "seitsemän", "kahdeksan", "yhdeksän"]
_PARTITIVE = ["nollaa", "yhtä", "kahta", "kolmea", "neljää", "viittä", "kuutta", "seitsemää", "kahdeksaa", "yhdeksää"]
_SHORT_OF = ["nollan", "ykkösen", "kakkosen", "kolmosen", "nelosen", "viitosen", "kuutosen", "seiskan", "kasin", "ysin"]
_SV = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_SPOKEN = ["nolla", "yks", "kaks", "kol", "nel", "viis", "kuus", "seittemän", "kaheksan", "yheksän"]
_SHORT = ["nolla", "ykkönen", "kakkonen", "kolmonen", "nelonen", "vitonen", "kutonen", "seiska", "kasi", "ysi"]
_SV_TEENS = ["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]
_EN_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_SV_TENS = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]
_EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _numbers() -> Iterator[tuple[str, str]]:
    for words in (_FI, _SV, _EN, _SPOKEN, _SHORT, _OF, _PARTITIVE, _SHORT_OF):
        yield from zip(words, map(str, range(10)), strict=True)
    yield from (("oh", "0"), ("nil", "0"), ("kymmenen", "10"))
    for units, tens in ((_FI, "kymmentä"), (_SPOKEN, "kyt"), (_SPOKEN, "kymmentä")):
        yield from ((unit + "toista", f"1{value}") for value, unit in enumerate(units) if value)
        yield from _tens([unit + tens for unit in units[2:]], units)
    for teens, tens_of, units in ((_SV_TEENS, _SV_TENS, _SV), (_EN_TEENS, _EN_TENS, _EN)):
        yield from ((word, str(value)) for value, word in enumerate(teens, 10))
        yield from _tens(tens_of, units)


def _tens(tens: list[str], units: list[str]) -> Iterator[tuple[str, str]]:
    """The numbers from twenty on."""
    for ten, word in enumerate(tens, 2):
        yield word, f"{ten}0"
        yield from ((word + unit, f"{ten}{value}") for value, unit in enumerate(units) if value)


_NUMBERS: Mapping[str, str] = dict(_numbers())
_LETTERS: Mapping[str, str] = {
    word: word[0].upper()
    for word in ["aarne", "bertta", "celsius", "daavid", "eemeli", "faarao", "heikki", "jussi", "kalle", "lauri",
    "matti", "niilo", "paavo", "risto", "sakari", "tyyne", "urho", "vihtori", "wiski", "xerxes", "yrjö", "adam",
    "bertil", "caesar", "cesar", "david", "erik", "filip", "helge", "johan", "ludvig", "martin", "niklas", "petter",
    "rudolf", "sigurd", "tore", "urban", "viktor", "wilhelm", "yngve", "alfa", "alpha", "bravo", "charlie", "delta",
    "echo", "foxtrot", "hotel", "juliett", "juliet", "kilo", "lima", "mike", "november", "papa", "romeo", "sierra",
    "tango", "uniform", "victor", "whiskey", "xray", "yankee"]
} | dict(
    zip(
        ["aa", "bee", "cee", "see", "dee", "ee", "äf", "äffä", "hoo", "jii", "koo", "äl", "ällä", "äm", "ämmä", "än",
        "ännä", "pee", "är", "ärrä", "äs", "ässä", "tee", "uu", "vee", "tuplavee", "kaksoisvee", "äks", "äksä", "yy"],
        "ABCCDEFFHJKLLMMNNPRRSSTUVWWXXY",
        strict=True,
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_IN_FIGURES = re.compile(any_of(sorted(_NUMBERS, key=len, reverse=True)))
_STEMS = "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu"
_MONTHS: Mapping[str, int] = (
    {word: number for number, word in enumerate(_STEMS.split("|"), 1)}
    | {
        word: number
        for number, words in enumerate(
            [
                "januari january jan",
                "februari february feb",
                "mars march mar",
                "april apr",
                "maj may",
                "juni june jun",
                "juli july jul",
                "augusti august aug",
                "september sept sep",
                "oktober october okt oct",
                "november nov",
                "december dec",
            ],
            1,
        )
        for word in words.split()
    }
    | {
        word: number
        for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
    }
)
_NAMED = any_of(
    sorted((word for word in _MONTHS if word not in _STEMS.split("|") and word.strip("ivx")), key=len, reverse=True)
)
_MONTH = rf"(?:(?P<fi>{any_of(_STEMS.split('|'))})(?:kuu[a-zäö]{{0,4}})?|(?P<other>{_NAMED})|(?P<roman>[ivx]{{1,4}}))"
_DAY_FIRST = re.compile(
    rf"(?<=\d)(?:st|nd|rd|th|:a|:e)?[.,/_ -]{{0,2}}(?:of |päivä(?:nä)? )?{_MONTH}(?:[.,/_ -]{{0,2}})(?=\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W_]){_MONTH}[. ]{{1,2}}(?P<day>\d\d?)(?!\d)(?:st|nd|rd|th|:a|:e)?[.,]{{0,2}} ?(?:päivä(?:nä)?,? )?(?=\d)",
    re.IGNORECASE,
)
_STEMS_OF_NUMBERS = [
    "nol", "noll", "yks", "yh[dekt]", "ysi", "yk[kst]", "kak", "kol", "nel", "vii", "vit", "kuu", "kut", "sei", "kah",
    "kas", "kym", "kyt", "toista", "ett", "två", "tre", "fyr", "fem", "sex", "sju", "ått", "nio", "tio", "tj", "zer",
    "one", "two", "thr", "fou", "fiv", "six", "sev", "eig", "nin", "ten", "oh", "nil", "elev", "twel", "elva", "tolv",
]  # fmt: skip
_STEM = re.compile(any_of(_STEMS_OF_NUMBERS))
_FEWEST = 6
"""Day, month, year and the end together have as many figures at least."""
_HAS_MONTH, _ROMAN = re.compile(f"{any_of(_STEMS.split('|'))}|{_NAMED}"), re.compile(r"\d\. ?[ivx]+\. ?\d")


def in_figures(text: Normalised, sign: str) -> Normalised:
    """The text with its words in figures, `sign` on both sides of each; itself when it has none or too few."""
    plain = text.text.lower()
    figures = sum(map(plain.count, "0123456789"))
    if figures < _FEWEST and figures + len(_STEM.findall(plain)) < _FEWEST:
        return text
    view, words = text, {word for word in _WORD.findall(plain) if not word.isdigit()}
    if any(map(_has_month, words)) or _ROMAN.search(plain):
        view = view.rewritten(_MONTH_FIRST, lambda match: f"{match['day']}.{_month(match):02}.")
        view = view.rewritten(_DAY_FIRST, lambda match: f".{_month(match):02}.")
    if any(map(_in_figures, words)):
        view = view.rewritten(_WORD, lambda match: _figures(match[0].lower(), sign))
    return view


def _figures(word: str, sign: str) -> str | None:
    figures = "" if word.isdigit() else _in_figures(word)
    return f"{sign}{figures}{sign}" if figures else None


@lru_cache(maxsize=4096)
def _has_month(word: str) -> bool:
    return _HAS_MONTH.search(word) is not None


@lru_cache(maxsize=4096)
def _in_figures(word: str) -> str:
    """The figures of a word that is a number, of several, or of numbers and at most two letters; empty for others."""
    if word in _LETTERS or not _STEM.search(word):
        return _LETTERS.get(word, "")
    figures = _IN_FIGURES.sub(lambda match: _NUMBERS[match[0]], word)
    return figures.upper() if sum(map(str.isalpha, figures)) <= 2 and figures != word else ""


def _month(match: re.Match[str]) -> int:
    return _MONTHS[(match["fi"] or match["other"] or match["roman"]).lower()]
