"""What personal data a text holds, and the text with it taken out: the product's one detector. Pure; keeps nothing."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from directory.guard.code_pieces import ALONE, END_OF_TEXT, Around
from directory.guard.codes import find_codes
from directory.guard.details import find_addresses, find_emails, find_ibans, find_phones, plain_email
from directory.guard.disguised import find_apart
from directory.guard.normalised import Normalised, normalise
from directory.guard.spoken import in_figures
from directory.guard.undoing import MARKUP, hidden_texts, undone

_SOFT_HYPHEN = "\u00ad"


class Kind(StrEnum):
    """What kind of personal data was found, the most telling first."""

    HETU = "hetu"
    HETU_PIECE = "hetu_piece"
    """What makes an identity code together with other texts of the same writer."""
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


_RANK = {kind: place for place, kind in enumerate(Kind)}
MOST_HITS = 100
"""Nobody writes so many codes by hand; looking for more would only keep the bot busy."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch of the text, `text[start:end]`, without its content."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in one text, in the order of the text."""

    found: tuple[Finding, ...]
    cleaned: str = field(repr=False)
    """The text with every finding replaced by a word."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of personal data that the text holds."""
        return frozenset(finding.kind for finding in self.found)

    @property
    def stops(self) -> bool:
        """The text holds a personal identity code and may go nowhere."""
        return any(finding.kind is Kind.HETU for finding in self.found)

    @property
    def asks(self) -> bool:
        """The text holds other personal data: its writer is asked whether it is to be sent."""
        return bool(self.found) and not self.stops


def check(
    text: str, words: Mapping[Kind, str], public: Collection[str] = frozenset(), around: Around = ALONE
) -> Findings:
    """Finds personal data in a text. `words` replace each kind in the cleaned text. Time linear to the texts.

    `public`: telephone numbers and addresses, as `public_form` writes them, that are nobody's secret.
    `around`: what the same writer wrote besides, of which the text may be a piece.
    """
    every = _without_overlaps(chain(_all_findings(text), _pieces(text, around)))
    found = tuple(one for one in every if not _is_public(text[one.start : one.end], one.kind, public))
    return Findings(found, _cleaned(text, found, words))


def makes_a_code(text: str, around: Around) -> bool:
    """Whether the text makes an identity code together with what the same writer wrote besides."""
    return next(_pieces(text, around), None) is not None


def _pieces(text: str, around: Around) -> Iterator[Finding]:
    """What of the text makes a right identity code with the texts around it, read in their order or two by two."""
    for before, after in around.readings():
        for begin, end in _joining(text, before, after):
            yield from _pieces_in(text, begin, end, before if begin == 0 else "", after if end == len(text) else "")


def _joining(text: str, before: str, after: str) -> list[tuple[int, int]]:
    """The stretches of the text that a code can share with what stands before or after it."""
    if len(text) <= 2 * END_OF_TEXT:
        return [(0, len(text))]
    return [*([(0, END_OF_TEXT)] if before else []), *([(len(text) - END_OF_TEXT, len(text))] if after else [])]


def _pieces_in(text: str, begin: int, end: int, before: str, after: str) -> Iterator[Finding]:
    joined = f"{before}\n{text[begin:end]}\n{after}"
    moved = begin - len(before) - 1
    for first, last in _codes(joined, _views(joined)[0], only_right=True):
        piece = Finding(Kind.HETU_PIECE, max(first + moved, begin), min(last + moved, end))
        if piece.start < piece.end:
            yield piece


def holds_hetu(text: str) -> bool:
    """Whether the text holds a personal identity code in any writing, right or mistyped."""
    return any(True for _ in _code_findings(text, *_views(text)))


def public_form(detail: str) -> str:
    """A telephone number or an e-mail address in the form in which two writings of it are the same."""
    plain = _views(detail)[1][-1].text
    if "@" in (address := plain_email(plain)):
        return address
    digits = "".join(mark for mark in plain.replace("(0)", "") if mark.isdigit())
    return re.sub(r"^(?:00)?358", "0", digits)


def _is_public(detail: str, kind: Kind, public: Collection[str]) -> bool:
    return kind in {Kind.PHONE, Kind.EMAIL} and bool(public) and public_form(detail) in public


def _all_findings(text: str) -> Iterator[Finding]:
    read, bare = _views(text)
    yield from _code_findings(text, read, bare)
    for kind, find in (
        (Kind.IBAN, find_ibans),
        (Kind.EMAIL, find_emails),
        (Kind.PHONE, find_phones),
        (Kind.ADDRESS, find_addresses),
    ):
        for view in bare:
            yield from (Finding(kind, start, end) for start, end in find(view))


def _code_findings(text: str, read: Sequence[Normalised], bare: Sequence[Normalised]) -> Iterator[Finding]:
    """The identity codes that are not part of an account number. Where there are very many, the whole text is one."""
    accounts: list[tuple[int, int]] | None = None
    hits = _codes(text, read)
    for place, (start, end) in enumerate(hits):
        if place == MOST_HITS:
            yield Finding(Kind.HETU, 0, len(text))
            return
        if accounts is None:
            accounts = [span for view in bare for span in find_ibans(view)]
        if not any(account[0] <= start and end <= account[1] for account in accounts):
            yield Finding(Kind.HETU, start, end)


def _views(text: str) -> tuple[tuple[Normalised, ...], tuple[Normalised, ...]]:
    """The text in plain characters, as it stands and with everything undone; and the same with blanks for markup."""
    undressed = [(view, view.normalised()) for view in undone(text)]
    plain = normalise(text)
    bare = (view.with_blanks_for(MARKUP).normalised() if MARKUP in view.text else read for view, read in undressed)
    return (plain, *(read for _, read in undressed)), (plain, *bare)


def _codes(text: str, views: Iterable[Normalised], *, only_right: bool = False) -> Iterator[tuple[int, int]]:
    """Stretches of the text that hold an identity code, as it stands and with everything undone that may hide one."""
    if _SOFT_HYPHEN in text:
        yield from find_codes(normalise(text.replace(_SOFT_HYPHEN, "-")), only_right=only_right)
    for view in views:
        yield from find_codes(view, only_right=only_right)
        yield from _apart(view)
    yield from _hidden(text)


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    for shown, start, end in hidden_texts(text):
        read = normalise(shown)
        if any(True for _ in chain(find_codes(read), _apart(read))):
            yield start, end


def _apart(text: Normalised) -> Iterator[tuple[int, int]]:
    yield from find_apart(text)
    figures = in_figures(text, MARKUP)
    if figures is not text:
        yield from find_apart(figures)


def _without_overlaps(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Overlapping stretches joined into one, which takes the most telling kind of them."""
    joined: Finding | None = None
    for finding in sorted(findings, key=lambda item: (item.start, -item.end)):
        if joined is None or finding.start >= joined.end:
            if joined is not None:
                yield joined
            joined = finding
        else:
            kind = min(joined.kind, finding.kind, key=_RANK.__getitem__)
            joined = Finding(kind, joined.start, max(joined.end, finding.end))
    if joined is not None:
        yield joined


def _cleaned(text: str, found: tuple[Finding, ...], words: Mapping[Kind, str]) -> str:
    parts: list[str] = []
    position = 0
    for finding in found:
        parts += [text[position : finding.start], words[finding.kind]]
        position = finding.end
    return "".join([*parts, text[position:]])
