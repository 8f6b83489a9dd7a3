"""Learns how much the words of a sentence speak for each topic, and writes config/data/word_evidence.csv.

It learns from the phrases that tell topics and from the sets written by hand (`bench/queries.py`). A set that is to
measure the reader on what it has never seen is read before it is learnt from.
"""

import argparse
import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.queries import WRITTEN, written_set
from directory.reading.places import FoundPlace
from directory.reading.reader import Reader
from directory.reading.topic_words import CLASS_SIGN
from directory.reading.word_evidence import BEGINNING, beginnings
from directory.reading.words import Word, normalised, without_marks, words_of
from directory.reference import DATA, load_reference, parts, rows

_SENTENCE = 3
"""How much more a sentence counts than a phrase."""
_UNSEEN = 0.05
"""What counts for a topic in which a word was never seen."""
_LEAST = 0.3
"""Weights below this say nothing."""

_FILLERS = frozenset(
    without_marks(word)[:BEGINNING]
    for word in (
        *(
            "minä",
            "sinä",
            "me",
            "te",
            "he",
            "meillä",
            "teillä",
            "heillä",
            "minulla",
            "teistä",
            "meistä",
            "meiltä",
            "teiltä",
        ),
        *("meille", "teille", "minulle", "teidän", "meidän", "joku", "jonku", "joka", "jotain", "siellä", "täällä"),
    )
)
"""Beginnings of words by which people speak to each other, whatever it is about; small talk is made of them."""


def learnt(sets: Sequence[str], directory: Path = DATA) -> dict[str, dict[str, float]]:
    """The weights of topics by a word's beginning, from the phrases in `directory` and the named sets."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sentences: Counter[str] = Counter()
    phrased: set[str] = set()
    for topic, words in _phrases(directory):
        for begin in beginnings(words):
            counts[begin][topic] += 1
            phrased.add(begin)
    reader = Reader(load_reference(), directory=directory)
    for name in sets:
        for query in written_set(name):
            if query.topics:
                for begin in beginnings(_without_names(reader, words_of(normalised(query.text)))):
                    counts[begin][query.topics[0]] += _SENTENCE
                    sentences[begin] += 1
    totals: Counter[str] = Counter()
    for told in counts.values():
        totals.update(told)
    # A word that only one sentence has may be a rare name, and says little.
    kept = {begin: told for begin, told in counts.items() if begin in phrased or sentences[begin] > 1}
    for word in _FILLERS:
        kept.pop(word, None)
    return {begin: weights for begin, told in sorted(kept.items()) if (weights := _weights(told, totals))}


def _phrases(directory: Path) -> Iterator[tuple[str, list[Word]]]:
    for topic in load_reference(directory).topics.values():
        for synonym in topic.synonyms:
            yield topic.slug, words_of(normalised(synonym))
    for name in ("topic_words.csv", "topic_happenings.csv"):
        for row in rows(directory / name):
            for phrase in parts(row["phrases"]):
                if CLASS_SIGN not in phrase:
                    yield row["slug"], words_of(normalised(phrase.lstrip("~")))


def _without_names(reader: Reader, words: Sequence[Word]) -> list[Word]:
    """The words that are neither a place nor anybody's name."""
    places: Sequence[FoundPlace] = reader.places_as_written(words)
    taken = {at for place in places for at in range(place.start, place.end)}
    return [word for at, word in enumerate(words) if at not in taken and not reader.names_person(word.text)]


def _weights(told: Counter[str], totals: Counter[str]) -> dict[str, float]:
    shares = {topic: count / totals[topic] for topic, count in told.items()}
    seen, whole = sum(told.values()), sum(shares.values())
    weights = {topic: math.log1p(share / whole * seen / _UNSEEN) for topic, share in shares.items()}
    return {topic: round(weight, 1) for topic, weight in sorted(weights.items()) if weight >= _LEAST}


def main() -> None:
    """Writes the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sets", nargs="*", default=WRITTEN, help="the written sets to learn from; all by default")
    options.add_argument("--to", type=Path, default=DATA / "word_evidence.csv")
    chosen = options.parse_args()
    with chosen.to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("beginning", "weights"))
        for begin, weights in learnt(chosen.sets).items():
            writer.writerow((begin, "|".join(f"{topic}={weight}" for topic, weight in weights.items())))


if __name__ == "__main__":
    main()
