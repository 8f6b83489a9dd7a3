"""How names, telephone numbers, addresses and short texts of the directory are written, so that they are only that.

People of another organisation read them on cards: nothing in them may become a link, a picture or markup there. Every
reader looks at each character a bounded number of times.
"""

import re
import unicodedata

_IN_NAMES = frozenset(" .,()'\"’‘ʼ´”“-‐‑–·&/")
_MARKUP = re.compile(r"[\[\]<>{}|\\`^~*_]")
_ADDRESS = re.compile(
    r"://|\bwww\.|\b(?:https?|ftp|mailto|javascript|data|file|msteams)\s?:"
    r"|\.(?:fi|se|ax|no|ee|com|net|org|info|eu|io|biz|app|dev|co|ru|cn|xyz|online|site|link|example|test)(?![\w-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'’-]{1,64}@(?:[^\W_]+(?:-+[^\W_]+)*\.){1,8}[^\W\d_]{2,24}")
_PHONE = re.compile(
    r"(?:(?:puh|tel|tfn)\.? ?)?(\(?\+?\d[\d ()./‐‑–-]{1,28}\d\)?)"
    r"(?:,? ?(?:ext|x|alanumero|alanro|anknytning|ankn)\.? ?\d{1,6})?",
    re.IGNORECASE,
)
_DIGITS = range(3, 16)
"""From the emergency number to the longest international one (ITU-T E.164)."""
LONGEST = 200


def is_name(text: str) -> bool:
    """Whether the text can be the name of a person or a service: letters, digits and the marks that names have."""
    if len(text) > LONGEST or holds_markup(text):
        return False
    kinds = [unicodedata.category(mark)[0] for mark in text if mark not in _IN_NAMES]
    return "L" in kinds and set(kinds) <= {"L", "M", "N"}


def is_email(text: str) -> bool:
    """Whether the text is one e-mail address and nothing else."""
    return len(text) <= LONGEST and _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether the text is one telephone number, as people write it, with an extension or without."""
    found = _PHONE.fullmatch(text) if len(text) <= LONGEST else None
    return found is not None and sum(map(str.isdigit, found[1])) in _DIGITS


def holds_markup(text: str) -> bool:
    """Whether a short text holds a web address, or marks that a card could read as a link or as markup."""
    return _MARKUP.search(text) is not None or _ADDRESS.search(text) is not None
