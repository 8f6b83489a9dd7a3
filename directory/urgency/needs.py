"""Whether a text tells of an urgent need: food or medicine running out, a home or the power about to be lost.

Which needs count as urgent is what Kela and the counties have agreed of (Pirttikoski 2021, 7.1): acute need of food or
medicine, eviction, homelessness, a power cut. That a home without heating is like one without power is ours, and so is
how near is near: food and medicine until the next working day, a home and the power until the second working day, since
before that nobody answers a question.

Words are in `config/data/need_words.csv`, each line a need and what its words say: the `thing` itself, or a `dwelling`;
that it is gone (`state`) or going (`ending`); what happens on a day (`due`, with the thing, or `due_alone`); the whole
of it (`now`); what only looks like it (`not`, `plain`) or says something else in the same words (`aside`). `word*` is
whatever begins so, `*word` whatever ends so, `a/b` either. Doubled letters count once, but at a word's end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from directory.reading.slips import SlipIndex, slip, tolerance
from directory.reading.words import normalised, without_marks
from directory.reference import DATA, parts, rows
from directory.time.calendar import next_working_day
from directory.urgency.named_days import named_days

LONGEST_READ = 5_000
"""Characters: nobody can send more in one line or field."""
_NOT = re.compile(r"n['’´`]t\b")
_TOKEN = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.?(?:\d{4}|\d{2}(?!\d))?|\d+\.?|[^\W\d_]+(?:-[^\W\d_]+)*|[.;!?\n]"
)
_STOPS = frozenset(".;!?\n")
_DOUBLED = re.compile(r"([^\W\d_])\1+(?=.)")
"""Not at a word's end, where Finnish tells `loppuu` from `loppu`."""
_NEAR = 4
"""Words between a thing and what is said of it."""
_GAP = 1
"""Words that may stand between two of a phrase."""
_OVER = frozenset(("later", "past", "off", "today", "aside"))
"""What is said of time, of an end or of something else: `kuun lopussa` does not say that something is gone."""
_DAY_NEAR = 7
"""Words between what happens and its day."""
_STRETCH = 40
"""A longer sentence is read in stretches of so many words, each beginning in the middle of the one before."""
_SAID_NEAR = 4
_SHORTEST_MISSPELT = 5
"""Letters of a thing's name that may have been typed wrong, doubled ones counted once."""
_LATELY = timedelta(days=7)
"""What happened so long ago still leaves somebody without."""
_FIRST_YEAR = 1990
"""What happened in an earlier year nobody tells of now."""
_RELATIVE = {"today": 0, "tomorrow": 1, "after": 2, "yesterday": -1}


class Need(StrEnum):
    """What is running out or being lost."""

    FOOD = "food"
    MEDICINE = "medicine"
    HOME = "home"
    POWER = "power"


_CODES = frozenset(map(str, Need))
_FIELDS = {"runs_out": Need.MEDICINE, "eviction_on": Need.HOME, "cut_on": Need.POWER}
"""The date fields of the topics' templates that tell when something runs out, is lost or cut."""
_TOPICS = {
    "laakkeet-maksusitoumus": Need.MEDICINE,
    "akuutti-ruoka": Need.FOOD,
    "sahkolasku": Need.POWER,
}
"""What a question is about when it only says that it runs out: the topic names the thing."""


MAY_BE_URGENT = frozenset(
    ("vuokrarasti-haato", "asunnottomuus", "mielenterveys", "paihteet", "lastensuojelu", "huoli-asiakkaasta", *_TOPICS)
)
"""Topics in which a need is often urgent though nothing said so yet: the number that helps then stands beside them."""


class _Hit(NamedTuple):
    need: str
    part: str
    start: int
    end: int
    """One after the last word."""


class _Event(NamedTuple):
    need: Need
    part: str
    start: int
    end: int


class _Day(NamedTuple):
    at: int
    day: date | None
    """None for a time that is surely not near: `ensi kuussa`."""


class _Pattern(NamedTuple):
    need: str
    part: str
    words: tuple[tuple[str, ...], ...]
    """For each place the words that may stand there."""


def needs_named(codes: Iterable[str]) -> frozenset[Need]:
    """The needs among codes that were stored."""
    return frozenset(Need(code) for code in codes if code in _CODES)


def last_day(need: Need, today: date) -> date:
    """The last day that still makes this need urgent today."""
    following = next_working_day(today)
    return following if need in {Need.FOOD, Need.MEDICINE} else next_working_day(following)


def urgent_needs_in(text: str, today: date, topic: str = "") -> frozenset[Need]:
    """The urgent needs that a text tells of, in any of the three languages; `topic` is a slug, or empty."""
    return _shipped().needs_in(text, today, topic)


def urgent_fields(fields: Mapping[str, str], today: date) -> frozenset[Need]:
    """The urgent needs that the dates in a topic's own fields tell of; what is no date tells nothing."""
    told = set()
    for field, value in fields.items():
        need, day = _FIELDS.get(field), _date(value)
        if need is not None and day is not None and _is_near(need, day, today):
            told.add(need)
    return frozenset(told)


class _NeedWords:
    """The words that tell a need, ready to be looked for."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self._first: dict[str, list[_Pattern]] = {}
        self._loose: list[tuple[str, _Pattern]] = []
        for one in patterns:
            for word in one.words[0]:
                if "*" in word:
                    self._loose.append((word, one))
                else:
                    self._first.setdefault(word, []).append(one)
        self._slips = SlipIndex(
            (word, (word, one))
            for word, ones in self._first.items()
            for one in ones
            if one.part in {"thing", "due_alone"} and len(one.words) == 1 and len(word) >= _SHORTEST_MISSPELT
        )

    def needs_in(self, text: str, today: date, topic: str = "") -> frozenset[Need]:
        """As `urgent_needs_in`."""
        needs: set[Need] = set()
        known: dict[str, Sequence[_Pattern]] = {}
        for words in _sentences(text):
            hits = self._hits(words, known)
            events = tuple(dict.fromkeys(_events(hits, len(words), _TOPICS.get(topic))))
            if events:
                others = [one for one in hits if one.part == "other"]
                days = [(day, _owner(day, events, others)) for day in _days(words, hits, today)]
                passed = _passed_years(words, today)
                needs |= {
                    one.need
                    for one in events
                    if passed.isdisjoint((one.end, one.end + 1)) and _is_urgent(one, hits, days, today)
                }
        return frozenset(needs)

    def _hits(self, words: Sequence[str], known: dict[str, Sequence[_Pattern]]) -> list[_Hit]:
        """What is known in a sentence, without words that a longer phrase silences.

        `known`: what may begin with each word of this text so far.
        """
        keys = [_squeezed(word) for word in words]
        found = []
        for at, key in enumerate(keys):
            if key not in known:
                known[key] = self._beginning_with(key)
            for one in known[key]:
                end = _end(one, keys, at)
                if end:
                    found.append(_Hit(one.need, one.part, at, end))
        longer = [one for one in found if one.end - one.start > 1]
        return [one for one in found if not any(_is_within(one, other) and _silences(other, one) for other in longer)]

    def _beginning_with(self, key: str) -> Sequence[_Pattern]:
        """What may begin with this word; nothing for a word that only looks like another, and slips for none known."""
        known = [*self._first.get(key, ()), *(one for word, one in self._loose if _fits(word, key))]
        if any(one.part == "plain" for one in known):
            return ()
        if not known and len(key) >= _SHORTEST_MISSPELT:
            near = ((word, one) for word, one in self._slips.near(key) if word[0] == key[0])
            return [one for word, one in near if slip(word, key) <= tolerance(len(word))]
        return known


def _is_urgent(
    event: _Event, hits: Sequence[_Hit], days: Sequence[tuple[_Day, _Event | _Hit | None]], today: date
) -> bool:
    said = {one.part for one in hits if _apart(one, event) <= _SAID_NEAR and one.need in {"any", event.need}}
    beside = {one.part for one in hits if one.need == event.need and _apart(one, event) <= 1}
    if "off" in said or "not" in beside or ("past" in said and event.part != "due"):
        return False
    mine = [day for day, owner in days if owner == event and _distance(day.at, event) <= _DAY_NEAR]
    nearest = min(mine, key=lambda one: _distance(one.at, event), default=None)
    if nearest is None or event.part == "state":
        return event.part != "due"
    return nearest.day is not None and _is_near(event.need, nearest.day, today)


def _owner(day: _Day, events: Sequence[_Event], others: Sequence[_Hit]) -> _Event | _Hit | None:
    """Whose day it is: of what stands nearest, and of two the one before it."""
    near: list[_Event | _Hit] = [*events, *others]
    return min(near, key=lambda one: (_distance(day.at, one), one.start > day.at), default=None)


def _events(hits: Sequence[_Hit], length: int, of_topic: Need | None) -> Iterator[_Event]:
    things = [one for one in hits if one.part == "thing"]
    if of_topic is not None and not any(one.need == of_topic for one in things):
        things.append(_Hit(of_topic, "thing", 0, 0))
    for one in hits:
        if one.part in {"now", "due_alone"} or (one.part == "state" and one.need == Need.HOME):
            yield _Event(Need(one.need), "due" if one.part == "due_alone" else "state", one.start, one.end)
    for thing in (*things, *(one for one in hits if one.part == "dwelling")):
        implied = thing.start == thing.end
        for part in ("ending", "due") if implied else ("state", "ending", "due"):
            said = [one for one in hits if one.part == part and one.need == thing.need]
            nearest = min(said, key=lambda one: _apart(one, thing), default=None)
            if nearest is not None and implied:
                yield _Event(Need(thing.need), part, nearest.start, nearest.end)
            elif nearest is not None and _apart(nearest, thing) <= _NEAR:
                yield _Event(Need(thing.need), part, *_whole(nearest, thing))
    yield from _without(things, hits, length)


def _without(things: Sequence[_Hit], hits: Sequence[_Hit], length: int) -> Iterator[_Event]:
    """`ei ole rahaa lääkkeisiin`, `ruokaa ei ole`, `inga pengar till mat`."""
    no = {one.start for one in hits if one.part == "no"}
    filler = {one.start for one in hits if one.part == "filler"}
    missing = {one.start for one in hits if one.part == "missing"}
    for thing in things:
        if thing.need == Need.POWER or thing.start == thing.end:
            continue
        before = thing.start - 1
        while before in filler and thing.start - before <= _NEAR:
            before -= 1
        after = thing.end if thing.end in no else thing.end + 1
        if before in no:
            yield _Event(Need(thing.need), "state", before, thing.end)
        elif (
            after in no
            and (after == thing.end or thing.end in filler)
            and (after + 1 in missing or after + 1 == length)
        ):
            yield _Event(Need(thing.need), "state", thing.start, after + 1)


def _days(words: Sequence[str], hits: Sequence[_Hit], today: date) -> list[_Day]:
    found = [_Day(at, day) for at, day in named_days(words, today)]
    for one in hits:
        if one.part in _RELATIVE:
            found.append(_Day(one.start, today + timedelta(days=_RELATIVE[one.part])))
        elif one.part == "weekend":
            found.append(_Day(one.start, today + timedelta(days=max(5 - today.weekday(), 0))))
        elif one.part == "later" and not any(one.start < at <= one.end for at, _ in found):
            found.append(_Day(one.start, None))
    if not found:
        found = [
            _Day(at, today)
            for at, (word, after) in enumerate(pairwise(words))
            if word in {"klo", "kello", "kl"} and after[0].isdigit()
        ]
    return found


def _passed_years(words: Sequence[str], today: date) -> frozenset[int]:
    """The places of years that are over, right after what happened then: `katkesi 2022`, `homeless in 2016`.

    A year of birth and a sum of money are no such years.
    """
    return frozenset(
        at
        for at, (word, after) in enumerate(pairwise((*words, "")))
        if word.isdecimal()
        and len(word) == 4
        and _FIRST_YEAR <= int(word) < today.year
        and not after.startswith(("synt", "fodd", "born", "eur"))
        and after != "e"
    )


def _is_near(need: Need, day: date, today: date) -> bool:
    return today - _LATELY <= day <= last_day(need, today)


def _end(pattern: _Pattern, keys: Sequence[str], at: int) -> int:
    """One after the last word of a pattern that begins here; 0 when it does not. Words may stand between."""
    end = at + 1
    for options in pattern.words[1:]:
        near = range(end, min(end + 1 + _GAP, len(keys)))
        found = next((place for place in near if any(_fits(one, keys[place]) for one in options)), None)
        if found is None:
            return 0
        end = found + 1
    return end


def _silences(longer: _Hit, one: _Hit) -> bool:
    """Whether a longer phrase says something else than the word within it: `kuun lopussa`, `menee poikki`."""
    if one.part in _OVER:
        return False
    return longer.part in _OVER or (one.part == "state" and longer.part in {"due", "ending"})


def _is_within(one: _Hit, other: _Hit) -> bool:
    return other.start <= one.start and one.end <= other.end


def _apart(one: _Hit | _Event, other: _Hit | _Event) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _distance(at: int, one: _Hit | _Event) -> int:
    return max(one.start - at, at - one.end + 1, 0)


def _whole(one: _Hit, other: _Hit) -> tuple[int, int]:
    return min(one.start, other.start), max(one.end, other.end)


def _sentences(text: str) -> Iterator[Sequence[str]]:
    """The words of each sentence, in lower case without marks; a stop that ends an abbreviation ends a sentence too."""
    words: list[str] = []
    for word in _TOKEN.findall(_NOT.sub(" not", normalised(text[:LONGEST_READ]))):
        if word in _STOPS:
            yield from _stretches(words)
            words = []
        else:
            words.append(without_marks(word))
    yield from _stretches(words)


def _stretches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    half = _STRETCH // 2
    return (words[begin : begin + _STRETCH] for begin in range(0, max(len(words) - half, 1), half))


def _squeezed(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _fits(known: str, typed: str) -> bool:
    if known.endswith("*"):
        return typed.startswith(known[:-1])
    return typed.endswith(known[1:]) if known.startswith("*") else typed == known


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def read_ahead() -> None:
    """Reads the words now; else whoever is the first to type something waits for it."""
    _shipped()


@cache
def _shipped() -> _NeedWords:
    return _NeedWords(
        _Pattern(
            row["need"],
            row["part"],
            tuple(tuple(map(_squeezed, without_marks(word).split("/"))) for word in phrase.split()),
        )
        for row in rows(DATA / "need_words.csv")
        for phrase in parts(row["words"])
    )
