"""Codes for what coordinators write by name: places, topics, roles and languages; and the nearest name otherwise."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from directory.naming import Place, place_title
from directory.people.contacts import ROLES, Role
from directory.reading import typeahead
from directory.reading.reader import Reader
from directory.reading.words import normalised
from directory.reference import ALAND, Language, Reference

_SEPARATORS = (re.compile(r"[;|\n]"), re.compile(r","), re.compile(r"\s(?:ja|och|and|sekä|samt|&)\s|\s?[/+]\s?"))
_EVERYTHING = frozenset(
    ("kaikki", "koko alue", "kaikki kunnat", "kaikki aiheet", "alla", "hela området", "alla kommuner", "alla ämnen")
) | frozenset(("all", "the whole area", "whole area", "all municipalities", "all topics", "-", "–"))
_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(
        ("yhteyshenkilö", "nimetty yhteyshenkilö", "kontaktperson i katalogen", "kontaktperson", "kontakt"), "contact"
    ),
    **dict.fromkeys(("sijainen", "ersättare", "vikarie"), "deputy"),
    **dict.fromkeys(("omatyöntekijä", "egen kontaktperson", "egen arbetstagare", "own worker"), "own_worker"),
    **dict.fromkeys(("hakemistovastaava", "koordinaattori", "katalogansvarig", "koordinator"), "coordinator"),
    **dict.fromkeys(("ylläpitäjä", "hakemiston ylläpitäjä"), "coordinator"),  # as older tables call the role
    **dict.fromkeys(("tarkastaja", "lokin tarkastaja", "granskare"), "auditor"),
    **dict.fromkeys(
        ("tietosuoja", "tietosuojavastaava", "dataskydd", "dataskyddsombud", "data protection"), "data_protection"
    ),
}
_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("fi", "suomi", "suomea", "finska", "finnish"), "fi"),
    **dict.fromkeys(("sv", "ruotsi", "ruotsia", "svenska", "swedish"), "sv"),
    **dict.fromkeys(("en", "englanti", "englantia", "engelska", "english"), "en"),
}
_KIND_OF_PLACE = re.compile(r"^(?:koko|hela)\s|\s(?:kaupunki|kunta|stad|kommun)$", re.IGNORECASE)
"""What may stand beside a place's name in a table."""
_LONGEST_NAME = 6
"""Words in the longest name of a place or topic that is looked for inside a longer text."""
LONGEST_LIST = 1_000
"""Characters of a list of names; what is longer is no list, and is told back as one name that nobody knows."""
_LONGEST_SAID = 200
"""Characters of what may name one place or topic."""
_MOST_NEAREST = 5
"""For so many unknown names of a list the nearest one is looked for: that takes longest."""
_Known = Callable[[str], bool]
_CodeOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that name nothing, and the name nearest to them; `nearest` is empty when nothing is near."""

    written: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """What was written, as codes in the order written."""

    known: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Places as codes. An area named by itself means the whole of it."""

    areas: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Knows the names. `language` is that in which the nearest name is told."""

    reference: Reference
    reader: Reader
    language: str = "fi"
    _places_read: dict[str, Place | None] = field(default_factory=dict, repr=False, compare=False)
    _topics_read: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """A table says the same names over and over."""

    def places(self, written: str | Sequence[str]) -> Places:
        """Areas and municipalities, named in any way the reader knows, or by their codes."""
        areas: list[str] = []
        municipalities: list[str] = []
        unknown: list[Unknown] = []
        for part in self._parts(written, lambda part: self.place(part) is not None):
            place = self.place(part)
            if place is None:
                unknown.append(Unknown(part, self._nearest_place(part) if len(unknown) < _MOST_NEAREST else ""))
                continue
            areas.append(place.area)
            if place.municipality:
                municipalities.append(place.municipality)
        return Places(tuple(dict.fromkeys(areas)), tuple(dict.fromkeys(municipalities)), tuple(unknown))

    def topics(self, written: str | Sequence[str]) -> Codes:
        """Topics, by name in any language, by slug, or by a word that the reader knows."""
        return self._codes(written, self.topic)

    def roles(self, written: str | Sequence[str]) -> Codes:
        """Roles by their names in three languages."""
        return self._codes(written, lambda part: _ROLES.get(normalised(part), part if part in ROLES else ""))

    def languages(self, written: str | Sequence[str]) -> Codes:
        """Languages by their names in three languages."""
        return self._codes(written, lambda part: _LANGUAGES.get(normalised(part), ""))

    def place(self, part: str) -> Place | None:
        """The one place that these words name, all of them; None for a slip of the pen or anything else."""
        if len(part) > _LONGEST_SAID:
            return None
        if part not in self._places_read:
            self._places_read[part] = self._read_place(part)
        return self._places_read[part]

    def topic(self, part: str) -> str:
        """The topic that these words name, all of them; empty for anything else."""
        if len(part) > _LONGEST_SAID:
            return ""
        if part not in self._topics_read:
            self._topics_read[part] = self._read_topic(part)
        return self._topics_read[part]

    def _read_place(self, part: str) -> Place | None:
        if part.isdigit():
            return self._place_coded(part)
        if called := self._place_called(normalised(part)):
            return called
        read = self.reader.read(part)
        several = bool(read.alternatives)  # municipalities of one county
        sure = read.status == "ok" and not several and not read.guessed and read.area != ALAND
        if sure and _covers(read.place_words, part):
            return Place(read.area, read.municipality)
        bare = _KIND_OF_PLACE.sub("", part).strip()
        return self._read_place(bare) if bare and bare != part else None

    def _read_topic(self, part: str) -> str:
        wanted = normalised(part)
        for topic in self.reference.topics.values():
            if wanted in {topic.slug, *(normalised(topic.name(one)) for one in get_args(Language))}:
                return topic.slug
        read = self.reader.read(part)
        return read.topic if not read.guessed and _covers(read.topic_words, part) else ""

    def taken_out(self, text: str) -> tuple[Places, tuple[str, ...], str]:
        """Places and topics named anywhere in a text, the longest names first, and the words that are left."""
        words = text.split()
        places: list[Place] = []
        topics: list[str] = []
        left: list[str] = []
        while words:
            for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
                part = " ".join(words[:length]).strip(",;.")
                if part and (place := self.place(part)):
                    places.append(place)
                elif part and (topic := self.topic(part)):
                    topics.append(topic)
                else:
                    continue
                del words[:length]
                break
            else:
                left.append(words.pop(0))
        areas = tuple(dict.fromkeys(place.area for place in places))
        municipalities = tuple(dict.fromkeys(place.municipality for place in places if place.municipality))
        return Places(areas, municipalities), tuple(dict.fromkeys(topics)), " ".join(left)

    def _codes(self, written: str | Sequence[str], code_of: _CodeOf) -> Codes:
        known: list[str] = []
        unknown: list[Unknown] = []
        for part in self._parts(written, lambda part: bool(code_of(part))):
            if code := code_of(part):
                known.append(code)
            else:
                sought = code_of == self.topic and len(unknown) < _MOST_NEAREST
                unknown.append(Unknown(part, self._nearest_topic(part) if sought else ""))
        return Codes(tuple(dict.fromkeys(known)), tuple(unknown))

    def _parts(self, written: str | Sequence[str], is_known: _Known) -> list[str]:
        whole = [written] if isinstance(written, str) else list(written)
        if len(whole) == 1 and normalised(whole[0]).strip() in _EVERYTHING:
            return []
        return [
            part
            for one in whole
            for part in (_cut(one.strip(), is_known, _SEPARATORS) if len(one) <= LONGEST_LIST else [one.strip()])
        ]

    def _place_called(self, name: str) -> Place | None:
        """The municipality of exactly this name, else the area."""
        for one in self.reference.municipalities.values():
            if name in {normalised(one.name_fi), normalised(one.name_sv)} and one.area_code != ALAND:
                return Place(one.area_code, one.code)
        for area in self.reference.areas.values():
            titles = (
                area.region.fi,
                area.region.sv,
                area.region.en,
                area.official.fi,
                area.official.sv,
                area.official.en,
            )
            if name in map(normalised, titles) and area.code != ALAND:
                return Place(area.code)
        return None

    def _place_coded(self, digits: str) -> Place | None:
        known = self.reference.municipalities.get(digits.zfill(3))
        if known is not None and len(digits) != 2:
            return Place(known.area_code, known.code)
        return Place(digits.zfill(2)) if digits.zfill(2) in self.reference.areas else None

    def _nearest_place(self, part: str) -> str:
        if len(part) > _LONGEST_SAID:
            return ""
        read = self.reader.read(part)
        if read.area and read.area != ALAND:
            return place_title(self.reference, Place(read.area, read.municipality), self.language)
        return next((one.title for one in typeahead.places(self.reference, self.reader, part, self.language, 1)), "")

    def _nearest_topic(self, part: str) -> str:
        if len(part) > _LONGEST_SAID:
            return ""
        if slug := self.reader.read(part).topic:
            return self.reference.topics[slug].name(self.language)
        known = self.reference.topics.values()
        return next((one.title for one in typeahead.topics(known, self.reader, part, self.language, 1)), "")


def _cut(text: str, is_known: _Known, separators: tuple[re.Pattern[str], ...]) -> list[str]:
    """The parts of a list; a name with a separator of its own stays whole."""
    if not text:
        return []
    if is_known(text):
        return [text]
    if not separators:
        words = text.split()
        return words if all(map(is_known, words)) else [text]
    return [one for part in separators[0].split(text) for one in _cut(part.strip(), is_known, separators[1:])]


def _covers(words: Iterable[str], part: str) -> bool:
    """Whether what was recognised is all that was written."""
    letters = re.compile(r"[^\w]|_")
    recognised = "".join(letters.sub("", word) for word in words)
    return bool(recognised) and recognised == letters.sub("", normalised(part))
