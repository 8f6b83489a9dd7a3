"""A contact typed on one line, in any order: `Maija Uusi, maija.uusi@ekhva.example, Imatra, puh 05 000 0099`.

What is recognised becomes fields of a table's row (directory.exchange.contact_rows); the rest is told, never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.exchange.column_matching import field_called
from directory.exchange.written_names import Names
from directory.people.contact_fields import DEPUTY, PLACES, of_kinds
from directory.reading.words import normalised
from directory.records.records import Value
from directory.time.hours import HoursError, parse_hours

_EMAIL = re.compile(r"(?<![^\s@,;<>():=])[^\s@,;<>():=]{1,100}@[^\s@,;<>()]{1,200}\.[^\s@,;<>()]{1,100}")
_EMAIL_PART = re.compile(rf"[(<]?(?:(?<![\w-])[\w-]{{1,30}}\s{{0,3}}[:=])?\s{{0,3}}{_EMAIL.pattern}\s{{0,3}}[)>]?")
"""An address with the brackets or the label around it."""
_NUMBER = re.compile(r"(?:\+|00)?\d(?:[\s()/-]?\d){4,14}")
_NUMBER_WITHIN = re.compile(r"(?<!\S)(?:\+\d|0\d)(?:[\s()/-]?\d){4,14}(?![\d.])")
"""A telephone number among other words."""
_PHONE_WORD = re.compile(r"^(?:puhelinnumero|puhelin|puh|p|telefon|tel|tfn|phone)\b[.:]?\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?P<label>[^\W\d][\w\s-]{1,24}?)\s{0,3}[:=](?P<value>.+)$")
_NUMBERS = of_kinds("phone")
_LEADING = (DEPUTY, *of_kinds("text", "texts", "languages", "roles", "topics", "municipalities"))
"""Fields whose name may stand before the value without a colon: `sijainen Otto Testi`."""
_JOINING = frozenset(("ja", "och", "and", "sekä", "samt"))
_NOT = frozenset(("poista", "pois", "ei", "ilman", "bort", "inte", "utan", "ej", "not", "no", "without", "remove"))
"""What a part that begins so says is not understood: it takes something away."""
_LONGEST = 5_000
"""Characters, more than a line in the chat may have: in more nobody describes one person."""
_LONGEST_HOURS = 8
"""Words in the longest hours that are looked for among other words."""
_WHY = frozenset(("syy", "perustelu", "orsak", "motivering", "why", "reason"))
_TITLES = re.compile(
    r"(?:työntekijä|ohjaaja|käsittelijä|päällikkö|johtaja|neuvoja|esimies|vastaava|handläggare|arbetare|handledare|chef"
    r"|ledare|worker|counsellor|handler|manager)$"
)
_TEAMS = re.compile(r"(?:tiimi|yksikkö|palvelut|team|enhet|enheten|unit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was recognised, what was not, and why the change is made."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    why: str = ""


def read_line(text: str, names: Names, name: str = "") -> Typed:
    """Reads the parts between the commas. With `name`, the person is known and nothing is taken for a name.

    A text longer than any line is left whole.
    """
    if len(text) > _LONGEST:
        return Typed(left=(text,))
    reading = _Reading(names, {"name": name} if name else {})
    emails = _EMAIL.findall(text)
    parts = [one.strip() for one in re.split(r"[,;\n]", _EMAIL_PART.sub(",", text)) if one.strip()]
    if emails:
        reading.fields["email"] = emails[0]
        reading.left += emails[1:]
    if not name:
        parts = reading.take_name(parts, emails[0] if emails else "")
    for part in parts:
        reading.take(part)
    return reading.done()


@dataclass
class _Reading:
    names: Names
    fields: dict[str, Value]
    left: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    why: str = ""

    def take_name(self, parts: list[str], email: str) -> list[str]:
        """Finds the part that names the person: it is in the e-mail address, or the reader or its shape says so."""
        address = set(re.findall(r"[^\W\d_]+", normalised(email.partition("@")[0])))
        plain = str.maketrans("äåöé", "aaoe")

        def likeness(part: str) -> int:
            words = [one.translate(plain) for one in re.findall(r"[^\W\d_]+", normalised(part))]
            if not words or _labelled_words(part)[0] or any(mark.isdigit() for mark in part):
                return 0
            if any(word in address for word in words):
                return 3
            if self.names.reader.read(part).names_a_person:
                return 2
            unknown = not self.names.place(part) and not self.names.topic(part) and not _TITLES.search(normalised(part))
            return int(unknown and len(words) > 1 and part[:1].isupper())

        best = max(parts, key=likeness, default="")
        if not best or not likeness(best):
            return parts
        self.fields["name"] = best
        return [one for one in parts if one is not best]

    def take(self, part: str) -> None:
        """Recognises one part."""
        if self._labelled(part) or self._phone(part) or self._hours_alone(part):
            return
        if normalised(part.split(maxsplit=1)[0]) in _NOT:
            self.left.append(part)
            return
        part = self._without_hours(self._without_number(part))
        if not part:
            return
        words = [one for one in part.split() if normalised(one) not in _JOINING]
        languages, roles = self.names.languages(words), self.names.roles(part)
        if languages.known and not languages.unknown:
            self.fields["languages"] = list(languages.known)
        elif roles.known and not roles.unknown:
            self.fields["roles"] = list(roles.known)
        elif _TITLES.search(normalised(part)) and "title" not in self.fields:
            self.fields["title"] = part
        elif _TEAMS.search(part) and "team" not in self.fields:
            self.fields["team"] = part
        else:
            self._places_and_topics(part)

    def done(self) -> Typed:
        """All fields."""
        if self.places:
            self.fields[PLACES] = self.places
        if self.topics:
            self.fields["topics"] = self.topics
        if self.hours:
            self.fields["phone_hours"] = "; ".join(self.hours)
        return Typed(self.fields, tuple(self.left), self.why)

    def _labelled(self, part: str) -> bool:
        label, value = _labelled_words(part)
        if normalised(label) in _WHY:
            self.why = value
        elif (name := field_called(label)) in _NUMBERS:
            return self._phone(value, name)
        elif name:
            self.fields[name] = value
        else:
            return False
        return True

    def _phone(self, part: str, name: str = "") -> bool:
        """A number, with its hours behind it; the first that has no name is the first of the contact's."""
        name = name or self._next_number()
        bare = _PHONE_WORD.sub("", part)
        match = _NUMBER.match(bare)
        if match is None or name in {"", *self.fields}:
            return False
        self.fields[name] = match.group().strip()
        rest = bare[match.end() :].strip()
        if rest and not self._hours_alone(rest):
            self.take(rest)
        return True

    def _next_number(self) -> str:
        """The first of the fields for telephone numbers that nothing has been said of; empty when there is none."""
        return next((one for one in _NUMBERS if one not in self.fields), "")

    def _hours_alone(self, part: str) -> bool:
        try:
            parse_hours(part)
        except HoursError:
            return False
        self.hours.append(part)
        return True

    def _without_number(self, part: str) -> str:
        """The part without the telephone number that is among its words."""
        match, name = _NUMBER_WITHIN.search(part), self._next_number()
        if match is None or not name:
            return part
        self.fields[name] = match.group().strip()
        before = [one for one in part[: match.start()].split() if not _PHONE_WORD.fullmatch(one)]
        return " ".join((*before, part[match.end() :].strip())).strip()

    def _without_hours(self, part: str) -> str:
        """The part without the hours that are among its words, the longest first."""
        words = part.split()
        for length in range(min(_LONGEST_HOURS, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                if self._hours_alone(" ".join(words[first : first + length])):
                    return " ".join(words[:first] + words[first + length :])
        return part

    def _places_and_topics(self, part: str) -> None:
        places, topics, left = self.names.taken_out(part)
        municipalities = [self.names.reference.municipalities[code] for code in places.municipalities]
        whole = [code for code in places.areas if all(one.area_code != code for one in municipalities)]
        self.places += [*places.municipalities, *(self.names.reference.area_name(code, "fi") for code in whole)]
        self.topics += topics
        if left and normalised(left) not in _JOINING:
            self.left.append(left)


def _labelled_words(part: str) -> tuple[str, str]:
    """A field's name and what is said of it; empty when the part does not begin with one."""
    if match := _LABEL.match(part):
        return match["label"], match["value"].strip()
    words = part.split(maxsplit=1)
    if words[1:] and field_called(words[0]) in _LEADING and len(words[0]) > 4:
        return words[0], words[1]
    return "", ""
