"""Finding the places that a text names: exact forms first, whatever they are joined of, then near spellings."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from directory.reading import finnish
from directory.reading.place_forms import ENDINGS, LONGEST_ENDING, RANK, Case, Entry, Form, Place
from directory.reading.slips import LETTERS_THAT_COUNT, Near, SlipIndex, Spellings
from directory.reading.words import Word, typed_as, without_marks

_LONGEST_NAME = 4
_FEWEST_LETTERS_BEGUN = 3
_IN_PARTS = re.compile(r"\w[- ]\w")
_STARTS = (4, 3, 2)
_CLITICS = ("kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä")
_REGION_WORDS = ("seutu", "seudu", "talousalue", "lähialue")
_FEWEST_LETTERS_JOINED = 5
_EQUALLY_NEAR = 0.14
_FEWEST_LETTERS_CLIPPED = 5
_SURELY_CLIPPED = 6
_CLIPPED = 1.1
"""How far a name is that is only begun: farther than what a place written as it is lets count beside it."""
_FEWEST_LETTERS_OF_FIRST = 2
_FEWEST_LETTERS_OF_SECOND = 4
_MOST_CLIPPED = 3
"""So many names that begin alike are worth asking about."""
_RARE = 0.15
"""How much farther a name is that is seldom used."""
_LAST_PARTS = frozenset(map(without_marks, finnish.LAST_PARTS))
_COMMON_RESIDENT = frozenset(("nen", "sen", "sta", "selle", "sella", "selta", "set"))


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place named in the words from `start` to before `end`."""

    start: int
    end: int
    words: str
    entries: tuple[Entry, ...]
    case: Case
    slip: float = 0.0
    doubtful: bool = False
    """The slip is so big for so short a name that only a question is allowed."""

    @property
    def places(self) -> tuple[Place, ...]:
        """What it may be, each once; several when the name is ambiguous."""
        return tuple(dict.fromkeys(place for entry in self.entries for place in entry.places))

    @property
    def former_name(self) -> str:
        """The old name it was called by, if it was."""
        return next((entry.former_name for entry in self.entries if entry.former_name), "")


class PlaceIndex:
    """All known names of places, by what is typed for them."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms: dict[str, list[Form]] = {}
        self._stems: dict[str, list[Form]] = {}
        self._of_entry: dict[int, list[Form]] = {}
        self._starts: set[str] = set()
        beginnings: dict[tuple[str, int], None] = {}
        for form in forms:
            key = without_marks(form.text)
            known = self._stems if form.bends else self._forms
            known.setdefault(key, []).append(form)
            self._starts.add(key[: _STARTS[0]])
            if form.entry.may_be_misspelt:
                identity = id(form.entry)
                self._of_entry.setdefault(identity, []).append(form)
                beginnings[key[:LETTERS_THAT_COUNT], identity] = None
                if form.entry.kind == "kela" and form.bends:  # too short to begin like its forms when misspelt: kleasta
                    written = (key + ending for ending in ENDINGS[form.bends])
                    beginnings.update(dict.fromkeys((text[:LETTERS_THAT_COUNT], identity) for text in written))
        self._spellings: dict[int, Spellings[Case]] = {}
        self._slips = SlipIndex(beginnings)
        self._in_order: list[str] = []
        self._names: list[tuple[str, Form]] = []
        self._first_parts: dict[str, None] = {}

    def __len__(self) -> int:
        """How many names and stems are known; each stem stands for a dozen written forms."""
        return len(self._forms) + len(self._stems)

    def exact(self, words: Sequence[Word]) -> list[FoundPlace]:
        """The places whose forms stand in the text as they are, the longest first at each word; none overlap."""
        found: list[FoundPlace] = []
        at = 0
        while at < len(words):
            place = self._longest_at(words, at)
            if place:
                found.append(_region_around(place, words))
                at = found[-1].end
            else:
                at += 1
        return found

    def _longest_at(self, words: Sequence[Word], start: int) -> FoundPlace | None:
        """The longest name that begins at a word, written apart or together."""
        typed = key = ""
        best: tuple[int, tuple[Form, ...]] | None = None
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            word = words[end - 1]
            if not word.text.isalnum():
                break
            before, typed, key = typed, typed + word.text, key + word.key
            if end == start + 1:
                senses = self._senses(typed, key) or self._without_clitic(typed)
            else:
                senses = self._senses(typed, key, len(before) + 1) if len(typed) >= _FEWEST_LETTERS_JOINED else ()
            if senses:
                best = (end, senses)
            if not self._begins(key):
                break
        if not best:
            return None
        end, senses = best
        name = " ".join(word.text for word in words[start:end])
        return FoundPlace(start, end, name, tuple(form.entry for form in senses), senses[0].case)

    def _begins(self, key: str) -> bool:
        """Whether any name may begin so."""
        return len(key) < _STARTS[0] or any(key[:size] in self._starts for size in _STARTS)

    def _without_clitic(self, typed: str) -> tuple[Form, ...]:
        if not typed.endswith(_CLITICS):
            return ()
        return next((found for clitic in _CLITICS if (found := self._without(typed, clitic))), ())

    def _without(self, typed: str, clitic: str) -> tuple[Form, ...]:
        bare = typed.removesuffix(clitic)
        return self._senses(bare, without_marks(bare)) if bare != typed and len(bare) > 4 else ()

    def _senses(self, typed: str, key: str, shortest_stem: int = 2) -> tuple[Form, ...]:
        """The forms a typed word may be, only those of the best rank; an ending comes after so many letters."""
        if not any(key[:size] in self._starts for size in _STARTS):
            return ()
        forms = [form for form in self._forms.get(key, ()) if typed_as(typed, form.text)]
        for size in range(min(LONGEST_ENDING, len(key) - shortest_stem) + 1):
            stems = self._stems.get(key[: len(key) - size])
            if stems:
                forms.extend(_with_ending(stems, typed, key[len(key) - size :]))
        if not forms:
            return ()
        best = min(RANK[form.entry.kind] for form in forms)
        return tuple({id(form.entry): form for form in forms if RANK[form.entry.kind] == best}.values())

    def beginning(self, words: Sequence[Word]) -> tuple[Place, ...]:
        """The places of which a name or a form, all words taken as one, begins so: the better known ones first."""
        typed, key = ("".join(part) for part in zip(*((word.text, word.key) for word in words), strict=True))
        if len(key) < _FEWEST_LETTERS_BEGUN:
            return ()
        forms = list(self._senses(typed, key))
        if not self._in_order:
            self._in_order = sorted({*self._forms, *self._stems})
        for at in range(bisect_left(self._in_order, key), len(self._in_order)):
            if not self._in_order[at].startswith(key):
                break
            forms += (*self._forms.get(self._in_order[at], ()), *self._stems.get(self._in_order[at], ()))
        for size in range(max(len(key) - LONGEST_ENDING, _FEWEST_LETTERS_BEGUN), len(key)):
            forms += _with_ending_begun(self._stems.get(key[:size], ()), key[size:])
        meant = sorted((form for form in forms if RANK[form.entry.kind] <= RANK["district"]), key=_rank)
        return tuple(dict.fromkeys(place for form in meant for place in form.entry.places))

    def known(self, word: Word) -> bool:
        """Whether the word by itself is a form of a place."""
        return bool(self._senses(word.text, word.key))

    def near(self, words: Sequence[Word], at: int) -> FoundPlace | None:
        """The place a misspelt word most likely names; its entries are several when two are equally near."""
        word = words[at]
        if len(word.text) < 4 or not word.text.isalpha():
            return None
        hits = [
            (_farther(best) if entry.seldom_used else best, entry)
            for identity in self._slips.near(word.key)
            if (best := self._spellings_of(identity).nearest(word.text, word.key))
            for entry in (self._of_entry[identity][0].entry,)
        ]
        if not hits:
            return None
        nearest = min((hit[0] for hit in hits), key=lambda near: near.slip)
        entries = [entry for near, entry in hits if near.slip <= nearest.slip + _EQUALLY_NEAR]
        rank = max(min(RANK[entry.kind] for entry in entries), 1)
        meant = tuple(entry for entry in entries if RANK[entry.kind] <= rank)
        doubtful = nearest.doubtful and meant[0].kind != "kela"
        return FoundPlace(at, at + 1, word.text, meant, nearest.tells, nearest.slip, doubtful)

    def clipped(self, words: Sequence[Word], at: int) -> FoundPlace | None:
        """The municipality or area whose name a word begins: jyväsk., kymenl, seinäj; up to three to ask about.

        What stops where a compound's parts meet is another word: seinä is not Seinäjoki. Five letters without a stop
        are doubtful.
        """
        word = words[at]
        if len(word.text) < _FEWEST_LETTERS_CLIPPED or not word.text.isalpha():
            return None
        begun = list(self._named_so(word))
        if any(without_marks(form.text)[len(word.key) :] in _LAST_PARTS for form in begun):
            return None
        entries = tuple({id(form.entry): form.entry for form in begun}.values())
        found = FoundPlace(at, at + 1, word.text, entries, "name", _CLIPPED)
        areas = {place.area for place in found.places if place.municipality}
        narrow = tuple(
            entry for entry in entries if any(one.municipality or one.area not in areas for one in entry.places)
        )
        found = replace(found, entries=narrow)
        if not found.places or len(found.places) > _MOST_CLIPPED:
            return None
        return replace(found, doubtful=len(word.text) < _SURELY_CLIPPED and not word.stopped)

    def _named_so(self, word: Word) -> Iterator[Form]:
        """The names of municipalities and areas, in their basic form, that begin like the word."""
        if not self._names:
            forms = (form for known in self._forms.values() for form in known)
            named = (form for form in forms if form.case == "name" and form.entry.kind in {"municipality", "area"})
            self._names = sorted(((without_marks(form.text), form) for form in named), key=lambda pair: pair[0])
        for key, form in self._names[bisect_left(self._names, word.key, key=lambda pair: pair[0]) :]:
            if not key.startswith(word.key):
                return
            if typed_as(word.text, form.text[: len(word.text)]):
                yield form

    def near_joined(self, words: Sequence[Word], at: int) -> FoundPlace | None:
        """The place of a name of two parts (etelä-karjla) that a word and the next misspell together."""
        clipped = self._clipped_joined(words, at)
        if clipped:
            return clipped
        text, key = words[at].text + words[at + 1].text, words[at].key + words[at + 1].key
        place = self.near((Word(text, key),), 0)
        if not place or place.doubtful or not any(_IN_PARTS.search(entry.name) for entry in place.entries):
            return None
        return replace(place, start=at, end=at + 2, words=f"{words[at].text} {words[at + 1].text}")

    def _clipped_joined(self, words: Sequence[Word], at: int) -> FoundPlace | None:
        """The place of a name of two parts of which the first is only begun, or both are: pohj.karj., et-savo."""
        first, second = words[at], words[at + 1]
        if len(first.key) < _FEWEST_LETTERS_OF_FIRST or len(second.key) < _FEWEST_LETTERS_OF_SECOND:
            return None
        found: dict[int, Entry] = {}
        for part in self._parts_beginning(first.text):
            whole = Word(part + second.text, without_marks(part) + second.key)
            exact = [form for form in self._senses(whole.text, whole.key) if RANK[form.entry.kind] == 1]
            found.update((id(form.entry), form.entry) for form in exact or self._named_so(whole))
        entries = tuple(found.values())
        place = FoundPlace(at, at + 2, f"{first.text} {second.text}", entries, "name", _CLIPPED)
        return place if len(place.places) == 1 else None

    def _parts_beginning(self, begun: str) -> Iterator[str]:
        """The first parts of names in two parts that begin so: pohjois, etelä."""
        if not self._first_parts:
            entries = (forms[0].entry for forms in self._of_entry.values())
            names = (entry.name.lower() for entry in entries if entry.kind in {"municipality", "area"})
            self._first_parts = {name.split("-")[0]: None for name in names if name.count("-") == 1}
        for part in self._first_parts:
            if len(part) > 1 and typed_as(begun, part[: len(begun)]):
                yield part

    def _spellings_of(self, identity: int) -> Spellings[Case]:
        """All written forms of an entry that a slip may have been made in; worked out when first needed."""
        known = self._spellings.get(identity)
        if known is None:
            texts: dict[str, Case] = {}
            for form in self._of_entry[identity]:
                if form.bends is None:
                    texts.setdefault(without_marks(form.text), form.case)
                else:
                    for ending, case in ENDINGS[form.bends].items():
                        if case != "other" and (form.bends != "resident" or ending in _COMMON_RESIDENT):
                            texts.setdefault(without_marks(form.text) + ending, case)
            known = Spellings(texts, self._of_entry[identity][0].entry.name.lower())
            self._spellings[identity] = known
        return known


def _with_ending_begun(stems: Iterable[Form], begun: str) -> Iterator[Form]:
    """The stems that take an ending which begins so."""
    for stem in stems:
        if stem.bends and any(ending.startswith(begun) for ending in ENDINGS[stem.bends]):
            yield stem


def _rank(form: Form) -> int:
    return RANK[form.entry.kind]


def _farther(near: Near[Case]) -> Near[Case]:
    return near._replace(slip=near.slip + _RARE)


def _with_ending(stems: Iterable[Form], typed: str, ending: str) -> Iterator[Form]:
    """The stems as forms in the case that the ending makes, where they take that ending."""
    for stem in stems:
        case = ENDINGS[stem.bends].get(ending) if stem.bends else None
        if case and typed_as(typed[: len(stem.text)], stem.text):
            yield Form(stem.text + ending, case, stem.entry)


def _region_around(found: FoundPlace, words: Sequence[Word]) -> FoundPlace:
    """`Lahden seutu` is the area that Lahti is in, not the town."""
    if found.case != "genitive" or found.end >= len(words) or not words[found.end].text.startswith(_REGION_WORDS):
        return found
    areas = tuple(dict.fromkeys(place.area for place in found.places))
    entry = Entry(found.words, "area", tuple(Place(area) for area in areas))
    return FoundPlace(found.start, found.end + 1, f"{found.words} {words[found.end].text}", (entry,), "name")
