"""How names, telephone numbers, addresses and short texts of the directory are written, so that they are only that.

People of another organisation read them on cards: nothing in them may become a link, a picture or markup there. Every
reader looks at each character a bounded number of times.
"""

import re
import unicodedata

_IN_NAMES = frozenset(" .,()'\"’‘ʼ´”“-‐‑–·&/")
_MARKUP = re.compile(r"[\[\]<>{}|\\`^~*_]|&(?:#|[a-z][a-z0-9]{1,31};)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"//|\bxn--|\bwww\.|\b(?:https?|ftp|mailto|javascript|data|file|msteams)\s?:"
    r"|\.(?:fi|se|ax|no|ee|dk|de|uk|us|eu|ru|su|ua|by|cn|io|co|cc|ws|ly|me|ai|gg|com|net|org|info|biz|app|dev|xyz|top|icu|zip"
    r"|mov|live|club|shop|store|cloud|page|online|site|link|click|example|test|рф)(?![\w-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'’-]{1,64}@(?:[^\W_]+(?:-+[^\W_]+)*\.){1,8}[^\W\d_]{2,24}")
_PHONE = re.compile(
    r"(?:(?:puh|puhelin|tel|tfn|p|gsm|vx|vaihde|växel)\.? ?)?(\(?\+?\d[\d ()./‐‑–-]{1,28}\d\)?)"
    r"(?:,? ?\(?(?:ext|x|alanumero|alanro|anknytning|ankn)\.? ?\d{1,6}\)?| ?\((?:vaihde|växel)\))?",
    re.IGNORECASE,
)
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_ACCENTS = 4
"""So many one letter may carry; more of them run over the lines above."""
_DIGITS = range(3, 16)
"""From the emergency number to the longest international one (ITU-T E.164)."""
LONGEST = 200
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>[;,.]?")
_EATEN_ZERO = re.compile(r"[1-9][0-9]{8,9}|[45][0-9]{7}")
"""A Finnish number that a spreadsheet took for a quantity: 8 to 10 figures without the zero in front, the short ones
only of mobile telephones (Traficom's numbering regulation 32)."""
_EATEN_PLUS = re.compile(r"358[0-9]{7,11}")


def is_name(text: str) -> bool:
    """Whether the text can be the name of a person or a service: letters, digits and the marks that names have."""
    if len(text) > LONGEST or holds_markup(text):
        return False
    kinds = [unicodedata.category(mark)[0] for mark in text if mark not in _IN_NAMES]
    return "L" in kinds and set(kinds) <= {"L", "M", "N"}


def is_email(text: str) -> bool:
    """Whether the text is one e-mail address and nothing else."""
    return len(text) <= LONGEST and _EMAIL.fullmatch(text) is not None


def bare_email(text: str) -> str:
    """The address out of what copying it brings along: `mailto:`, the name before `<…>`, a stop at the end."""
    inside = _IN_BRACKETS.fullmatch(text) if len(text) <= LONGEST else None
    address = (inside[1] if inside else text).strip(" '\"")
    return address.removeprefix("mailto:").removeprefix("MAILTO:").removeprefix("Mailto:").rstrip(".;,").strip()


def whole_phone(text: str) -> str:
    """The number with the zero or plus that a spreadsheet took from its beginning."""
    if _EATEN_PLUS.fullmatch(text):
        return f"+{text}"
    return f"0{text}" if _EATEN_ZERO.fullmatch(text) else text


def is_phone(text: str) -> bool:
    """Whether the text is one telephone number, as people write it, with an extension or without."""
    found = _PHONE.fullmatch(text) if len(text) <= LONGEST else None
    return found is not None and sum(map(str.isdigit, found[1])) in _DIGITS


def holds_markup(text: str) -> bool:
    """Whether a short text holds a web address, marks that a card could read as a link or as markup, or signs that are
    not seen or run over other lines.
    """
    # Wide and ideographic forms are read as what they look like.
    plain = unicodedata.normalize("NFKC", text).replace("\u3002", ".")
    found = any(pattern.search(one) for pattern in (_MARKUP, _ADDRESS) for one in (text, plain))
    return found or not _UNSEEN.isdisjoint(text) or _piled_up(text)


def _piled_up(text: str) -> bool:
    together = 0
    for mark in text:
        together = together + 1 if unicodedata.category(mark) in {"Mn", "Me"} else 0
        if together > _ACCENTS:
            return True
    return False
