"""A table of own workers, row by row: identity codes become pseudonyms here and go no further. Pure.

A row that is not in order becomes a fault with its number. Nothing of a cell is ever quoted: any of them may hold a
client's data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bot.errors import Expected
from bot.ownworkers.model import Link, latest_end, usual_end, workers
from bot.privacy.hetu import InvalidHetuError, parse
from bot.privacy.pseudonyms import Pseudonym, Pseudonymiser
from config.texts import Translate
from directory.exchange.cells import plain_cell
from directory.exchange.column_matching import heading_key
from directory.exchange.delimited import HEADING_WITHIN
from directory.exchange.written_names import Names
from directory.people.contacts import Contact, Directory
from directory.reading.words import name_key
from directory.records.cell_texts import clean_cell
from directory.records.field_shapes import bare_email
from directory.records.fields import holds_identity_code
from directory.reference import KELA
from directory.time.written_days import written_day

Rows = Iterable[Sequence[str]]

Column = Literal["client", "worker", "until", "municipality"]
RowFault = Literal[
    "client_missing",
    "client_wrong",
    "client_twice",
    "columns_differ",
    "worker_missing",
    "worker_unknown",
    "worker_ambiguous",
    "until_wrong",
    "until_past",
    "until_far",
    "municipality_unknown",
]
_CALLED: Mapping[Column, str] = {
    "client": "hetu, henkilötunnus, asiakas, asiakkaan hetu, asiakkaan henkilötunnus, hetu/sotu, sotu, "
    "personbeteckning, klient, klientens personbeteckning, identity code, client",
    "worker": "työntekijä, omatyöntekijä, työntekijän nimi, omatyöntekijän nimi, arbetstagare, egen kontaktperson, "
    "kontaktperson, worker, own worker",
    "until": "voimassa, asti, päättyy, voimassa asti, voimassaolo päättyy, viimeinen voimassaolopäivä, "
    "viimeinen päivä, päättymispäivä, päättymispvm, loppupvm, loppupäivä, giltig till, giltig t.o.m., "
    "giltig till och med, upphör, sista dag, slutdatum, slutdag, until, valid until, last day, end date",
    "municipality": "kunta, kotikunta, asuinkunta, kommun, hemkommun, boendekommun, municipality",
}
HEADINGS: Mapping[str, Column] = {one: column for column, names in _CALLED.items() for one in names.split(", ")}
"""Names of the columns, as `heading_key` writes them."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken over: its number as a spreadsheet shows it, and why."""

    number: int
    fault: RowFault
    pseudonym: str = ""
    """Whom the row is about, when that much of it is right: such a client is in the table and not forgotten."""
    sheet: int = 0
    """The place of its sheet among those that have a table, from 1, when there are several."""


@dataclass(frozen=True, slots=True)
class TableRules:
    """What the rows of one county's table are read against."""

    county: str
    directory: Directory
    names: Names
    pseudonymiser: Pseudonymiser = field(repr=False)
    today: date
    """The date in Finland."""


def is_heading(row: Sequence[str]) -> bool:
    """Whether the row names the two columns without which there is no link."""
    return {"client", "worker"} <= {HEADINGS.get(heading_key(cell)) for cell in row}


def read_sheets(sheets: Sequence[Rows], rules: TableRules) -> Iterator[Link | BadRow]:
    """The links and the bad rows of all sheets; rows are taken one at a time.

    Raises Expected without headings, or for a column that is not known: nobody's last day is lost for its heading.
    """
    reader = _RowReader(rules)
    for place, rows in enumerate(sheets, 1):
        for found in _read(rows, reader):
            several = isinstance(found, BadRow) and len(sheets) > 1
            yield replace(found, sheet=place) if several and isinstance(found, BadRow) else found


def read_table(rows: Rows, rules: TableRules) -> Iterator[Link | BadRow]:
    """The same of one sheet."""
    return read_sheets([rows], rules)


def _read(rows: Rows, reader: "_RowReader") -> Iterator[Link | BadRow]:
    numbered = ((number, tuple(map(clean_cell, row))) for number, row in enumerate(rows, 1))
    headings = _headings(numbered)
    columns = {place: HEADINGS[name] for place, name in enumerate(headings) if name in HEADINGS}
    unknown = {place: name for place, name in enumerate(headings) if name and name not in HEADINGS}
    for number, row in numbered:
        if any(place < len(row) and row[place] for place in unknown):
            raise _unknown_columns([name for place, name in unknown.items() if place < len(row) and row[place]])
        cells: dict[Column, str] = {}
        differ = False
        for place, column in columns.items():
            cell = plain_cell(row[place]) if place < len(row) else ""
            differ = differ or bool(cell and cells.get(column) and name_key(cell) != name_key(cells[column]))
            cells[column] = cells.get(column) or cell
        if any(cells.values()) and not is_heading(row):
            yield reader.read(number, cells, differ=differ)


def fault_words(bad: BadRow, t: Translate) -> str:
    """What is wrong with the row and what to do, without a word of its content."""
    sentences: dict[RowFault, str] = {
        "client_missing": t("the identity code is missing"),
        "client_wrong": t("the identity code is not right"),
        "client_twice": t("the same client is on an earlier row too"),
        "columns_differ": t("two columns for the same thing say different things; leave one of them out"),
        "worker_missing": t("the worker is missing"),
        "worker_unknown": t("the worker is not among the county's people in the directory; check the name or e-mail"),
        "worker_ambiguous": t("several people have this name; give the e-mail address"),
        "until_wrong": t("the last day is not a date; write 31.12.2027"),
        "until_past": t("the last day has passed"),
        "until_far": t("the last day is more than two years away"),
        "municipality_unknown": t("the municipality is not one of the county's"),
    }
    what = sentences[bad.fault]
    if bad.sheet:
        return t("Sheet {sheet}, row {number}: {what}.", sheet=bad.sheet, number=bad.number, what=what)
    return t("Row {number}: {what}.", number=bad.number, what=what)


def _headings(numbered: Iterator[tuple[int, Sequence[str]]]) -> list[str]:
    for number, row in numbered:
        if is_heading(row):
            return [heading_key(cell) for cell in row]
        if number == HEADING_WITHIN:
            break
    raise Expected(
        lambda t: t(
            "The table has no headings that are known. The columns are: identity code, worker, until, municipality. "
            "Nothing was saved."
        ),
        code="no_headings",
    )


def _unknown_columns(headings: Sequence[str]) -> Expected:
    """A heading that may be a client's data is not repeated."""
    told = ", ".join("?" if holds_identity_code("", one) else one[:40] for one in headings)
    return Expected(
        lambda t: t(
            "These columns are not known: {columns}. Give each another heading or leave it out. The columns are: "
            "identity code, worker, until, municipality. Nothing was saved.",
            columns=told,
        ),
        code="unknown_column",
    )


class _RowReader:
    """Reads rows one after another and remembers which clients it has met."""

    def __init__(self, rules: TableRules) -> None:
        self._rules = rules
        self._met: set[str] = set()
        self._workers = _by_any_name(workers(rules.directory, rules.county))

    def read(self, number: int, cells: Mapping[Column, str], *, differ: bool) -> Link | BadRow:
        """The row as a link, or what is wrong with it; of several faults the first."""
        pseudonym = ""
        try:
            pseudonym = self._client(cells.get("client", ""))
            self._check_once(pseudonym, differ=differ)
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

    def _check_once(self, pseudonym: str, *, differ: bool) -> None:
        if differ:
            raise _FaultyRow("columns_differ")
        if pseudonym in self._met:
            raise _FaultyRow("client_twice")

    def _worker(self, named: str) -> Contact:
        found = self._workers.get(name_key(bare_email(named)), ()) if named else ()
        if len(found) != 1:
            raise _FaultyRow("worker_ambiguous" if found else "worker_unknown" if named else "worker_missing")
        return found[0]

    def _until(self, written: str) -> date:
        today = self._rules.today
        if not written:
            return usual_end(today)
        day = written_day(written)
        if day is None:
            raise _FaultyRow("until_wrong")
        if not today <= day <= latest_end(today):
            raise _FaultyRow("until_past" if day < today else "until_far")
        return day

    def _municipality(self, named: str) -> str:
        if not named:
            return ""
        names, code = self._rules.names, named.zfill(3) if named.isdigit() else named
        place = names.place(code)
        if place is None or place.area != self._rules.county or not place.municipality:
            raise _FaultyRow("municipality_unknown")
        return place.municipality


class _FaultyRow(Exception):  # noqa: N818 - a state of the row, told to its writer
    """The row cannot be taken over."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault: RowFault = fault


def _by_any_name(offered: Iterable[Contact]) -> Mapping[str, tuple[Contact, ...]]:
    """Who goes by a name, an e-mail address or an id, as `name_key` writes them."""
    found: dict[str, tuple[Contact, ...]] = {}
    for one in offered:
        for name in set(map(name_key, (one.id, one.email, one.name))) - {""}:
            found[name] = (*found.get(name, ()), one)
    return found
