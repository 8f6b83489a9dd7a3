"""From what was found in a text to one reading: which places and topics are one, and when to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.reading.place_forms import Place
from directory.reading.places import FoundPlace
from directory.reading.reading import Alternative, Reading, Removed, Status, Why
from directory.reading.topics import FoundTopic
from directory.reading.word_evidence import Evidence
from directory.reading.words import Word
from directory.reference import KELA, parts, rows

_AND = frozenset(("ja", "eikä", "sekä", "tai", "vai", "että", "och", "samt", "eller", "and", "or", "&", "+", "/"))
_ANY = "*"
_NEGATIONS = frozenset(("ei", "eikä", "eivät", "ettei", "inga", "ingen", "inget", "inte", "no", "not"))
_BESIDE_NEGATIONS = frozenset(("ole", "oo", "ollut", "ollu", "enää", "mitään", "kyse", "har", "är", "längre", "någon"))
_WIDEST_JOINT = 3
"""More words than this between two topics, and an `and` among them joins something else."""
_SURE_SLIP = 1.05
_SMALL_SLIP = 0.45


@dataclass(frozen=True, slots=True)
class Precedence:
    """Which of two topics is meant when one is only the circumstance of the other; and words that leave it open."""

    pairs: frozenset[tuple[str, str]]
    joined_pairs: frozenset[tuple[str, str]]
    """The pairs that hold even when `and` stands between the two."""
    open_words: tuple[tuple[str, tuple[str, ...]], ...]
    """Beginnings of words that by themselves may mean several topics, and which."""

    @classmethod
    def load(cls, directory: Path) -> "Precedence":
        """The shipped tables; raises OSError when one is missing."""
        table = list(rows(directory / "topic_precedence.csv"))
        pairs = frozenset((row["stronger"], row["weaker"]) for row in table)
        joined = frozenset((row["stronger"], row["weaker"]) for row in table if row["even_when_joined"])
        open_words = tuple((row["word"], parts(row["topics"])) for row in rows(directory / "open_topics.csv"))
        return cls(pairs, joined, open_words)

    def gives_way(self, weaker: str, stronger: str, *, joined: bool) -> bool:
        """Whether `weaker` is only a circumstance when `stronger` is told too."""
        if joined:
            return not {(stronger, weaker), (_ANY, weaker)}.isdisjoint(self.joined_pairs)
        if (stronger, weaker) in self.pairs:
            return True
        return (_ANY, weaker) in self.pairs and (_ANY, stronger) not in self.pairs

    def open_to(self, words: Iterable[str]) -> tuple[str, ...]:
        """The topics that the words leave open, when each of them leaves it open; otherwise none."""
        options = [next((topics for begin, topics in self.open_words if word.startswith(begin)), ()) for word in words]
        return options[0] if options and all(options) else ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else is to be said about a text."""

    removed: tuple[Removed, ...] = ()
    abroad: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class _Where:
    """The place, decided: one, several to ask about, or none; of a certain county, the several municipalities named."""

    status: Status
    place: Place
    options: tuple[Place, ...] = ()
    why: Why = "place"


def decide(
    words: Sequence[Word],
    places: Sequence[FoundPlace],
    topics: Sequence[FoundTopic],
    precedence: Precedence,
    evidence: Evidence,
    around: Circumstances,
) -> Reading:
    """The reading of a text in which these places and topics were found."""
    where = _where(places)
    told = _topics_told(words, topics, precedence)
    slugs = tuple(dict.fromkeys(found.topic for found in told))
    topic = slugs[0] if len(slugs) == 1 else ""
    options = slugs if len(slugs) > 1 else _open_options(words, told, precedence)
    likely = "" if topic or not places else _likely(words, places, told, evidence)
    if likely:
        topic, options, told = likely, (), tuple(found for found in told if found.topic == likely)
    status: Status = where.status
    if status == "ok" and options:
        status = "ambiguous"
    return Reading(
        status=status,
        area=where.place.area,
        municipality=where.place.municipality,
        topic=topic,
        confidence=_confidence(where, places, told),
        place_words=tuple(found.words for found in places),
        topic_words=tuple(words[at].text for at in sorted({at for found in told for at in found.at})),
        alternatives=_alternatives(where, topic, options),
        removed=around.removed,
        former_name=next((found.former_name for found in places if found.former_name), "") if where.place.area else "",
        names_kela=any(place.places == (Place(KELA),) for place in places),
        guessed=any(place.slip > 0 for place in places) or any(topic.slip > 0 for topic in told) or bool(likely),
        outside_finland=around.abroad and not places,
        names_a_person=around.person,
    )


def _where(found: Sequence[FoundPlace]) -> _Where:
    exact = [place for place in found if place.slip <= 0]
    kept = [place for place in found if place.slip <= (_SURE_SLIP if exact else 9)]
    others = [place for place in kept if place.places != (Place(KELA),)]
    kept = others or kept
    if not kept:
        return _Where("unknown", Place(""))
    sure = {place for one in kept if len(one.places) == 1 for place in one.places}
    open_ones = [one for one in kept if len(one.places) > 1]
    for one in open_ones:
        sure.update(_agreeing(one.places, sure) or ())
    unsettled = [one for one in open_ones if not _agreeing(one.places, sure)]
    distinct = _without_their_areas(dict.fromkeys(place for one in kept for place in one.places if place in sure))
    if not unsettled and len(distinct) == 1:
        if kept[0].doubtful:
            return _Where("ambiguous", distinct[0], (distinct[0],), "spelling")
        return _Where("ok", distinct[0])
    options = _without_their_areas(dict.fromkeys((*distinct, *(place for one in unsettled for place in one.places))))
    areas = {place.area for place in options}
    certain = Place(areas.pop()) if len(areas) == 1 else Place("")
    if certain.area and not open_ones and not any(place.doubtful for place in kept):
        return _Where("ok", certain, tuple(options))
    return _Where("ambiguous", certain, tuple(options), _why(kept, unsettled))


def _why(kept: Sequence[FoundPlace], unsettled: Sequence[FoundPlace]) -> Why:
    if len(kept) == 1 and unsettled:
        if unsettled[0].slip > 0:
            return "spelling"
        if unsettled[0].former_name:
            return "former"
    return "place"


def _agreeing(options: Sequence[Place], sure: set[Place]) -> tuple[Place, ...]:
    """The options that a place already sure of agrees with: itself, or a municipality of the same area."""
    same = tuple(place for place in options if place in sure)
    if same:
        return same
    areas = {place.area for place in sure}
    within = tuple(place for place in options if place.area in areas)
    return within[:1] if len(within) == 1 else ()


def _without_their_areas(places: Iterable[Place]) -> list[Place]:
    """The places less the areas of which a municipality is named too."""
    listed = list(places)
    with_municipality = {place.area for place in listed if place.municipality}
    return [place for place in listed if place.municipality or place.area not in with_municipality]


def _topics_told(words: Sequence[Word], found: Sequence[FoundTopic], precedence: Precedence) -> tuple[FoundTopic, ...]:
    strongest = min((topic.weakness for topic in found), default=0)
    told = [topic for topic in found if topic.weakness == strongest]
    told = [topic for topic in told if not _denied(words, topic)] or told
    exact = [topic for topic in told if topic.slip <= 0]
    if exact:
        told = [topic for topic in told if topic.slip <= _SMALL_SLIP]
    if told and strongest:
        told = [topic for topic in told if topic.topic == told[0].topic]
    return tuple(
        topic
        for topic in told
        if not any(
            precedence.gives_way(topic.topic, other.topic, joined=_joined(words, topic, other))
            for other in told
            if other.topic != topic.topic
        )
    )


def _likely(words: Sequence[Word], places: Sequence[FoundPlace], told: Sequence[FoundTopic], evidence: Evidence) -> str:
    """The topic that the whole sentence makes likely, unless `and` joins those told."""
    if any(_joined(words, one, other) for one in told for other in told if one.topic != other.topic):
        return ""
    taken = {at for place in places for at in range(place.start, place.end)}
    rest = [word for at, word in enumerate(words) if at not in taken]
    return evidence.likeliest(rest, {found.topic for found in told})


def _denied(words: Sequence[Word], topic: FoundTopic) -> bool:
    """Whether it is said that the topic is not it: `ei ole vuokrarästejä`, `inga hyresskulder`."""
    at = min(topic.at) - 1
    while at >= 0 and words[at].text in _BESIDE_NEGATIONS:
        at -= 1
    return at >= 0 and words[at].text in _NEGATIONS


def _joined(words: Sequence[Word], one: FoundTopic, other: FoundTopic) -> bool:
    """Whether a word for `and` or `or` stands between two topics."""
    first, last = sorted((one, other), key=lambda topic: min(topic.at))
    between = words[max(first.at) + 1 : min(last.at)]
    return len(between) <= _WIDEST_JOINT and any(word.text in _AND for word in between)


def _open_options(words: Sequence[Word], told: Sequence[FoundTopic], precedence: Precedence) -> tuple[str, ...]:
    return precedence.open_to(words[at].key for found in told for at in sorted(found.at))


def _alternatives(where: _Where, topic: str, topics: Sequence[str]) -> tuple[Alternative, ...]:
    if where.options and not (where.status == "ok" and topics):
        return tuple(Alternative(place.area, place.municipality, topic, where.why) for place in where.options)
    return tuple(Alternative(where.place.area, where.place.municipality, slug, "topic") for slug in topics)


def _confidence(where: _Where, places: Sequence[FoundPlace], told: Sequence[FoundTopic]) -> float:
    """1 for words typed as they are known; less for each slip and for what had to be left open."""
    if where.status == "unknown" and not told:
        return 0.0
    slips = sum(found.slip for found in places) + sum(found.slip for found in told)
    doubt = 0.5 if where.status == "ambiguous" else 1.0
    weak = 0.9 if told and told[0].weakness else 1.0
    return round(max(0.1, doubt * weak * (1 - 0.12 * slips)), 3)
