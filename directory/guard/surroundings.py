"""What the words round a number say of it: that it is of an identity code, of a receipt, or a sum of money."""

import re

from directory.guard.alternatives import any_of

_TELLING_WORDS = [
    "hetu", "henkilötun", "henkilotun", "sotu", r"tunnus(?![^\W_])", "tunnuks", "tunnusosa", "tunnusluku", "loppu",
    "lopuksi", "lopussa", "perään", "perässä", "synt", "alku", "alkaa", "alussa", "viimeis", "päätty", "jatko",
    "takaperin", "väärin päin", "personbet", "personnu", "född", "slut", "början", "börjar", "sista", "sedan",
    "born", "birth", "suffix", "ends? ", "ending", "last ", "starts? ", "ssn", "hetun", r"dob(?![^\W_])", "bday",
    r"pin(?![^\W_])", "födelse", "pnr",
]  # fmt: skip
_OFFICIAL_WORDS = [
    "tosit", "verif", "viit", "ref", r"lask(?:u|ut|un|ujen|unro)?(?![^\W_])", "dnro", "diaari", "diarie", "kirjau",
    "kulutu", "arkistoint", "asiakasn", "tilaus", "tiliöin", "suorit", "maksu", "maksat", "betaln", "räkning",
    "faktura", "invoice", "payment", "order", "versio", "raport", "tallen", "kustannus", r"kp(?![^\W_])",
    "kontrakt", "avtal", "kiinteis", "rakennustun", "sähkösop", "käyttöp", "lähetys", "tiketti", r"ajo(?![^\W_])",
    "batch", "kvitto", "kokous", "jakso", "ajal", "perio", "kausi",
]  # fmt: skip
_TELLING = re.compile(rf"(?<![^\W\d_]){any_of(_TELLING_WORDS)}", re.IGNORECASE)
_OFFICIAL = re.compile(rf"(?<![^\W_]){any_of(_OFFICIAL_WORDS)}", re.IGNORECASE)
_AFTER_AMOUNT = re.compile(
    r"[.,]\d\d?(?!\d)| ?(?:€|%|e(?![^\W_])|eur|kwh|snt|kpl|km|kg|kk|hlö|pv|tuntia"
    r"|h(?![^\W_])|m²|m2|st(?![^\W_])|asiak|henk|päätö|hakem|riv)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![^\W_])(?:viit|ref|dnro|diaari|diarie|asiakasn|kundn|tilaus|order|laskun|faktura|räkningsn|tosit|verifikat|tiketti|kp|asian)"
    r"[\w.:]{0,14} (?:\w{1,6} ){0,2}$",
    re.IGNORECASE,
)


def is_told(text: str, start: int, end: int) -> bool:
    """Words about an identity code stand shortly before the stretch, in it or right behind it."""
    return _TELLING.search(text, max(0, start - 40), end + 20) is not None


def is_official(text: str, start: int) -> bool:
    """A word that an office's number or sum follows stands shortly before the place."""
    return _OFFICIAL.search(text, max(0, start - 30), start) is not None


def is_amount(text: str, end: int) -> bool:
    """Decimals or a unit stand behind the number: money, kilometres, customers."""
    return _AFTER_AMOUNT.match(text, end) is not None


def is_numbered(before: str) -> bool:
    """The text before a number ends in what an office's number is called: "viite ", "asiakasnumero "."""
    return _NUMBERED.search(before) is not None
