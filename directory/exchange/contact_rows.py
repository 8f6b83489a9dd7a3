"""Rows of a table of contacts, laid over what is known: whom each row means, and the whole record it makes.

A row may hold only some columns: the others stay as they are. An empty cell empties the field, but never says who.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from directory.exchange.column_matching import FIRST_NAME, LAST_NAME, field_called
from directory.exchange.written_names import Codes, Names, Unknown
from directory.people.contact_fields import CONTACT_FIELDS, DEPUTY, PLACES, of_kinds
from directory.people.contacts import Contact, DirectoryContent, Organisation
from directory.reading.words import name_key
from directory.records.cell_texts import is_broken
from directory.records.field_shapes import bare_email
from directory.records.fields import Fault, Problem, holds_identity_code
from directory.records.records import Record, Value, record_of
from directory.reference import KELA

_WHO = frozenset(one.name for one in CONTACT_FIELDS if one.says_who)
"""An empty cell leaves these as they are."""
_LISTS = frozenset({*of_kinds("areas", "municipalities", "topics", "roles", "languages", "texts"), PLACES})
Fields = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows as whole records, what is wrong with them, and which contacts they are about."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    about: frozenset[str] = frozenset()
    """Ids of the contacts known before that some row means, also a wrong one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are laid over: an organisation's own part of the directory."""

    content: DirectoryContent
    organisation: Organisation
    names: Names
    new_id: Callable[[], str]

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The organisation's own contacts."""
        return tuple(one for one in self.content.contacts if one.organisation == self.organisation.code)


def lay(rows: Sequence[Record], ground: Ground) -> Laid:
    """Each row as a whole record of the exchange format. Rows with a problem make none."""
    problems: list[Problem] = []
    people = _people_of(ground)
    laid = [_Row(row, ground, people, problems) for row in rows]
    by_name = _ids_by_name(ground, laid)
    records = []
    for one in laid:
        before = len(problems)
        fields = one.whole(by_name)
        if not one.faulty and len(problems) == before:
            records.append(Record("contacts", one.number, fields))
    problems += _two_columns(rows)
    about = frozenset(one.known.id for one in laid if one.known is not None)
    return Laid(tuple(records), tuple(problems), about)


@dataclass(frozen=True, slots=True)
class _People:
    """The organisation's own contacts, for finding whom a row means."""

    by_id: Mapping[str, Contact]
    by_email: Mapping[str, Contact]
    by_name: Mapping[str, Sequence[Contact]]
    elsewhere: frozenset[str]
    """Ids of the other organisations' contacts."""


def _people_of(ground: Ground) -> _People:
    own = ground.contacts
    by_name: dict[str, list[Contact]] = {}
    for one in own:
        by_name.setdefault(name_key(one.name), []).append(one)
    return _People(
        by_id={one.id: one for one in own},
        by_email={name_key(one.email): one for one in own if one.email},
        by_name=by_name,
        elsewhere=frozenset(one.id for one in ground.content.contacts if one.organisation != ground.organisation.code),
    )


@dataclass
class _Row:
    """One row on its way to a whole record."""

    record: Record
    ground: Ground
    people: _People
    problems: list[Problem]
    fields: Fields = field(default_factory=dict)
    known: Contact | None = None
    id: str = ""
    faulty: bool = False
    found_by: str = ""
    """The column that said whom the row means: written in another way, it changes nothing."""

    def __post_init__(self) -> None:
        self._name_columns()
        self.known = self._meant()
        self._check_is_somebody()
        self.id = self.known.id if self.known else _text(self.fields.get("id")) or self.ground.new_id()

    @property
    def number(self) -> int:
        return self.record.row

    @property
    def name(self) -> str:
        return _text(self.fields.get("name")) or (self.known.name if self.known else "")

    def fault(self, column: str, fault: Fault, value: str = "", hint: str = "") -> None:
        self.faulty = True
        self.problems.append(Problem("contacts", self.number, column, fault, value, hint))

    def whole(self, ids_by_name: Mapping[str, Sequence[str]]) -> Fields:
        """All fields of the contact."""
        self._check_organisation()
        self._code_lists()
        self._code_places()
        self._code_deputy(ids_by_name)
        given = {name: value for name, value in self.fields.items() if value or name not in _WHO}
        given.pop(self.found_by, None)
        organisation = self.ground.organisation
        known = record_of("contacts", self.known) if self.known else {}
        start = known or {"roles": ["contact"], "areas": [] if organisation.code == KELA else [organisation.code]}
        return start | given | {"id": self.id, "organisation": organisation.code, "tenant_id": organisation.tenant_id}

    def _name_columns(self) -> None:
        """Fields by the names of the exchange format; the first and last name make the name."""
        parts: Fields = {}
        for heading, value in self.record.fields.items():
            name = field_called(heading)
            if holds_identity_code(name, _joined(value)):
                self.fault(name, "identity_code")
            elif name and is_broken(_joined(value)):
                self.fault(name, "broken_cell", _joined(value)[:20])
            elif name in {FIRST_NAME, LAST_NAME}:
                parts[name] = value
            elif name:
                self._put(name, value)
            elif value:
                self.fault("" if holds_identity_code("", heading) else heading[:40], "unknown_column")
        if parts and not self.fields.get("name"):
            self.fields["name"] = " ".join(filter(None, (_text(parts.get(FIRST_NAME)), _text(parts.get(LAST_NAME)))))

    def _put(self, name: str, value: Value) -> None:
        """Of two columns for one field the first that is not empty counts; lists are put together."""
        before = self.fields.get(name)
        if not before:
            self.fields[name] = bare_email(_text(value)) if name == "email" else value
        elif value and name in _LISTS:
            self.fields[name] = [*_written(before), *_written(value)]

    def _check_is_somebody(self) -> None:
        """A row that only names a place is the title of those below it."""
        named = _text(self.fields.get("name"))
        only = [name for name, value in self.fields.items() if value] == ["name"]
        if only and self.known is None and self.ground.names.place(named):
            self.fault("name", "group_row", named)

    def _meant(self) -> Contact | None:
        """The contact known before: by id, else by e-mail, else by a name that only one has."""
        people, wanted_id = self.people, _text(self.fields.get("id"))
        if wanted_id:
            if wanted_id in people.elsewhere:
                self.fault("id", "of_another_organisation")
            return people.by_id.get(wanted_id)
        if found := people.by_email.get(name_key(_text(self.fields.get("email")))):
            self.found_by = "email"
            return found
        namesakes = people.by_name.get(name_key(_text(self.fields.get("name"))), [])
        if len(namesakes) > 1:
            self.fault("name", "name_of_several", _text(self.fields.get("name")))
        self.found_by = "name" if namesakes else ""
        return namesakes[0] if len(namesakes) == 1 else None

    def _check_organisation(self) -> None:
        written = _text(self.fields.get("organisation"))
        own = self.ground.organisation
        place = self.ground.names.place(written) if written else None
        if (
            written
            and name_key(written) not in {name_key(own.code), name_key(own.name)}
            and (place is None or place.area != own.code)
        ):
            self.fault("organisation", "of_another_organisation")

    def _code_lists(self) -> None:
        names = self.ground.names
        for one in CONTACT_FIELDS:
            if one.name in self.fields:
                match one.kind:
                    case "topics":
                        self._code(one.name, names.topics, "unknown_topic")
                    case "roles":
                        self._code(one.name, names.roles, "unknown_word")
                    case "languages":
                        self._code(one.name, names.languages, "unknown_word")
                    case "texts":
                        self._cut(one.name)

    def _code(self, column: str, read: Callable[[Sequence[str]], Codes], fault: Fault) -> None:
        codes = read(_written(self.fields[column]))
        self.fields[column] = list(codes.known)
        self._unknown(column, fault, codes.unknown)

    def _cut(self, column: str) -> None:
        """A list of the organisation's own words; written as it was, a word may hold a comma."""
        written = _joined(self.fields[column])
        known: tuple[str, ...] = getattr(self.known, column, ())
        parts = [one.strip() for one in re.split(r"[;|,\n]", written) if one.strip()]
        self.fields[column] = list(known) if written == "; ".join(known) else parts

    def _code_places(self) -> None:
        """Municipalities bring their areas with them; a county's contact has the county itself."""
        if not self.fields.keys() & {"areas", "municipalities", PLACES}:
            return
        names, own = self.ground.names, self.ground.organisation.code
        both = self.fields.pop(PLACES, None)
        known = self.known
        areas = list(known.areas) if known and both is None and "areas" not in self.fields else []
        municipalities = (
            list(known.municipalities) if known and both is None and "municipalities" not in self.fields else []
        )
        for column in ("areas", "municipalities"):
            written = self.fields.get(column) if both is None else both
            if written is None or (both is not None and column == "areas"):
                continue
            coded = [_coded(part, column) for part in _written(written)]
            places = names.places([part for part in coded if not part.isdigit()])
            digits = [part for part in coded if part.isdigit()]
            areas += [*places.areas, *(digits if column == "areas" else _areas_of(digits, names))]
            municipalities += [*places.municipalities, *(digits if column == "municipalities" else [])]
            self._unknown(column, "unknown_area" if column == "areas" else "unknown_municipality", places.unknown)
        if own != KELA and not (areas or municipalities or self._says_no_area(both)):
            areas = list(known.areas) if known else [own]
        elif own != KELA and areas + municipalities:
            for other in set(areas) - {own, *_areas_of(municipalities, names)}:
                self.fault("areas", "area_of_another", names.reference.area_name(other, names.language))
            for one in self._elsewhere(municipalities):
                self.fault("municipalities", "municipality_elsewhere", one)
            areas = [own]
        self.fields["areas"] = list(dict.fromkeys(areas))
        self.fields["municipalities"] = list(dict.fromkeys(municipalities))

    def _elsewhere(self, codes: Sequence[str]) -> list[str]:
        """Names of the municipalities that are in another county."""
        names, own = self.ground.names, self.ground.organisation.code
        known = (names.reference.municipalities.get(code) for code in dict.fromkeys(codes))
        return [one.name(names.language) for one in known if one and one.area_code != own]

    def _says_no_area(self, both: Value | None) -> bool:
        """An export's empty cell: somebody who only coordinates serves no area."""
        return both is None and "areas" in self.fields and bool(_text(self.fields.get("id")))

    def _code_deputy(self, ids_by_name: Mapping[str, Sequence[str]]) -> None:
        column = DEPUTY if DEPUTY in self.fields else "deputy_id"
        if column not in self.fields:
            return
        written = _text(self.fields.pop(column))
        found = ids_by_name.get(name_key(written), ()) if written else ("",)
        if len(found) == 1:
            self.fields["deputy_id"] = found[0]
        else:
            self.fault("deputy_id", "name_of_several" if found else "unknown_contact", written)

    def _unknown(self, column: str, fault: Fault, unknown: Sequence[Unknown]) -> None:
        for one in unknown:
            self.fault(column, fault, one.written, one.nearest)


def _two_columns(rows: Sequence[Record]) -> Iterator[Problem]:
    """Columns for one field that say different things on some row: whoever sent them knows which counts."""
    headings: dict[str, dict[str, None]] = {}
    for row in rows:
        filled: dict[str, dict[str, str]] = {}
        for heading, value in row.fields.items():
            name = field_called(heading)
            if value and name and name not in _LISTS:
                filled.setdefault(name, {})[heading] = name_key(_joined(value))
        for name, cells in filled.items():
            if len(set(cells.values())) > 1:
                headings.setdefault(name, {}).update(dict.fromkeys(cells))
    for name, told in headings.items():
        yield Problem("contacts", 0, name, "two_columns", ", ".join(told)[:80])


def _ids_by_name(ground: Ground, rows: Sequence[_Row]) -> Mapping[str, Sequence[str]]:
    """Ids of the contacts known and told of, under id, e-mail address and name."""
    found: dict[str, list[str]] = {}
    told = {row.id for row in rows}
    people: list[tuple[str, str, str]] = [
        (one.id, one.email, one.name) for one in ground.contacts if one.id not in told
    ]
    people += [
        (row.id, _text(row.fields.get("email")) or (row.known.email if row.known else ""), row.name) for row in rows
    ]
    for contact_id, email, name in dict.fromkeys(people):
        for key in {name_key(contact_id), name_key(email), name_key(name)} - {""}:
            found.setdefault(key, [])
            if contact_id not in found[key]:
                found[key].append(contact_id)
    return found


def _areas_of(municipalities: Sequence[str], names: Names) -> Iterator[str]:
    known = names.reference.municipalities
    return (known[code].area_code for code in municipalities if code in known)


def _coded(part: str, column: str) -> str:
    """A spreadsheet may have eaten the zeros in front of a code."""
    width = 2 if column == "areas" else 3
    return part.zfill(width) if part.isdigit() else part


def _written(value: Value) -> list[str]:
    """The parts of a list as somebody wrote it; a comma may belong to a name, so it is left to the names."""
    parts = re.split(r"[;|\n]", value) if isinstance(value, str) else value
    if len(parts) == 1 and re.fullmatch(r"[\d\s,]+", parts[0]):
        parts = re.split(r"[\s,]+", parts[0])
    return [part.strip() for part in parts if part.strip()]


def _joined(value: Value) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _text(value: Value | None) -> str:
    return _joined(value or "").replace("\xa0", " ").strip()
