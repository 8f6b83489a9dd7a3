"""Reads an absence as it is typed: `1.7.-31.7. sijainen Otto Testi`, `Maija Esimerkki huomenna, ersättare Otto`. Pure.

Why somebody is away is neither read nor kept: words that are no days and no names are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from directory.people.colleagues import FoundColleague, find_colleague
from directory.people.contacts import Contact
from directory.reading.words import normalised
from directory.time.day_spans import DaySpan, find_span

_DEPUTY = re.compile(
    r"\b(?:sijai(?:nen|sen|sena|seni|seksi|senani|sekseni|sta)|sijaistaja(?:na)?|tuuraaja(?:na)?"
    r"|ersättare|vikarie|deputy|substitute|stand-in)\b\s*(?:on|är|is)?\s*:?",
    re.IGNORECASE,
)
_STANDS_IN = re.compile(r"\b(?:sijaistaa|tuuraa|vikarierar|ersätter|stands\s+in|covers)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:ei|ilman|ingen|utan|no|without)\s*$", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    word
    for words in (
        "olen on poissa poissaolo poissaolon loma lomalla lomani vapaa vapaalla minä itse klo ma ti ke to pe la su",
        "jag är borta frånvaro frånvarande ledig semester själv kl mån tis ons tors fre lör sön",
        "i i'm am is away absent absence holiday vacation leave mon tue wed thu fri sat sun and och ja",
    )
    for word in words.split()
)
"""Words before the days that are nobody's name."""
_RETURNING = frozenset(
    ("takaisin", "palasin", "palannut", "paluu", "loppuu", "loppui", "tillbaka", "åter", "slut", "back", "returned")
)
"""Without days, these ask for what there is to end. With days they stay: the day of return is no day away."""


@dataclass(frozen=True, slots=True)
class AbsenceRead:
    """What was typed. `who` and `deputy` are None when nobody was named: then the writer, and the usual deputy."""

    span: DaySpan | None
    who: FoundColleague | None = None
    deputy: FoundColleague | None = None
    left_out: bool = False
    """There were other words, such as a reason. They are kept nowhere."""


def read_absence(text: str, people: Sequence[Contact], today: date) -> AbsenceRead:
    """Reads the text against the people of one organisation. Raises NoSuchDayError for a day that does not exist."""
    found = find_span(text, today)
    before, after = found.before, found.after
    before, deputy_before = _deputy_part(before)
    after, deputy_after = _deputy_part(after)
    deputy_words = deputy_before if deputy_before is not None else deputy_after
    deputy = find_colleague(deputy_words, people) if deputy_words else None
    nothing = _SAYS_NOTHING if found.span else _SAYS_NOTHING | _RETURNING
    who_words = " ".join(word for word in before.split() if normalised(word).strip(".,:;!") not in nothing)
    who = find_colleague(who_words, people) if who_words.strip(" .,:;-–") else None
    rest = any(word.strip(".,:;!()-–") for word in after.split())
    spare = [*(deputy.rest if deputy else ()), *(who.rest if who and who.people else ())]
    return AbsenceRead(found.span, who, deputy, left_out=rest or bool(spare))


def _deputy_part(text: str) -> tuple[str, str | None]:
    """The text without what names the deputy, and the deputy's words; None when no deputy is spoken of."""
    if (stands := _STANDS_IN.search(text)) is not None:
        before, after = text[: stands.start()].strip(" ,;."), text[stands.end() :].strip()
        return ("", before) if before else ("", after)
    if (found := _DEPUTY.search(text)) is None:
        return text, None
    if without := _WITHOUT.search(text[: found.start()]):
        return text[: without.start()] + text[found.end() :], ""
    return text[: found.start()], text[found.end() :].strip()
