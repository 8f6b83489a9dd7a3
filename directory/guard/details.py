"""Finds telephone numbers, account numbers, e-mail addresses and street addresses in free text."""

import re
from collections.abc import Iterator

from stdnum import iban

from directory.guard.normalised import Normalised

_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+ ?|00 ?(?=358))\d{1,3}(?: ?\(0\))?(?:[ -]?\d){6,12}(?!\d)", re.ASCII)
_NATIONAL = re.compile(r"(?<![\w.,+/-])\(?(0\d{1,3})\)?[ -]?(\d{2,8}(?: \d{2,4}){0,3})(?![\d/]|[.,]\d|-\d)", re.ASCII)
_MOBILE = re.compile(r"0(?:4\d|50)\d{6,9}")
_SERVICE = re.compile(r"0(?:[123]0|29|73|75)[1-9]\d{3,8}|0[678]00\d{5,6}")
_LANDLINE = re.compile(r"0(?:[235689]|1[3-9])[1-9]\d{4,8}")
_COMPACT_DATE = re.compile(r"[0-3]\d[01]\d(?:19|20)\d\d")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{1,4}){3,8}", re.ASCII)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ROAD_WORDS = (
    "katu|kadun|kadulla|kuja|kujan|kujalla|raitti|raitin|raitilla|penger|bulevardi|bulevardin|esplanadi"
    "|gatan|vägen|gränden|stigen|allén"
)
_CAPITAL_ROAD_WORDS = (
    "tie|tien|tiellä|polku|polun|polulla|kaari|kaaren|väylä|väylän|aukio|aukion|tori|torin|torget|portti"
)
_ADDRESS = re.compile(
    rf"(?<![\w-])(?:[^\W\d_]{{2,30}}(?:{_ROAD_WORDS})|[^\W\d_a-zåäö][^\W\d_]{{2,30}}(?:{_CAPITAL_ROAD_WORDS}))"
    r" (?P<house>\d{1,3})(?!\d)(?: ?[A-Ha-h](?![^\W_]))?(?: ?(?:as|bost)?\.? ?\d{1,3}(?![\d%€]|[.,]\d))?"
    r"(?! ?(?:§|luku|luvun|lukua|kap\b|momen|mom\b|artikl|€|e\b|euro|%))"
)
_NOT_ROADS = re.compile(
    r"(?:valta|kanta|yhdys|seutu|rauta|moottori|maan|hengitys|palvelu|hoito|asiakas|ura|oppi|koulutus|työllisyys|kuntoutus"
    r"|pyörä|perintö|maa|kauppa|rakennus|rikos|oikeudenkäymis|ulosotto)(?:tie|polku|polu|kaar)",
    re.IGNORECASE,
)


def find_phones(text: Normalised) -> Iterator[tuple[int, int]]:
    """Finnish telephone numbers, and others written with their country code."""
    for match in _INTERNATIONAL.finditer(text.text):
        yield text.original_span(*match.span())
    for match in _NATIONAL.finditer(text.text):
        digits = match[1] + match[2].replace(" ", "")
        if _COMPACT_DATE.fullmatch(digits):
            continue
        if any(form.fullmatch(digits) for form in (_MOBILE, _SERVICE, _LANDLINE)):
            yield text.original_span(*match.span())


def find_ibans(text: Normalised) -> Iterator[tuple[int, int]]:
    """International bank account numbers whose check digits are right, and Finnish ones even when they are not."""
    for match in _IBAN.finditer(text.text):
        length = _iban_length(match[0])
        if length:
            yield text.original_span(match.start(), match.start() + length)


def find_emails(text: Normalised) -> Iterator[tuple[int, int]]:
    """E-mail addresses, `(at)` included."""
    for match in _EMAIL.finditer(text.text):
        yield text.original_span(*match.span())


def find_addresses(text: Normalised) -> Iterator[tuple[int, int]]:
    """Street names of Finnish and Swedish form followed by a house number."""
    for match in _ADDRESS.finditer(text.text):
        if not _NOT_ROADS.match(match[0]):
            yield text.original_span(*match.span())


def _iban_length(candidate: str) -> int:
    """How many characters of the candidate are an account number, the words swept along left out; 0 for none."""
    ends = [len(candidate), *(place for place in range(len(candidate) - 1, 14, -1) if candidate[place] == " ")]
    for end in ends:
        compact = candidate[:end].replace(" ", "").upper()
        if iban.is_valid(compact) or (compact.startswith("FI") and len(compact) == 18 and compact[2:].isdigit()):
            return end
    return 0
