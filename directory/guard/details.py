"""Finds telephone numbers, account numbers, e-mail addresses and street addresses in free text."""

import re
from collections.abc import Iterator

from stdnum import iban

from directory.guard.normalised import Normalised
from directory.guard.surroundings import is_amount, is_numbered

_SIGN = r"[ ./()•·_*~|-]{0,3}"
"""What people put between the groups of a number."""
_INTERNATIONAL = re.compile(
    rf"(?<![\w+])(?:\+ ?|00 ?(?=358))\d{{1,3}}\)?(?: ?\(0\))?(?:{_SIGN}\d){{6,12}}(?!\d)"
    rf"|(?<![\w+])358{_SIGN}(?:\(0\))?(?:4\d|50)(?:{_SIGN}\d){{6,8}}(?!\d)",
    re.ASCII,
)
_RAISED = re.compile(r"\+ ?\d{1,2}(?:[ .]\d{3}){2}")
"""So much more: `+1 200 000 e`, in groups of three."""
_MOBILE = re.compile(rf"(?<![\d+])(?<![/])(?<!\d[.,-])0 ?(?:4\d|50)(?:{_SIGN}\d){{6,9}}(?![\d/]|[.,]\d|-\d)", re.ASCII)
_MOBILE_START = re.compile(r"(?<![^\W_])(?:puh|tel|gsm|p|nro|numero)?\.?\(?$", re.IGNORECASE)
_DATE_FIRST = re.compile(r"0\d(?:0[1-9]|1[0-2])\d\d[^\d]+\d")
"""`040926-101026` is a time, not a number."""
_NATIONAL = re.compile(
    r"(?<![\w,+/-])(?<!\d[. ])\(?(0\d{1,3})\)?[ -]?(\d{2,8}(?: \d{2,4}){0,3})(?![\d/]|[.,]\d|-\d)", re.ASCII
)
_SERVICE = re.compile(r"0(?:[123]0|29|73|75)[1-9]\d{3,8}|0[678]00\d{5,6}")
_LANDLINE = re.compile(r"0(?:[235689]|1[3-9])[1-9]\d{4,8}")
_COMPACT_DATE = re.compile(r"[0-3]\d[01]\d(?:19|20)\d\d")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ._•/-]?\d{2}(?:[ ._•/-]?[A-Za-z0-9]{1,4}){3,8}", re.ASCII)
_FEWEST_DIGITS = 8
"""Of an account number: Maltese ones have the most letters."""
_SHORTEST = 15
"""Account number: a Norwegian one."""
_IBAN_SIGNS = frozenset(" ._•/-")
_AT = r"(?: ?(?:@|[(\[{] ?(?:at|ät|a|@) ?[)\]}]|(?<= )(?:miukumauku|snabel-?a)(?= )|_at_) ?)"
_DOT = r"(?: ?(?:\.|[(\[{] ?(?:dot|piste|punkt|\.) ?[)\]}]) ?| (?:dot|piste|punkt) )"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}?{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}}"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}} ?@[\w-]{{1,63}},[a-z]{{2,3}}(?![^\W_])"
    rf"|(?<![\w.+-])(?P<word>[\w.+-]{{1,64}}) (?:at|ät) [\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}}",
    re.IGNORECASE,
)
_MAY_BE_EMAIL = re.compile(r"@|[(\[{] ?[aä]|miuku|snabel|_at_| [aä]t ", re.IGNORECASE)
_AT_SIGN, _DOT_SIGN = re.compile(rf"{_AT}| (?:at|ät) ", re.IGNORECASE), re.compile(rf"{_DOT}|,", re.IGNORECASE)
_NOT_A_NAME = frozenset(
    [
        "available",
        "found",
        "look",
        "see",
        "it",
        "is",
        "are",
        "be",
        "published",
        "online",
        "here",
        "more",
        "information",
        "find",
        "read",
        "form",
        "forms",
        "us",
        "me",
        "them",
        "page",
        "site",
        "open",
        "shown",
        "given",
        "listed",
        "office",
        "everything",
        "details",
        "instructions",
        "directly",
        "and",
        "or",
        "not",
        "only",
        "also",
        "again",
        "then",
        "working",
        "works",
        "held",
        "arrive",
    ]
)
"""What stands before `at` in an English sentence: "available at kela.fi"."""
_ROADS = (
    "katu|kadun|katua|kadulla|kadulle|kadulta|kuja|kujan|kujaa|kujalla|kujalle|kujalta|raitti|raitin|raitilla|penger|penkereen|bulevardi"
    "|bulevardin|bulevardilla|esplanadi|esplanadin|esplanadilla|gatan|gata|vägen|gränden|gränd|stigen|allén"
)
_ROADS_IN_COMPOUNDS = "tie|tien|tietä|tiellä|tielle|tieltä"
_CAPITAL_ROADS = (
    "polku|polun|polulla|polulle|polulta|kaari|kaaren|kaarella|väylä|väylän|väylällä|aukio|aukion|aukiolla|tori|torin|torilla|torget|portti"
    "|rinne|rinteen|rinteellä|ranta|rannan|rannalla|puisto|puiston|mutka|mutkan|tanhua|tanhuan|taival|ahde|ahteen|kulma|kulman|piha|laita"
    "|backen|stranden|kajen|brinken|svängen|esplanaden|väg|stig"
)
_ADDRESS = re.compile(
    rf"(?<![^\W_])(?P<road>[^\W\d_]{{2,30}}(?i:{_ROADS}|{_ROADS_IN_COMPOUNDS})|[^\W\d_a-zåäö][^\W\d_]{{1,30}}(?i:{_CAPITAL_ROADS})"
    rf"|[^\W\d_a-zåäö][a-zåäö]{{1,20}}n (?:katu|tie|kuja|polku|raitti|aukio|tori)|(?:Norra|Södra) esplanaden)"
    r"(?: ?,? ?(?:(?:nro|n:o|nr|no)\.? ?)?)(?P<house>\d{1,3})(?!\d|,\d|\.\d)"
    r"(?:-\d{1,3}(?!\d))?(?: ?[A-Ha-h](?![^\W_]))?"
    r"(?: ?(?:as|bost|lgh)?\.? ?\d{1,3}(?![\d%€]|[.,]\d))?"
    r"(?! ?(?:§|luku|luvun|lukua|kap\b|momen|mom\b|artikl|€|e\b|euro|%"
    r"|metri|m\b|km|kilometr|kohta|kohdan|kpl|vuot|hakem|asiak|päät))"
)
_EVERY_ROAD = tuple(f"{_ROADS}|{_ROADS_IN_COMPOUNDS}|{_CAPITAL_ROADS}".split("|"))
_HOUSE = re.compile(r"[^\W\d_](?= ?,? ?(?:(?:nro|n:o|nr|no)\.? ?)?\d)")
"""The last letter before the number of a house."""
_NOT_ROADS = re.compile(
    r"(?:valta|kanta|yhdys|seutu|rauta|moottori|maan|hengitys|pyörä|ura|oppi|ohitus|kierto|yksityis|sivu|hätä"
    r"|poistumis)"
    r"(?:tie|väylä)(?:n|tä|llä|lle|ltä|ssä|stä|t)?"
    r"|(?:palvelu|hoito|asiakas|ura|oppi|koulutus|työllisyys|kuntoutus|opinto|jatko|pyörä)(?:polku|polun|polulla|väylä|väylän)"
    r"|(?:perintö|maa|kauppa|rakennus|rikos|oikeudenkäymis|ulosotto|sateen|ihmis)kaar(?:i|en|ella|essa)|lappeenran[a-zäö]{2,6}"
    r"|[^\W\d_]*(?:[hkts]tori|monitori|auditori|editori|raportti|sportti|näkökulma|kansallispuisto|leikkipuisto)n?|valtaväylä",
    re.IGNORECASE,
)


def find_phones(text: Normalised) -> Iterator[tuple[int, int]]:
    """Finnish telephone numbers, and others written with their country code."""
    for match in _INTERNATIONAL.finditer(text.text) if "+" in text.text or "358" in text.text else ():
        if not (_RAISED.fullmatch(match[0]) and is_amount(text.text, match.end())):
            yield text.original_span(*match.span())
    for match in _MOBILE.finditer(text.text):
        before = text.text[max(0, match.start() - 40) : match.start()]
        if _MOBILE_START.search(before) and not is_numbered(before) and not _DATE_FIRST.match(match[0]):
            yield text.original_span(*match.span())
    for match in _NATIONAL.finditer(text.text):
        digits = match[1] + match[2].replace(" ", "")
        if _COMPACT_DATE.fullmatch(digits) or is_numbered(text.text[max(0, match.start() - 40) : match.start()]):
            continue
        if any(form.fullmatch(digits) for form in (_SERVICE, _LANDLINE)):
            yield text.original_span(*match.span())


def find_ibans(text: Normalised) -> Iterator[tuple[int, int]]:
    """International bank account numbers whose check digits are right, and Finnish ones even when they are not."""
    for match in _IBAN.finditer(text.text):
        length = _iban_length(match[0])
        if length:
            yield text.original_span(match.start(), match.start() + length)


def find_emails(text: Normalised) -> Iterator[tuple[int, int]]:
    """E-mail addresses, also those that are written for people only: `matti (at) example (dot) fi`."""
    if _MAY_BE_EMAIL.search(text.text) is None:
        return
    for match in _EMAIL.finditer(text.text):
        if (match["word"] or "").lower() not in _NOT_A_NAME:
            yield text.original_span(*match.span())


def plain_email(address: str) -> str:
    """An e-mail address in its usual form: `matti@example.fi`; another text without blanks."""
    name, at, place = _AT_SIGN.sub("@", address, count=1).partition("@")
    return (name + at + _DOT_SIGN.sub(".", place)).replace(" ", "").casefold()


def find_addresses(text: Normalised) -> Iterator[tuple[int, int]]:
    """Street names of Finnish and Swedish form followed by a house number."""
    lower = text.text.lower()
    if not any(lower.endswith(_EVERY_ROAD, 0, house.start() + 1) for house in _HOUSE.finditer(lower)):
        return
    for match in _ADDRESS.finditer(text.text):
        if not _NOT_ROADS.fullmatch(match["road"]):
            yield text.original_span(*match.span())


def _iban_length(candidate: str) -> int:
    """How many characters of the candidate are an account number, the words swept along left out; 0 for none."""
    if sum(map(str.isdigit, candidate)) < _FEWEST_DIGITS:
        return 0
    ends = [len(candidate), *(place for place in range(len(candidate) - 1, 14, -1) if candidate[place] in _IBAN_SIGNS)]
    for end in ends:
        compact = "".join(mark for mark in candidate[:end].upper() if mark not in _IBAN_SIGNS)
        if len(compact) < _SHORTEST:
            return 0
        if _fits_iban(compact) or (compact.startswith("FI") and len(compact) == 18 and compact[2:].isdigit()):
            return end
    return 0


def _fits_iban(compact: str) -> bool:
    """The check digits are right, which is told quickly, and so is all that its country asks for."""
    return int("".join(str(int(mark, 36)) for mark in compact[4:] + compact[:4])) % 97 == 1 and iban.is_valid(compact)
