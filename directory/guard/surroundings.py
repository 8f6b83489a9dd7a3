"""What the words round a number say of it: that it is of an identity code, of a receipt, or a sum of money."""

import re

_TELLING = re.compile(
    r"(?<![^\W\d_])(?:hetu|henkilötun|henkilotun|sotu|tunnus(?![^\W_])|tunnuks|tunnusosa|tunnusluku|loppu|lopuksi|lopussa|perään"
    r"|perässä|synt|alku|alkaa|alussa|viimeis|päätty|jatko|takaperin|väärin päin|personbet|personnu"
    r"|född|slut|början|börjar|sista|sedan"
    r"|born|birth|suffix|ends? |ending|last |starts? |ssn|hetun|dob(?![^\W_])|bday|pin(?![^\W_])|födelse|pnr)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"(?<![^\W_])(?:tosit|verif|viit|ref|lask(?:u|ut|un|ujen|unro)?(?![^\W_])|dnro|diaari|diarie|kirjau|kulutu|arkistoint|asiakasn"
    r"|tilaus|tiliöin|suorit|maksu|maksat|betaln|räkning|faktura|invoice|payment|order|versio|raport|tallen|kustannus|kp(?![^\W_])"
    r"|kontrakt|avtal|kiinteis|rakennustun|sähkösop|käyttöp|lähetys|tiketti|ajo(?![^\W_])|batch|kvitto|kokous|jakso|ajal|perio|kausi)",
    re.IGNORECASE,
)
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
