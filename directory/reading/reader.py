"""The reader: what somebody typed in a hurry in, a place and a topic out, or an honest "not sure"."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path

from directory.reading.abbreviations import Abbreviations
from directory.reading.decisions import Circumstances, Precedence, decide
from directory.reading.dialects import as_written
from directory.reading.person_names import PeopleNames
from directory.reading.place_forms import Form, Place, place_forms
from directory.reading.places import FoundPlace, PlaceIndex
from directory.reading.private_details import without_private_details
from directory.reading.reading import Reading
from directory.reading.topic_words import Cue, cues_of
from directory.reading.topics import FoundTopic, Hit, TopicIndex
from directory.reading.word_evidence import Evidence
from directory.reading.word_lists import stems_of_list, word_list
from directory.reading.words import Word, normalised, without_marks, words_of
from directory.reference import DATA, Reference, Topic, parts, rows

_FOREIGN_ENDING = re.compile(r"(?:n|s|ssa|sta|lla|lta|lle|[aeiouy]n|h[aeiouy]n|seen|a|ta|ksi|lai\w+|sk\w*|isk\w*)?")
_RESIDENT = re.compile(r"l[aä]i(?:nen|s)")
"""In a word for those who live somewhere: savolainen is not `savol` and a topic."""
_SHORTEST_GLUED = 10
_LONGEST_GLUED = 60
_SHORTEST_HALF = 4
_LONG = 9
"""A word of so many letters misspelt is told from another word."""
_ONE_SLIP = 1.0
_DIALECT = 0.2
"""How far a word is from how it is said."""
_HARDLY_A_SLIP = 0.45
_SHORTENED = 0.2
"""How far what an abbreviation stands for is: nearer than anything misspelt."""
_COMPANY_WORDS = frozenset(("oy", "oyj", "ab", "tmi", "ky", "ry"))
_ANYWHERE = "*"
_MOST_GUESSED = 16
"""No more words than this are compared with near spellings: a question has fewer, and no text gets slow."""

LONGEST_READ = 1_000
"""Characters of a search: nobody writes more to name a place and a topic."""


class Reader:
    """Reads texts against the shipped facts and what coordinators have added. Pure: the same text, the same reading."""

    def __init__(
        self,
        reference: Reference,
        extra_topics: Iterable[Topic] = (),
        extra_synonyms: Iterable[tuple[str, str]] = (),
        extra_places: Iterable[Form] = (),
        directory: Path = DATA,
    ) -> None:
        """`extra_synonyms` are (topic slug, phrase) pairs; `directory` holds the shipped lists of words."""
        self._reference = reference
        self._directory = directory
        with _without_collecting():
            self._load(directory, extra_places)
            cues = self._cues(extra_topics, extra_synonyms)
            classes = {row["class"]: parts(row["words"]) for row in rows(directory / "word_classes.csv")}
            self._topics = TopicIndex(cues, self._never_topics, classes)
            compounds = word_list(directory / "word_parts.txt")
            self._abbreviations = Abbreviations(cues, self._reference.topics.values(), compounds)

    def _load(self, directory: Path, extra_places: Iterable[Form]) -> None:
        self._places = PlaceIndex((*place_forms(self._reference, directory), *extra_places))
        self._people = PeopleNames.load(directory)
        self._everyday = word_list(directory / "ordinary_words.txt")
        self._ordinary = self._everyday | word_list(directory / "not_slips.txt")
        self._not_places = {row["form"]: parts(row["contexts"]) for row in rows(directory / "not_place_contexts.csv")}
        ambiguous = rows(directory / "ambiguous_places.csv")
        self._nouns = frozenset(row["term"] for row in ambiguous if row["kind"] == "former_or_noun")
        self._abroad = stems_of_list(directory / "foreign_places.txt")
        self._precedence = Precedence.load(directory)
        self._evidence = Evidence.load(directory)
        self._never_topics = word_list(directory / "not_topic_words.txt")

    def with_words(self, extra_topics: Iterable[Topic], extra_synonyms: Iterable[tuple[str, str]]) -> "Reader":
        """A reader that also knows these topics and (slug, phrase) synonyms; quick, all else is shared."""
        reader = copy(self)
        cues = cues_of(extra_topics, extra_synonyms)
        reader._topics = self._topics.with_cues(cues)
        reader._abbreviations = self._abbreviations.with_cues(cues)
        return reader

    def _cues(self, topics: Iterable[Topic], synonyms: Iterable[tuple[str, str]]) -> list[Cue]:
        shipped = [
            (row["slug"], phrase)
            for name in ("topic_words.csv", "topic_happenings.csv")
            for row in rows(self._directory / name)
            for phrase in parts(row["phrases"])
        ]
        return cues_of((*self._reference.topics.values(), *topics), (*shipped, *synonyms))

    def read(self, text: str) -> Reading:
        """What the first LONGEST_READ characters of the text say; never raises, whatever the text is."""
        cleaned = without_private_details(text[:LONGEST_READ])
        words = words_of(cleaned.text)
        hits, first_told, places = self._as_written(words)
        told, placed = _known_to_topics(hits, first_told), _taken(places)
        apart = self._taken_apart(words, told | placed)
        if len(apart) > len(words):
            words = apart
            hits, first_told, places = self._as_written(words)
            told, placed = _known_to_topics(hits, first_told), _taken(places)
        places = [place for place in places if not self._speaks_otherwise(words, place)]
        places = list(self._nouns_put_right(words, places, told))
        never = self._surely_not_names(words, places, told - placed)
        as_named = {place.start for place in places if place.case == "name" and place.end - place.start == 1}
        persons = self._people.persons(words, never, placed, as_named - never)
        places = [place for place in places if not persons & frozenset(range(place.start, place.end))]
        abroad = frozenset(at for at, word in enumerate(words) if at not in placed and self._is_abroad(word))
        half_known = _half_known(hits, first_told) - placed
        shortened = self._shortened(words, told | placed | persons | abroad)
        known = (told | placed | persons | abroad).union(*(topic.at for topic in shortened))
        guessed = self._add_near(words, places, hits, known, told=bool(first_told or shortened)) or bool(shortened)
        guessed = self._add_nearer_topics(words, hits, half_known) or guessed
        guessed = self._add_missing_place(words, places, first_told, placed | persons) or guessed
        places = _without_needless_doubts(places, told=bool(hits or shortened))
        taken = _taken(places) | persons
        again = guessed or any(topic.at & taken for topic in first_told)
        told_topics = self._topics.topics(hits, taken, shortened) if again else first_told
        around = Circumstances(cleaned.removed, abroad=bool(abroad), person=bool(persons))
        return decide(words, places, told_topics, self._precedence, self._evidence, around)

    def places_beginning(self, text: str) -> tuple[Place, ...]:
        """The places of which a form in any language or case begins with the text; for a field that searches."""
        words = [word for word in words_of(normalised(text)) if word.text.isalnum()]
        return self._places.beginning(words) if words else ()

    def places_as_written(self, words: Sequence[Word]) -> list[FoundPlace]:
        """The places that the words name as they stand."""
        return self._places.exact(words)

    def names_place(self, phrase: str) -> bool:
        """Whether a place is named in the phrase as it stands."""
        words = words_of(normalised(phrase))
        return any(not self._speaks_otherwise(words, place) for place in self._places.exact(words))

    def names_person(self, phrase: str) -> bool:
        """Whether the phrase is a common first name or surname, or somebody's whole name."""
        words = words_of(normalised(phrase))
        return (len(words) == 1 and self._people.is_name(words[0])) or bool(self._people.persons(words, (), ()))

    def says_nothing_of_anybody(self, text: str) -> bool:
        """Whether a word that was matched may be kept: no number, and nothing that may be somebody's name."""
        word = Word(text, without_marks(text))
        if not text.isalpha():
            return False
        if self._places.known(word) or (self._topics.tells(word) and not self._people.is_name(word)):
            return True
        return not self._people.is_name(word) and not self._people.ends_like_surname(word)

    def topic_of(self, phrase: str) -> str:
        """The topic that all words of the phrase together tell as they stand; empty when they tell none."""
        words = words_of(normalised(phrase))
        _, told, _ = self._as_written(words)
        return next((found.topic for found in told if len(found.at) == len(words)), "")

    def everyday_word_in(self, phrase: str) -> str:
        """An everyday word that would be taken for this phrase once it told a topic; empty when there is none.

        Of several words it is the phrase itself when each of them is an everyday word.
        """
        words = words_of(normalised(phrase))
        everyday = self._everyday | self._never_topics
        if len(words) != 1:
            return phrase if all(word.key in everyday or len(word.key) < _SHORTEST_HALF for word in words) else ""
        alone = TopicIndex(cues_of((), [("", words[0].text)]), self._never_topics)
        caught = (key for key in sorted(everyday) if key == words[0].key or alone.tells(Word(key, key)))
        return next(caught, "")

    def _as_written(self, words: Sequence[Word]) -> tuple[dict[str, list[Hit]], list[FoundTopic], list[FoundPlace]]:
        """What the words say exactly as they stand: words of topics, topics told, places."""
        hits = self._topics.exact(words)
        return hits, self._topics.topics(hits, frozenset()), self._places.exact(words)

    def _taken_apart(self, words: Sequence[Word], known: frozenset[int]) -> list[Word]:
        """The words, those that are a place and a topic written together as two."""
        apart: list[Word] = []
        for at, word in enumerate(words):
            whole = at in known or not _SHORTEST_GLUED <= len(word.text) <= _LONGEST_GLUED
            whole = whole or bool(_RESIDENT.search(word.text))
            apart.extend((word,) if whole else self._halves(word))
        return apart

    def _halves(self, word: Word) -> tuple[Word, ...]:
        for at in range(len(word.text) - _SHORTEST_HALF, _SHORTEST_HALF - 1, -1):
            place, topic = (Word(part, without_marks(part)) for part in (word.text[:at], word.text[at:]))
            if self._places.known(place) and self._topics.tells(topic):
                return place, topic
        return (word,)

    def _speaks_otherwise(self, words: Sequence[Word], place: FoundPlace) -> bool:
        """Whether a form that is also a common word is that word here: `kolarissa` beside `auto` is a car crash."""
        if place.end < len(words) and words[place.end].key in _COMPANY_WORDS:
            return True
        contexts = self._not_places.get(place.words)
        if not contexts:
            return False
        beside = (*words[max(0, place.start - 2) : place.start], *words[place.end : place.end + 2])
        return contexts == (_ANYWHERE,) or any(word.key.startswith(contexts) for word in beside)

    def _shortened(self, words: Sequence[Word], known: frozenset[int]) -> list[FoundTopic]:
        """The topics that abbreviations tell: stretches of words one of which at least is not known by itself."""
        unknown = {
            at
            for at, word in enumerate(words)
            if word.stopped or not (at in known or self._is_ordinary(word) or word.key in self._never_topics)
        }
        found: list[FoundTopic] = []
        end = 0
        for at in sorted(unknown | {at - 1 for at in unknown if at})[: 2 * _MOST_GUESSED]:
            short = self._abbreviations.at(words, at) if at >= end else None
            if short and not unknown.isdisjoint(range(at, short.end)):
                stretch = frozenset(range(at, short.end))
                found.append(FoundTopic(short.topic, stretch, short.letters, 0, _SHORTENED, len(stretch)))
                end = short.end
        return found

    def _nouns_put_right(
        self, words: Sequence[Word], places: Sequence[FoundPlace], told: frozenset[int]
    ) -> Iterator[FoundPlace]:
        """The places, less the nouns that are also an old municipality: `enolla`, `eno Kuopiossa`.

        In the case of being somewhere (Enossa) it is the place, and in its basic form beside nothing but a topic; in a
        sentence it is to be asked about.
        """
        for place in places:
            if place.entries[0].name.lower() not in self._nouns or place.case == "inside":
                yield place
            elif place.case in {"name", "genitive"} and len(places) == 1:
                rest = frozenset(range(len(words))) - told - frozenset(range(place.start, place.end))
                yield replace(place, doubtful=any(words[at].text.isalpha() for at in rest))

    def _add_near(
        self,
        words: Sequence[Word],
        places: list[FoundPlace],
        hits: dict[str, list[Hit]],
        known: frozenset[int],
        *,
        told: bool,
    ) -> bool:
        """Adds what the words not known by themselves are near to in spelling; whether anything was.

        When a topic is `told` but no place, a word that is near a place and a topic is the place.
        """
        before = len(places) + len(hits)
        known = known | self._add_near_joined(words, places, known)
        unknown = [at for at, word in enumerate(words) if at not in known and not self._is_ordinary(word)]
        for at in unknown[:_MOST_GUESSED]:
            if self._add_as_written(words[at], at, places, hits):
                before = -1
                continue
            place = self._near_place(words, at)
            topic = self._topics.near(words, at)
            is_needed = told and not places and place and not place.doubtful
            if place and topic and topic[1].slip < place.slip and self._topics.is_cue(topic[0]) and not is_needed:
                place = None
            topic = topic or self._topics.ending(words, at)
            if not place or place.doubtful:
                clipped = self._places.clipped(words, at)
                if clipped and (not topic or (told and not places and not clipped.doubtful)):
                    place = clipped
            if place:
                places.append(place)
            elif topic:
                hits.setdefault(topic[0], []).append(topic[1])
                before = -1
        return len(places) + len(hits) != before

    def _add_as_written(self, word: Word, at: int, places: list[FoundPlace], hits: dict[str, list[Hit]]) -> bool:
        """Adds the place or topics that a word in dialect names; whether it names any."""
        for text in as_written(word.text):
            written = [Word(text, without_marks(text))]
            place, told = self._places.exact(written), self._topics.exact(written)
            places.extend(replace(one, start=at, end=at + 1, words=word.text, slip=_DIALECT) for one in place)
            for part, found in told.items() if not place else ():
                hits.setdefault(part, []).extend(replace(hit, start=at, end=at + 1, slip=_DIALECT) for hit in found)
            near = None if place or told else self._places.near(written, 0)
            if near and near.slip <= _HARDLY_A_SLIP:  # Kuopijosa: the broad sound and a letter less
                places.append(replace(near, start=at, end=at + 1, words=word.text, slip=near.slip + _DIALECT))
            if place or told or (near and near.slip <= _HARDLY_A_SLIP):
                return True
        return False

    def _add_nearer_topics(self, words: Sequence[Word], hits: dict[str, list[Hit]], half_known: Iterable[int]) -> bool:
        """Adds what long words misspell that only begin like a known one, or are a part of a phrase that is not there.

        `vuokrvelka`, `asumisenot`. Whether any was added.
        """
        added = False
        for at in [at for at in sorted(half_known) if len(words[at].text) >= _LONG][:_MOST_GUESSED]:
            topic = self._topics.near(words, at)
            if topic and len(topic[0]) >= _LONG and topic[1].slip <= _ONE_SLIP:
                hits.setdefault(topic[0], []).append(topic[1])
                added = True
        return added

    def _add_missing_place(
        self, words: Sequence[Word], places: list[FoundPlace], told: Iterable[FoundTopic], known: frozenset[int]
    ) -> bool:
        """Adds a place hardly misspelt when a topic is told but no place: `vanta`, else Swedish for waiting.

        Whether it was added. Only words that tell nothing themselves may be it.
        """
        told_at = known.union(*(topic.at for topic in told))
        if places or told_at == known:
            return False
        for at in [at for at, word in enumerate(words) if at not in told_at and not self._is_ordinary(word)][
            :_MOST_GUESSED
        ]:
            place = self._near_place(words, at)
            if place and place.slip <= _HARDLY_A_SLIP and len(place.places) == 1:
                places.append(place)
                return True
        return False

    def _surely_not_names(
        self, words: Sequence[Word], places: Iterable[FoundPlace], told: frozenset[int]
    ) -> frozenset[int]:
        """Words that are no part of a person's name: those of topics, and places in the case of being somewhere."""
        named = {at for at in told if not self._people.is_name(words[at])}
        for place in places:
            whole = place.entries[0].kind in {"area", "kela"} and not self._people.is_first_name(words[place.start])
            if whole or place.case in {"inside", "resident"} or place.end - place.start > 1:
                named.update(range(place.start, place.end))
        return frozenset(named)

    def _near_place(self, words: Sequence[Word], at: int) -> FoundPlace | None:
        """The misspelt place at a word; a word that ends like a surname may only be a place that ends so too."""
        place = self._places.near(words, at)
        if place and self._people.ends_like_surname(words[at]):
            like_it = place.entries[0].name.endswith(("nen", "set"))
            return place if like_it or (len(words[at].key) > 9 and place.slip <= 1) else None
        return place

    def _add_near_joined(
        self, words: Sequence[Word], places: list[FoundPlace], known: frozenset[int]
    ) -> frozenset[int]:
        """Adds misspelt names of two words (etelä-karjla); the words now known. They replace an open half of a name."""
        halves = {place.start for place in places if place.entries[0].kind == "ambiguous"}
        free = [at for at, word in enumerate(words) if at in halves or (at not in known and word.text.isalpha())]
        pairs = [(at, at + 1) for at in free if at + 1 in free and not {at, at + 1} <= halves]
        added: set[int] = set()
        for first, second in pairs[: _MOST_GUESSED // 2]:
            place = None if first in added else self._places.near_joined(words, first)
            if place:
                added.update((first, second))
                places[:] = [other for other in places if other.start not in added]
                places.append(place)
        return frozenset(added)

    def _is_ordinary(self, word: Word) -> bool:
        return word.key in self._ordinary or not word.text.isalpha() or self._people.is_name(word)

    def _is_abroad(self, word: Word) -> bool:
        key = word.key
        return any(
            key[:size] in self._abroad and _FOREIGN_ENDING.fullmatch(key[size:])
            for size in range(len(key), max(3, len(key) - 9), -1)
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No garbage is looked for meanwhile: a hundred thousand objects are made, all of which stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _known_to_topics(hits: dict[str, list[Hit]], told: Iterable[FoundTopic]) -> frozenset[int]:
    """The words that are forms of topics' words, or together tell a topic."""
    sure = {at for found in hits.values() for hit in found if hit.sure for at in range(hit.start, hit.end)}
    return frozenset(sure.union(*(topic.at for topic in told)))


def _half_known(hits: dict[str, list[Hit]], told: Iterable[FoundTopic]) -> frozenset[int]:
    """The words that begin like a topic's word without being a form of it, or are a part of no phrase that is told."""
    found = [
        (at, hit.sure) for hits_of_word in hits.values() for hit in hits_of_word for at in range(hit.start, hit.end)
    ]
    told_at = frozenset[int]().union(*(topic.at for topic in told))
    return frozenset(at for at, _ in found) - (told_at & {at for at, is_sure in found if is_sure})


def _without_needless_doubts(places: Iterable[FoundPlace], *, told: bool) -> list[FoundPlace]:
    """The places in order; a doubtful one only when it is the one place in a text that tells a topic too."""
    sure = sorted((place for place in places if not place.doubtful), key=lambda place: place.start)
    if sure or not told:
        return sure
    doubtful = sorted(places, key=lambda place: place.slip)
    return doubtful[:1] if len(doubtful) == 1 or (doubtful and doubtful[0].slip < doubtful[1].slip) else []


def _taken(places: Iterable[FoundPlace]) -> frozenset[int]:
    return frozenset(at for place in places for at in range(place.start, place.end))
