"""How well and how fast the reader reads: accuracy per kind, confusions, speed. The last line is one JSON object."""

import argparse
import gc
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.queries import WRITTEN, Query, development_set, made_set, queries_of, written_set
from directory.reading.place_forms import Entry, Form, Place, name_forms
from directory.reading.reader import Reader
from directory.reading.reading import Reading
from directory.reference import load_reference

_SEED = 20_260
_EACH = 300
_ROUNDS = 7
_SYLLABLES = [consonant + vowel for consonant in "klmnprstvh" for vowel in "aiu"]
_ASKING = {"ambiguous", "two_places", "two_topics"}
_NOT_PLACES = {"nonsense", "names", "foreign", "common_word", "topic_only"}


@dataclass(slots=True)
class Score:
    """What was right among the queries of one kind."""

    queries: int = 0
    place_right: int = 0
    topic_right: int = 0
    wrong_area: int = 0
    confusions: list[str] = field(default_factory=list)

    def add(self, query: Query, reading: Reading) -> None:
        """Counts one query and its reading."""
        self.queries += 1
        place, topic = place_is_right(query, reading), topic_is_right(query, reading)
        self.place_right += place
        self.topic_right += topic
        self.wrong_area += area_is_wrong(query, reading)
        if not (place and topic):
            wanted = f"{query.status} {query.area} {query.municipality} {'|'.join(query.topics)}"
            got = f"{reading.status} {reading.area} {reading.municipality} {reading.topic}"
            self.confusions.append(f"{query.text!r}: wanted {wanted}, got {got}")


def place_is_right(query: Query, reading: Reading) -> bool:
    """The place as wanted: asked where a question is right, else the area and, if one is named, the municipality.

    Of two municipalities of one county neither is to be taken for the one.
    """
    if query.kind in _ASKING and query.status == "ambiguous":
        return reading.status == "ambiguous" and reading.area == query.area
    if query.status == "unknown":
        return reading.status == "unknown"
    any_will_do = not query.municipality and query.kind != "two_places"
    named = any_will_do or reading.municipality == query.municipality
    return reading.area == query.area and named


def topic_is_right(query: Query, reading: Reading) -> bool:
    """One of the topics that are right, or none where none is told."""
    if query.status == "ambiguous" and not reading.topic:
        offered = {alternative.topic for alternative in reading.alternatives}
        return not query.topics or bool(offered & set(query.topics)) or query.kind == "two_topics"
    return reading.topic in query.topics or not query.topics


def area_is_wrong(query: Query, reading: Reading) -> bool:
    """A county given as certain that is not the one meant."""
    return reading.status == "ok" and reading.area != query.area


def measure(reader: Reader, queries: Iterable[Query]) -> dict[str, Score]:
    """The scores per kind."""
    scores: dict[str, Score] = {}
    for query in queries:
        scores.setdefault(query.kind, Score()).add(query, reader.read(query.text))
    return scores


def synthetic_forms(count: int) -> list[Form]:
    """Forms of made-up names, at least so many written ones: each name stands for about fourteen."""
    chance = random.Random(_SEED)
    forms: list[Form] = []
    names: set[str] = set()
    while len(names) * 14 < count:
        name = "".join(chance.choices(_SYLLABLES, k=chance.randint(3, 5)))
        if name not in names:
            names.add(name)
            forms.extend(name_forms(name, Entry(name, "village", (Place("99"),))))
    return forms


def milliseconds(read: Callable[[str], Reading], texts: Sequence[str], rounds: int) -> list[float]:
    """How long each text took, in order of length; of several rounds, each text's quickest."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for at, text in enumerate(texts):
            started = time.perf_counter()
            read(text)
            best[at] = min(best[at], time.perf_counter() - started)
    return sorted(1000 * seconds for seconds in best)


def startup_seconds() -> float:
    """How long it takes to read the shipped data and be ready; the quickest of several."""
    taken = []
    for _ in range(_ROUNDS):
        gc.collect()
        started = time.perf_counter()
        Reader(load_reference())
        taken.append(time.perf_counter() - started)
    return min(taken)


def growth(texts: Sequence[str]) -> float:
    """The median time with 200,000 more known forms over that with 2,000 more."""
    reference = load_reference()
    small, large = (
        statistics.median(milliseconds(Reader(reference, extra_places=synthetic_forms(count)).read, texts, 3))
        for count in (2_000, 200_000)
    )
    return large / small


def show(title: str, scores: dict[str, Score], *, confusions: bool) -> None:
    """Prints a table and, if wanted, what was confused."""
    print(f"\n{title}\n{'kind':<12} {'queries':>7} {'place':>7} {'topic':>7} {'wrong area':>10}")
    for kind, score in sorted(scores.items()):
        place, topic = score.place_right / score.queries, score.topic_right / score.queries
        print(f"{kind:<12} {score.queries:>7} {place:>7.1%} {topic:>7.1%} {score.wrong_area / score.queries:>10.2%}")
    total = Counter(queries=sum(s.queries for s in scores.values()), wrong=sum(s.wrong_area for s in scores.values()))
    print(f"a wrong area given as certain, over all: {total['wrong'] / total['queries']:.2%}")
    if confusions:
        for kind, score in sorted(scores.items()):
            for confusion in score.confusions:
                print(f"  {kind}: {confusion}")


def main() -> None:
    """Measures and prints; under a minute by default."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=_SEED, help="seed of the made queries")
    options.add_argument("--each", type=int, default=_EACH, help="made queries of each kind")
    options.add_argument("--confusions", action="store_true", help="list those of the made queries too")
    options.add_argument("file", nargs="?", type=Path, help="a CSV file of queries with answers, measured instead")
    chosen = options.parse_args()
    reference = load_reference()
    reader = Reader(reference)
    development = list(development_set())
    if chosen.file is not None:
        show(chosen.file.name, measure(reader, queries_of(chosen.file)), confusions=True)
    else:
        show("dev.csv", measure(reader, development), confusions=True)
        for name in WRITTEN:
            show(f"{name}.csv", measure(reader, written_set(name)), confusions=True)
        made = measure(reader, made_set(reference, chosen.seed, chosen.each))
        show(f"made from the shipped data, seed {chosen.seed}", made, confusions=chosen.confusions)
    texts = [query.text for query in development]
    times = milliseconds(reader.read, texts, _ROUNDS)
    figures = {
        "median_ms": round(statistics.median(times), 3),
        "p99_ms": round(times[int(len(times) * 0.99)], 3),
        "growth_ratio": round(growth(texts), 2),
        "startup_s": round(startup_seconds(), 3),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
