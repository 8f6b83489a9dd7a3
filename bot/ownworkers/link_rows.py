"""A table of own workers, row by row: identity codes become pseudonyms here and go no further. Pure.

A row that is not in order becomes a fault with its number. Nothing of a cell is ever quoted: any of them may hold a
client's data.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.errors import Expected
from bot.ownworkers.model import Link, latest_end, usual_end, workers
from bot.privacy.hetu import InvalidHetuError, parse
from bot.privacy.pseudonyms import Pseudonym, Pseudonymiser
from config.texts import LANGUAGES, Translate
from directory.people.contacts import Contact, Directory
from directory.reference import KELA, Reference

Column = Literal["client", "worker", "until", "municipality"]
RowFault = Literal[
    "client_missing",
    "client_wrong",
    "client_twice",
    "worker_missing",
    "worker_unknown",
    "worker_ambiguous",
    "until_wrong",
    "until_past",
    "until_far",
    "municipality_unknown",
]
HEADINGS: Mapping[str, Column] = {
    **dict.fromkeys(("hetu", "henkilötunnus", "personbeteckning", "identity code", "client"), "client"),
    **dict.fromkeys(
        ("työntekijä", "omatyöntekijä", "arbetstagare", "egen kontaktperson", "kontaktperson", "worker", "own worker"),
        "worker",
    ),
    **dict.fromkeys(("voimassa", "asti", "päättyy", "giltig till", "upphör", "until"), "until"),
    **dict.fromkeys(("kunta", "kommun", "municipality"), "municipality"),
}
"""Names of the columns, in any capitals."""
FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
HEADING_WITHIN = 10
"""Rows above the headings that a spreadsheet may have for its title."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken over: its number as a spreadsheet shows it, and why."""

    number: int
    fault: RowFault
    pseudonym: str = ""
    """Whom the row is about, when that much of it is right: such a client is in the table and not forgotten."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """What the rows of one county's table are read against."""

    county: str
    directory: Directory
    reference: Reference
    pseudonymiser: Pseudonymiser = field(repr=False)
    today: date
    """The date in Finland."""


def is_heading(row: Sequence[str]) -> bool:
    """Whether the row names the two columns without which there is no link."""
    named = {HEADINGS.get(cell.strip().casefold()) for cell in row}
    return {"client", "worker"} <= named


def read_table(rows: Iterable[Sequence[str]], rules: TableRules) -> Iterator[Link | BadRow]:
    """The links and the bad rows, in order; rows are taken one at a time. Raises Expected without headings."""
    numbered = enumerate(rows, 1)
    columns = _columns(numbered)
    reader = _RowReader(rules)
    for number, row in numbered:
        cells = {name: row[place].strip() for place, name in columns.items() if place < len(row)}
        if any(cells.values()):
            yield reader.read(number, cells)


def fault_words(bad: BadRow, t: Translate) -> str:
    """What is wrong with the row and what to do, without a word of its content."""
    sentences: dict[RowFault, str] = {
        "client_missing": t("the identity code is missing"),
        "client_wrong": t("the identity code is not right"),
        "client_twice": t("the same client is on an earlier row too"),
        "worker_missing": t("the worker is missing"),
        "worker_unknown": t("the worker is not among the county's people in the directory; check the name or e-mail"),
        "worker_ambiguous": t("several people have this name; give the e-mail address"),
        "until_wrong": t("the last day is not a date; write 31.12.2027"),
        "until_past": t("the last day has passed"),
        "until_far": t("the last day is more than two years away"),
        "municipality_unknown": t("the municipality is not one of the county's"),
    }
    return t("Row {number}: {what}.", number=bad.number, what=sentences[bad.fault])


def _columns(numbered: Iterator[tuple[int, Sequence[str]]]) -> dict[int, Column]:
    for number, row in numbered:
        if is_heading(row):
            named = {place: HEADINGS.get(cell.strip().casefold()) for place, cell in enumerate(row)}
            return {place: name for place, name in named.items() if name is not None}
        if number == HEADING_WITHIN:
            break
    raise Expected(
        lambda t: t(
            "The table has no headings that are known. The columns are: identity code, worker, until, municipality. "
            "Nothing was saved."
        ),
        code="no_headings",
    )


class _RowReader:
    """Reads rows one after another and remembers which clients it has met."""

    def __init__(self, rules: TableRules) -> None:
        self._rules = rules
        self._met: set[str] = set()
        self._workers = _by_any_name(workers(rules.directory, rules.county))
        self._municipalities = _municipalities(rules)

    def read(self, number: int, cells: Mapping[Column, str]) -> Link | BadRow:
        """The row as a link, or what is wrong with it; of several faults the first."""
        pseudonym = ""
        try:
            pseudonym = self._client(cells.get("client", ""))
            self._check_once(pseudonym)
            link = Link(
                self._rules.county,
                pseudonym,
                self._worker(cells.get("worker", "")).id,
                self._until(cells.get("until", "")),
                self._municipality(cells.get("municipality", "")),
            )
        except _FaultyRow as row:
            return BadRow(number, row.fault, pseudonym)
        self._met.add(link.pseudonym)
        return link

    def _client(self, typed: str) -> Pseudonym:
        if not typed:
            raise _FaultyRow("client_missing")
        try:
            client = parse(typed, self._rules.today)
        except InvalidHetuError:
            raise _FaultyRow("client_wrong") from None
        return self._rules.pseudonymiser.pseudonym(client, self._rules.county, KELA)

    def _check_once(self, pseudonym: str) -> None:
        if pseudonym in self._met:
            raise _FaultyRow("client_twice")

    def _worker(self, named: str) -> Contact:
        found = self._workers.get(named.casefold(), ()) if named else ()
        if len(found) != 1:
            raise _FaultyRow("worker_ambiguous" if found else "worker_unknown" if named else "worker_missing")
        return found[0]

    def _until(self, written: str) -> date:
        today = self._rules.today
        if not written:
            return usual_end(today)
        day = _day(written)
        if day is None:
            raise _FaultyRow("until_wrong")
        if not today <= day <= latest_end(today):
            raise _FaultyRow("until_past" if day < today else "until_far")
        return day

    def _municipality(self, named: str) -> str:
        if named and named.casefold() not in self._municipalities:
            raise _FaultyRow("municipality_unknown")
        return self._municipalities.get(named.casefold(), "")


class _FaultyRow(Exception):  # noqa: N818 - a state of the row, told to its writer
    """The row cannot be taken over."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault: RowFault = fault


def _by_any_name(offered: Iterable[Contact]) -> Mapping[str, tuple[Contact, ...]]:
    """Who goes by a name, an e-mail address or an id, in small letters."""
    found: dict[str, tuple[Contact, ...]] = {}
    for one in offered:
        for name in {one.id.casefold(), one.email.casefold(), one.name.casefold()} - {""}:
            found[name] = (*found.get(name, ()), one)
    return found


def _municipalities(rules: TableRules) -> Mapping[str, str]:
    """Codes of the county's municipalities by code and by each name, in small letters."""
    known = rules.reference.municipalities_of(rules.county)
    return {name.casefold(): one.code for one in known for name in (one.code, *map(one.name, LANGUAGES))}


def _day(written: str) -> date | None:
    """A day as 31.12.2027 or 2027-12-31."""
    iso = FINNISH_DAY.sub(r"\3-\2-\1", written)
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
